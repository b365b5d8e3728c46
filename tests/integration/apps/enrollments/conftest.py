"""A small school to enrol in."""

from tests.factories.enrolling import cohort, course, plan, student, students, teacher

__all__ = ["cohort", "course", "plan", "student", "students", "teacher"]
