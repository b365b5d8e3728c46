"""Promotions and progress rows of a predecessor."""

from datetime import timedelta

from scripts.predecessor.chance import (
    FIRST_DAY,
    NOBODY,
    SYSTEM,
    Chance,
    Document,
    Fault,
    drop,
    key,
    put,
)
from scripts.predecessor.size import Size

_DECISION: Document = {
    "_id": NOBODY,
    "validatedAt": FIRST_DAY,
    "validatorId": SYSTEM,
    "status": "conditional",
    "criteria": {
        "minGrade": 60,
        "minAttendance": 70,
        "coursesRequired": 1,
        "coursesCompleted": 1,
        "actualGrade": 71.5,
        "actualAttendance": 80,
    },
    "retakeRequired": False,
}


def _turn_round(promotion: Document, _chance: Chance) -> None:
    promotion["studentIds"].reverse()


def _forget_member(promotion: Document, _chance: Chance) -> None:
    promotion["studentIds"] = promotion["studentIds"][1:]


def _double_member(promotion: Document, _chance: Chance) -> None:
    promotion["studentIds"] = [*promotion["studentIds"], NOBODY, *promotion["studentIds"][:1]]


PROMOTION_FAULTS: tuple[Fault, ...] = (
    _turn_round,
    _forget_member,
    _double_member,
    put("studentIds", None),
    put("eventIds", []),
    put("eventIds", [NOBODY]),
    put("createdBy", SYSTEM),
    drop("createdBy"),
    put("intake", "march"),
    put("semester", 12),
    put("semester", "3"),
    put("status", "frozen"),
    put("metadata.maxStudents", 900),
    put("metadata.minPassingGrade", 55),
    put("metadata.colour", "red"),
    put("metadata", None),
    put("endDate", FIRST_DAY - timedelta(days=9)),
    put("startDate", None),
    put("name", 7),
)


def promotion(number: int, size: Size, chance: Chance) -> Document:
    """Return a cohort, which lists its students and its events.

    Args:
        number: 0 for the first.
        size: of the predecessor.
        chance: decides.
    """
    semester = number % 10 + 1
    events = range(number, size.events, size.promotions)
    document: Document = {
        "_id": key(size.seed, "promotion", number),
        "name": f"Semester {semester} - {number}",
        "semester": semester,
        "intake": "september" if semester % 2 else "march",
        "academicYear": "2024-2025",
        "startDate": FIRST_DAY - timedelta(days=400),
        "endDate": FIRST_DAY - timedelta(days=200),
        "studentIds": [key(size.seed, "user", student) for student in size.members_of(number)],
        "eventIds": [key(size.seed, "event", event) for event in events],
        "status": chance.choice(("draft", "active", "active", "completed")),
        "metadata": {
            "level": "Bachelor",
            "department": "Computer Science",
            "maxStudents": 15,
            "description": "September intake.",
            "semesterSystem": False,
            "permanent": False,
            "autoValidation": False,
        },
        "createdBy": NOBODY,
        "createdAt": FIRST_DAY,
        "updatedAt": FIRST_DAY,
        "__v": 0,
    }
    return chance.spoil(document, PROMOTION_FAULTS, min(size.faults * 5, 1))


def _erase_counters(row: Document, _chance: Chance) -> None:
    entry = row["coursesProgress"][0]
    row["coursesProgress"][0] = {
        name: entry[name] for name in ("courseId", "startedAt", "progressPercentage")
    }


def _name_course_twice(row: Document, _chance: Chance) -> None:
    row["coursesProgress"].append(dict(row["coursesProgress"][0]))


ROW_FAULTS: tuple[Fault, ...] = (
    _erase_counters,
    _name_course_twice,
    put("coursesProgress", None),
    put("overallProgress", 37.25),
    put("overallProgress", 150),
    put("validationHistory", [_DECISION]),
    put("validationStatus", "conditional"),
    put("validationStatus", "lost"),
    put("targetSemester", 4),
    put("nextValidationDate", lambda chance: chance.moment()),
    put("promotionId", NOBODY),
    put("studentId", NOBODY),
    put("studentId", None),
    put("notes", "x" * 1_100),
    put("milestones", None),
    put("validationCriteria.minGrade", "60"),
    put("attendanceRate", None),
    put("tutor", "Ada"),
)


def row(number: int, size: Size, chance: Chance) -> Document:
    """Return a progress row, whose figures nobody ever derived.

    Args:
        number: 0 for the first.
        size: of the predecessor.
        chance: decides.
    """
    student = size.workers + number % max(size.users - size.workers, 1)
    cohorts = size.cohorts_of(student) or [student % size.promotions]
    # A second round of students gets rows of their next cohort.
    cohort = (cohorts[0] + number // max(size.users - size.workers, 1)) % size.promotions
    entries = [_entry(course, size, chance) for course in size.courses_of(cohort)]
    made = FIRST_DAY + timedelta(minutes=number)
    document: Document = {
        "_id": key(size.seed, "row", number),
        "promotionId": key(size.seed, "promotion", cohort),
        "studentId": key(size.seed, "user", student),
        "coursesProgress": entries,
        "coursesCompleted": [],
        "coursesInProgress": [entry["courseId"] for entry in entries],
        "coursesNotStarted": [],
        "totalEvents": 48,
        "eventsAttended": chance.randrange(48),
        "attendanceRate": chance.randrange(60, 100),
        "overallProgress": chance.randrange(100),
        "averageGrade": chance.randrange(50, 100),
        "validationStatus": "not_required",
        "currentSemester": 1,
        "milestones": {"firstCourseStarted": made},
        "calculationVersion": 1,
        "validationHistory": [],
        "validationCriteria": {
            "minGrade": 60,
            "minAttendance": 70,
            "coursesRequired": 1,
            "autoValidation": False,
        },
        "lastCalculated": made,
        "createdAt": made,
        "updatedAt": made,
        "__v": 0,
    }
    return chance.spoil(document, ROW_FAULTS, min(size.faults * 2, 1))


def _entry(course: int, size: Size, chance: Chance) -> Document:
    return {
        "courseId": key(size.seed, "course", course),
        "startedAt": chance.moment(),
        "progressPercentage": chance.randrange(1, 101),
        "chaptersCompleted": chance.randrange(5),
        "totalChapters": 4,
        "exercisesCompleted": chance.randrange(9),
        "totalExercises": 8,
        "averageScore": chance.randrange(50, 100),
        "lastActivityAt": chance.moment(),
    }
