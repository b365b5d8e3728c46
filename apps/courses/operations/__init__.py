"""Everything one can change about courses."""

from apps.courses.operations.chapters import (
    add_chapter,
    change_chapter,
    move_chapter,
    remove_chapter,
)
from apps.courses.operations.cohorts import change_cohort_courses, end_cohort, join_cohort
from apps.courses.operations.contents import (
    add_content,
    change_content,
    move_content,
    remove_content,
)
from apps.courses.operations.copies import follow_profile, mark_person
from apps.courses.operations.courses import create_course, delete_course, update_course
from apps.courses.operations.exercises import (
    add_test_case,
    change_exercise,
    change_test_case,
    move_test_case,
    remove_test_case,
)
from apps.courses.operations.loading import CourseNameTakenError
from apps.courses.operations.materials import (
    MaterialNotFoundError,
    add_material,
    remove_material,
)
from apps.courses.operations.people import (
    AlreadyInstructorError,
    CollaboratorNotFoundError,
    add_collaborator,
    remove_collaborator,
    set_instructor,
)
from apps.courses.operations.publication import (
    archive_course,
    publish_course,
    restore_course,
    unpublish_course,
)
from apps.courses.operations.quizzes import (
    add_question,
    change_question,
    change_quiz,
    move_question,
    remove_question,
)
from apps.courses.operations.reading import (
    end_reading,
    grant_reading,
    revoke_reading,
    start_reading,
    sweep_readings,
)
from apps.courses.operations.sections import (
    add_section,
    change_section,
    move_section,
    remove_section,
)

__all__ = [
    "AlreadyInstructorError",
    "CollaboratorNotFoundError",
    "CourseNameTakenError",
    "MaterialNotFoundError",
    "add_chapter",
    "add_collaborator",
    "add_content",
    "add_material",
    "add_question",
    "add_section",
    "add_test_case",
    "archive_course",
    "change_chapter",
    "change_cohort_courses",
    "change_content",
    "change_exercise",
    "change_question",
    "change_quiz",
    "change_section",
    "change_test_case",
    "create_course",
    "delete_course",
    "end_cohort",
    "end_reading",
    "follow_profile",
    "grant_reading",
    "join_cohort",
    "mark_person",
    "move_chapter",
    "move_content",
    "move_question",
    "move_section",
    "move_test_case",
    "publish_course",
    "remove_chapter",
    "remove_collaborator",
    "remove_content",
    "remove_material",
    "remove_question",
    "remove_section",
    "remove_test_case",
    "restore_course",
    "revoke_reading",
    "set_instructor",
    "start_reading",
    "sweep_readings",
    "unpublish_course",
    "update_course",
]
