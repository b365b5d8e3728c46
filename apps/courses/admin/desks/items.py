"""Where the questions of a quiz and the test cases of an exercise stand: move and remove them."""

from typing import Any

from django import forms

from apps.courses import operations
from apps.courses.admin.desks import fields
from apps.courses.admin.desks.desk import Edited
from apps.courses.admin.desks.parts import OfPart
from apps.courses.data import QuestionData
from apps.courses.rules.insides import Item


class OfItem(OfPart):
    """A form about the question or the test case that was chosen on the page."""

    def __init__(self, *args: Any, item: Item, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.item = item


class StepItem(OfItem):
    """Another place: the arrows of a row."""

    deed, done = "step", "Moved."

    position = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def do(self, edited: Edited) -> None:
        content_id, position = self.part.id, self.said["position"]
        if isinstance(self.item, QuestionData):
            operations.move_question(
                content_id=content_id, question_id=self.item.id, position=position, **edited
            )
        else:
            operations.move_test_case(
                content_id=content_id, case_id=self.item.id, position=position, **edited
            )


class RemoveItem(OfItem):
    """Without it."""

    deed, label, done = "remove", "Remove it", "Removed."
    variant = "danger"

    is_sure = fields.switch("For good", required=True)

    def do(self, edited: Edited) -> None:
        content_id = self.part.id
        if isinstance(self.item, QuestionData):
            operations.remove_question(content_id=content_id, question_id=self.item.id, **edited)
        else:
            operations.remove_test_case(content_id=content_id, case_id=self.item.id, **edited)
