"""Pages beside the form of a course, where what is in it, its people and materials are changed."""

from apps.courses.admin.desks.exercises import ExerciseDesk
from apps.courses.admin.desks.insides import InsideDesk
from apps.courses.admin.desks.materials import MaterialsDesk
from apps.courses.admin.desks.outline import OutlineDesk
from apps.courses.admin.desks.people import PeopleDesk
from apps.courses.admin.desks.quizzes import QuizDesk
from apps.courses.data import ContentKind

INSIDES: dict[ContentKind, type[InsideDesk]] = {
    ContentKind.EXERCISE: ExerciseDesk,
    ContentKind.QUIZ: QuizDesk,
}

__all__ = ["INSIDES", "MaterialsDesk", "OutlineDesk", "PeopleDesk"]
