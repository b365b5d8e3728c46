"""Pages beside the form of a course, where its outline, its people and materials are changed."""

from apps.courses.admin.desks.materials import MaterialsDesk
from apps.courses.admin.desks.outline import OutlineDesk
from apps.courses.admin.desks.people import PeopleDesk

__all__ = ["MaterialsDesk", "OutlineDesk", "PeopleDesk"]
