"""Every kind of document in the admin: listed, searched, shown, and never removed in passing."""

import pytest
from django.apps import apps
from django.contrib import admin
from django_mongodb_backend.models import EmbeddedModel

from apps.enrollments.models import Certificate, Enrollment, Grade, Membership
from apps.users.api import get_person
from tests.journeys.enrollments.admin.pages import page

pytestmark = pytest.mark.usefixtures("homes")

MODELS = [
    model
    for model in apps.get_app_config("enrollments").get_models()
    if not issubclass(model, EmbeddedModel)
]


@pytest.mark.usefixtures("school")
class TestEveryKindOfDocument:
    @pytest.mark.parametrize("model", MODELS)
    def test_is_listed_searched_and_shown(self, desk, model, students):
        listed = desk.get(page(model))
        found = desk.get(page(model), {"q": students[0]})
        shown = desk.get(page(model, "change", model.objects.first().pk))

        assert [answer.status_code for answer in (listed, found, shown)] == [200, 200, 200]
        assert listed.context["cl"].result_count > 0

    @pytest.mark.parametrize("model", [Membership, Enrollment, Grade, Certificate])
    def test_is_found_by_how_the_students_name_begins(self, desk, model, students):
        person = get_person(account_id=students[0])

        for words, is_found in ((person.name[:4].lower(), True), ("nobody", False), ("a@", False)):
            found = desk.get(page(model), {"q": words}).context["cl"].result_list
            assert ({str(one.student_id) for one in found} == {students[0]}) == is_found

    @pytest.mark.parametrize("model", MODELS)
    def test_is_never_removed_past_its_operation(self, desk, model):
        can_remove = hasattr(admin.site.get_model_admin(model), "remove")

        answer = desk.get(page(model, "delete", model.objects.first().pk))

        assert answer.status_code == (200 if can_remove else 403)
