"""Events and registers of a predecessor."""

from datetime import timedelta

from scripts.predecessor.chance import FIRST_DAY, NOBODY, Chance, Document, Fault, drop, key, put
from scripts.predecessor.size import Size

_HOURS = timedelta(hours=2)
_SLOTS = 1_000

EVENT_FAULTS: tuple[Fault, ...] = (
    put("endDate", FIRST_DAY - timedelta(days=1)),
    put("endDate", None),
    put("startDate", "2026-02-03T08:00:00Z"),
    put("linkedCourse", NOBODY),
    put("linkedCourse", "none"),
    drop("linkedCourse"),
    put("promotionIds", [NOBODY]),
    put("promotionIds", []),
    put("teacherId", NOBODY),
    drop("teacherId"),
    put("createdBy", None),
    put("createdBy", NOBODY),
    put("parentEvent", NOBODY),
    put("location", " room  100 "),
    put("location", ""),
    drop("location"),
    put("location", "Very long " * 20),
    put("color", "blue"),
    put("type", "party"),
    put("capacity", 0),
    put("description", "d" * 1_200),
    put("isRecurring", True),
    put(
        "recurrence",
        {"pattern": "weekly", "interval": 2, "days": [0, 3, 9], "count": 5, "until": "?"},
    ),
    put("attendees", [{"userId": NOBODY, "status": "accepted", "responseDate": FIRST_DAY}, "x"]),
    put("zoomLink", "https://example.com/z"),
    drop("__v"),
)


def event(number: int, size: Size, chance: Chance) -> Document:
    """Return an event: a class of one course for one cohort.

    Args:
        number: 0 for the first.
        size: of the predecessor.
        chance: decides.
    """
    cohort = number % size.promotions
    courses = size.courses_of(cohort)
    course = courses[number // size.promotions % len(courses)]
    begin = FIRST_DAY + _HOURS * chance.randrange(_SLOTS)
    teacher = key(size.seed, "user", number % size.workers)
    document: Document = {
        "_id": key(size.seed, "event", number),
        "title": f"Session {number}",
        "description": "Weekly session",
        "location": f"Room {100 + number % 12}",
        "type": "class",
        "startDate": begin,
        "endDate": begin + _HOURS,
        "linkedCourse": key(size.seed, "course", course),
        "promotionIds": [key(size.seed, "promotion", cohort)],
        "teacherId": teacher,
        "isRecurring": False,
        "createdBy": teacher,
        "capacity": 20,
        "isPublic": False,
        "color": "#3b82f6",
        "attendees": [],
        "createdAt": FIRST_DAY,
        "updatedAt": FIRST_DAY,
        "__v": 0,
    }
    if number % 97 == 1:
        document["parentEvent"] = key(size.seed, "event", number - 1)
    return chance.spoil(document, EVENT_FAULTS, size.faults)


def _repeat(row: Document, _chance: Chance) -> None:
    """Let a row be about the same student and event as its neighbours."""
    row["eventId"], row["studentId"] = NOBODY, NOBODY


ATTENDANCE_FAULTS: tuple[Fault, ...] = (
    put("attendedAt", None),
    put("attendedAt", lambda chance: chance.moment()),
    put("attended", "true"),
    put("attended", 1),
    drop("attended"),
    put("notes", None),
    put("notes", "n" * 600),
    drop("notes"),
    drop("__v"),
    put("eventId", lambda chance: key(chance.randrange(2**40), "lost", 0)),
    put("studentId", lambda chance: key(chance.randrange(2**40), "lost", 0)),
    put("promotionId", NOBODY),
    drop("promotionId"),
    put("markedBy", NOBODY),
    drop("markedBy"),
    put("late", True),
)
# What the unique index on event and student keeps out, where there is one.
TWICE: tuple[Fault, ...] = (put("eventId", "lost"), _repeat)


def attendance(number: int, size: Size, chance: Chance) -> Document:
    """Return a row of a register: each student at an event of a cohort of theirs.

    Args:
        number: 0 for the first.
        size: of the predecessor.
        chance: decides.
    """
    students = size.users - size.workers
    student = size.workers + number % students
    cohorts = size.cohorts_of(student) or [student % size.promotions]
    cohort = cohorts[-1]
    # The cohort's events come round every `promotions` numbers; each round is another event.
    turn = number // students % max(size.events // size.promotions, 1)
    made = FIRST_DAY + timedelta(seconds=number)
    document: Document = {
        "_id": key(size.seed, "attendance", number),
        "eventId": key(size.seed, "event", cohort + turn * size.promotions),
        "studentId": key(size.seed, "user", student),
        "promotionId": key(size.seed, "promotion", cohort),
        "attended": chance.random() < 0.8,
        "markedBy": key(size.seed, "user", number % size.workers),
        "notes": chance.choices(("", "Excused absence", "Unexcused absence"), (8, 1, 1))[0],
        "createdAt": made,
        "updatedAt": made,
        "__v": 0,
    }
    faults = ATTENDANCE_FAULTS if size.is_indexed else (*ATTENDANCE_FAULTS, *TWICE)
    return chance.spoil(document, faults, size.faults)
