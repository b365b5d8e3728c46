"""Users of a predecessor."""

from scripts.predecessor.chance import FIRST_DAY, NOBODY, Chance, Document, drop, key, put
from scripts.predecessor.size import Size

# bcrypt of "Student123!", 12 rounds: hashing anew for each user would take for ever.
HASH = "$2b$12$/7RoqeEfHn84f04sifL.UuDxJ74ItzeDB9XxguiNiUeRYBuYTW1WS"
_FIRST = ("Grace", "Mia", "Sam", "Yuki", "Ethan", "Kyle", "Éloïse", "Noël", "Ana", "Bo")
_LAST = ("Lee", "Jackson", "Robinson", "King", "Baker", "Turner", "O'Hara", "Dupont-Roy")
_ROLES = ("admin", "staff", "staff", "teacher", "teacher", "teacher", "teacher", "teacher")

FAULTS = (
    put("email", lambda chance: f"USER{chance.randrange(50)}@student.Yggdrasil.EDU "),
    put("email", lambda chance: f"User{chance.randrange(50)}@student.yggdrasil.edu"),
    put("email", None),
    put("role", "parent"),
    put("password", "hunter22"),
    drop("password"),
    put("isActive", "no"),
    put("isActive", False),
    put("tokenVersion", "3"),
    put("lastLogin", "2026-01-05T10:20:30.123Z"),
    put("lastLogin", lambda chance: chance.moment()),
    put("profile", "unknown"),
    put("profile.studentId", lambda chance: f"STU{chance.randrange(20):07}"),
    put("profile.bio", "b" * 5_200),
    put("profile.bio", None),
    put("profile.specialties", ["algebra", 7]),
    put("profile.nickname", "Ace"),
    put("profile.contactInfo", {"phone": 4930123, "emergencyContact": {"name": "Eve"}}),
    put("preferences", None),
    put("preferences.language", "de"),
    put("preferences.theme", {"dark": True}),
    put("badges", [{"name": "first"}, None]),
    put("currentPromotionId", NOBODY),
    drop("currentPromotionId"),
    put("promotionHistory", "none"),
    put("promotionHistory", [{"promotionId": NOBODY, "joinedAt": FIRST_DAY}, None, {"x": 1}]),
    put("createdAt", None),
    put("__v", 4),
    drop("__v"),
)


def user(number: int, size: Size, chance: Chance) -> Document:
    """Return a user: the first ones work for the school, the others learn.

    Args:
        number: 0 for the first.
        size: of the predecessor.
        chance: decides.
    """
    made = chance.moment(30)
    is_student = number >= size.workers
    first, last = chance.choice(_FIRST), chance.choice(_LAST)
    document: Document = {
        "_id": key(size.seed, "user", number),
        "email": f"user{number}@{'student.' if is_student else ''}yggdrasil.edu",
        "password": HASH,
        "role": "student" if is_student else _ROLES[number % len(_ROLES)],
        "profile": {"firstName": first, "lastName": last, "specialties": []},
        "isActive": True,
        "tokenVersion": 0,
        "preferences": {
            "language": "fr",
            "notifications": {
                "scheduleChanges": True,
                "newAnnouncements": True,
                "assignmentReminders": chance.random() < 0.5,
            },
            "accessibility": {
                "colorblindMode": False,
                "fontSize": chance.choice(("small", "medium", "large")),
                "highContrast": False,
            },
        },
        "promotionHistory": [],
        "createdAt": made,
        "updatedAt": made,
        "__v": 0,
    }
    if is_student:
        document["profile"]["studentId"] = f"STU{number:07}"
        document |= _cohorts(number, size, chance)
    else:
        document["profile"]["department"] = "Computer Science"
    return chance.spoil(document, FAULTS, size.faults)


def _cohorts(number: int, size: Size, chance: Chance) -> Document:
    """Return what a student says about cohorts: mostly what the cohorts say, too."""
    cohorts = size.cohorts_of(number)
    if not cohorts:
        return {}
    history = []
    for cohort in cohorts:
        # One update pushed the same entry, `_id` and all, to every student of a cohort.
        entry: Document = {
            "promotionId": key(size.seed, "promotion", cohort),
            "joinedAt": FIRST_DAY,
            "_id": key(size.seed, "entry", cohort),
        }
        history.append(entry)
    if chance.random() < 0.1:
        history[0]["leftAt"] = chance.moment()
    return {"promotionHistory": history, "currentPromotionId": history[-1]["promotionId"]}
