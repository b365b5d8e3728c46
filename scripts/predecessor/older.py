"""Collections of the older design, and such as nobody reads."""

from collections.abc import Iterator

from scripts.predecessor.chance import FIRST_DAY, NOBODY, Chance, Document, key
from scripts.predecessor.size import Size


def collections(size: Size) -> dict[str, Iterator[Document]]:
    """Return the documents of all older collections.

    Args:
        size: of the predecessor.
    """
    chance = Chance(f"{size.seed}/older")
    numbers = range(max(size.rows // 2, 2))
    return {
        "enrollments": (_enrolment(number, size, chance) for number in numbers),
        "progress": (_progress(number, size, chance) for number in numbers),
        "submissions": (_submission(number, size, chance) for number in numbers),
        "sessions": iter([{"_id": "s1", "user": 1}]),
        "authusers": iter([{"_id": NOBODY, "email": "a@b"}]),
        "chats": iter([{"_id": 1, "text": "Hello"}, {"_id": 2, "text": "?"}]),
    }


def _pair(number: int, size: Size, chance: Chance) -> Document:
    student = size.workers + number % max(size.users - size.workers, 1)
    return {
        "studentId": NOBODY if chance.random() < 0.1 else key(size.seed, "user", student),
        "courseId": key(size.seed, "course", chance.randrange(size.courses)),
        "createdAt": FIRST_DAY,
        "updatedAt": FIRST_DAY,
        "__v": 0,
    }


def _enrolment(number: int, size: Size, chance: Chance) -> Document:
    return {
        "_id": key(size.seed, "enrolment", number),
        **_pair(number, size, chance),
        "status": chance.choice(("active", "completed", "dropped", "pending", "asleep")),
        "enrolledAt": chance.moment(),
    }


def _progress(number: int, size: Size, chance: Chance) -> Document:
    return {
        "_id": key(size.seed, "progress", number),
        **_pair(number, size, chance),
        "progressPercentage": chance.randrange(120),
        "startedAt": chance.moment(),
    }


def _submission(number: int, size: Size, chance: Chance) -> Document:
    submission = {
        "_id": key(size.seed, "submission", number),
        **_pair(number, size, chance),
        "exerciseId": key(size.seed, "exercise", chance.randrange(3)),
        "content": "print(1 + 1)",
        "submittedAt": chance.moment(),
    }
    if chance.random() < 0.5:
        submission |= {"score": chance.randrange(110), "feedback": "Fine."}
    return submission
