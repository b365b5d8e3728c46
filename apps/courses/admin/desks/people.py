"""Who helps with a course."""

from collections.abc import Iterable
from typing import Any

from apps.accounts.data import Role
from apps.courses import operations
from apps.courses.admin.desks import fields
from apps.courses.admin.desks.desk import Desk, DeskForm, Edited
from apps.courses.data import CollaboratorRole
from apps.users import api as users
from yggdrasil.admin.fields import UNCHOSEN

_MOST_TEACHERS = 1_000


class AddCollaborator(DeskForm):
    """Let somebody help, or do something else than before."""

    deed = "add"
    label = "Add a collaborator"
    done = "Collaborator added."

    account_id = fields.choice("Who")
    role = fields.choice("As", fields.words_of(CollaboratorRole))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        teachers = users.search_persons(text="", role=Role.TEACHER, limit=_MOST_TEACHERS)
        offered = [(person.id, f"{person.name} ({person.email})") for person in teachers]
        choose: Any = self.fields["account_id"]
        choose.choices = [UNCHOSEN, *offered]

    def do(self, edited: Edited) -> None:
        role = CollaboratorRole(self.said["role"])
        operations.add_collaborator(account_id=self.said["account_id"], role=role, **edited)


class RemoveCollaborator(DeskForm):
    """End somebody's help."""

    deed = "remove"
    done = "Collaborator removed."

    account_id = fields.hidden()

    def do(self, edited: Edited) -> None:
        operations.remove_collaborator(account_id=self.said["account_id"], **edited)


class PeopleDesk(Desk):
    """The instructor and the collaborators of a course."""

    title = "People"
    template = "courses/admin/people.html"

    def forms(self) -> Iterable[DeskForm]:
        return self.make(AddCollaborator), self.make(RemoveCollaborator)
