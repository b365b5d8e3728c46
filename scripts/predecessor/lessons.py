"""Courses and news of a predecessor."""

from bson.datetime_ms import DatetimeMS

from scripts.predecessor.chance import NOBODY, Chance, Document, Fault, drop, key, put
from scripts.predecessor.size import Size

_TOPICS = ("Python Basics", "HTML & CSS", "Data Structures", "Réseaux", "Statistics", "Go")
_BEYOND_ALL_TIME = 400_000_000_000_000


def _spoil_answer(value: object) -> Fault:
    def spoil(course: Document, _chance: Chance) -> None:
        quiz = course["chapters"][1]["sections"][0]["content"][1]["data"]["quiz"]
        quiz["questions"][0]["correctAnswer"] = value

    return spoil


def _spoil_content(course: Document, chance: Chance) -> None:
    content = course["chapters"][0]["sections"][0]["content"]
    content[0]["type"] = chance.choice(("hologram", "exercise", "quiz"))
    content[1].pop("_id")


def _hand_out_exercise(course: Document, chance: Chance) -> None:
    course["chapters"][1]["sections"][0]["content"].append(
        {
            "_id": key(chance.randrange(2**30), "exercise", 0),
            "type": "exercise",
            "order": 3,
            "isPublished": True,
            "data": {
                "exercise": {
                    "title": "Sum",
                    "description": "Add two numbers.",
                    "type": "code",
                    "instructions": "Write it.",
                    "difficulty": "easy",
                    "solution": "a + b",
                    "testCases": [{"input": "1 2", "expectedOutput": "3", "isHidden": True}],
                    "hints": [],
                }
            },
        }
    )


COURSE_FAULTS: tuple[Fault, ...] = (
    put("instructor._id", "someone"),
    put("instructor._id", str(NOBODY)),
    put("instructor._id", NOBODY),
    put("instructor", None),
    put("collaborators", [{"_id": "x", "name": "Y", "email": "y@z", "role": "boss"}]),
    put("slug", lambda chance: f"topic-{chance.randrange(5)}"),
    put("slug", "Not A Slug"),
    drop("slug"),
    put("code", lambda chance: f"cs{chance.randrange(5)}"),
    put("title", "t" * 150),
    put("status", "published"),
    put("status", "hidden"),
    put("level", None),
    put("version", "7"),
    put("version", 12),
    put("settings", None),
    put("settings.maxStudents", 0),
    put("settings.maxStudents", 30),
    put("settings.theme", "blue"),
    put("stats", {"averageProgress": 41.5, "averageRating": 4, "totalViews": 977}),
    put("stats.lastAccessed", lambda chance: chance.moment()),
    put("estimatedDuration", 12.5),
    put("tags", "web"),
    put("chapters", None),
    put("resources", [{"name": "Slides", "type": "file", "url": "https://example.com/s"}]),
    put("lastModified", lambda chance: chance.moment()),
    _spoil_content,
    _hand_out_exercise,
    *map(_spoil_answer, ("Practical application", ["Theory only", 1], True, 9, {"a": 1}, 2.0, "")),
)


def course(number: int, size: Size, chance: Chance) -> Document:
    """Return a course.

    Args:
        number: 0 for the first.
        size: of the predecessor.
        chance: decides.
    """
    made = chance.moment(30)
    teacher = chance.randrange(size.workers)
    title = f"{chance.choice(_TOPICS)} {number}"
    document: Document = {
        "_id": key(size.seed, "course", number),
        "title": title,
        "description": f"A course in {title}.",
        "slug": f"course-{number}",
        "category": "Web Development",
        "level": chance.choice(("beginner", "intermediate", "advanced")),
        "status": "draft",
        "instructor": {
            "_id": str(key(size.seed, "user", teacher)),
            "name": "Demo Teacher",
            "email": f"user{teacher}@yggdrasil.edu",
        },
        "tags": ["web", "beginner"],
        "prerequisites": [],
        "estimatedDuration": 40,
        "chapters": [_chapter(number, size, place) for place in (1, 2)],
        "settings": {
            "isPublic": True,
            "requiresApproval": False,
            "allowLateSubmissions": True,
            "enableDiscussions": True,
            "enableCollaboration": False,
        },
        "version": 1,
        "collaborators": [],
        "resources": [],
        "stats": {"averageProgress": 0, "totalViews": 0},
        "lastModified": made,
        "createdAt": made,
        "updatedAt": made,
        "__v": 0,
    }
    return chance.spoil(document, COURSE_FAULTS, min(size.faults * 5, 1))


def _chapter(number: int, size: Size, place: int) -> Document:
    def part(kind: str) -> Document:
        return {"_id": key(size.seed, kind, number * 10 + place), "isPublished": True}

    text = {"markdown": "# Welcome\n\nRead on.", "html": "<h1>Welcome</h1><p>Read on.</p>"}
    video = {"videoUrl": "https://example.com/v", "videoDuration": 300, "transcript": "Hello."}
    contents = [
        {**part("text"), "type": "text", "title": "Welcome", "order": 1, "data": text},
        {**part("video"), "type": "video", "title": "Video", "order": 2, "data": video},
    ]
    if place > 1:
        question = {
            "_id": key(size.seed, "question", number),
            "type": "multiple_choice",
            "question": "What is the focus?",
            "options": ["Theory only", "Practical application", "Both", "Neither"],
            "correctAnswer": 2,
            "explanation": "Both.",
            "points": 10,
        }
        quiz = {
            "_id": key(size.seed, "quiz", number),
            "title": "Check",
            "questions": [question],
            "timeLimit": 10,
            "maxAttempts": 3,
            "passingScore": 60,
        }
        data = {"quiz": quiz}
        contents[1] = {**part("quizzes"), "type": "quiz", "order": 2, "data": data}
    section = {**part("section"), "title": "Overview", "order": 1, "content": contents}
    section["estimatedDuration"] = 15
    chapter = {**part("chapter"), "title": f"Part {place}", "order": place, "sections": [section]}
    return {**chapter, "description": "A part.", "estimatedDuration": 0}


ARTICLE_FAULTS: tuple[Fault, ...] = (
    put("slug", lambda chance: f"news-{chance.randrange(5)}"),
    put("slug", "Über uns!"),
    drop("slug"),
    drop("category"),
    put("category", "sports"),
    put("tags", ["Machine Learning", "machine-learning", "!"]),
    put("tags", None),
    put("isPublished", True),
    put("isPublished", "true"),
    drop("publishedAt"),
    put("publishedAt", None),
    put("publishedAt", DatetimeMS(_BEYOND_ALL_TIME)),
    put("content", "<p>Hello <b>all</b></p>"),
    put("author", None),
    put("author.userId", NOBODY),
    put("viewCount", 1234),
    put("viewCount", "many"),
    put("isPinned", 1),
    put("summary", ""),
    put("summary", "s" * 600),
    put("sources", {"agency": "dpa"}),
)


def article(number: int, size: Size, chance: Chance) -> Document:
    """Return an article.

    Args:
        number: 0 for the first.
        size: of the predecessor.
        chance: decides.
    """
    made = chance.moment()
    writer = chance.randrange(size.workers)
    document: Document = {
        "_id": key(size.seed, "article", number),
        "title": f"News of day {number}",
        "content": "This is a sample news article. " * 8,
        "category": chance.choice(("general", "academic", "events", "announcements")),
        "tags": ["academic", "high"],
        "author": {
            "userId": key(size.seed, "user", writer),
            "name": "System Administrator",
            "role": chance.choice(("admin", "staff", "teacher")),
        },
        "isPublished": chance.random() < 0.5,
        "isPinned": False,
        "publishedAt": made,
        "viewCount": 0,
        "createdAt": made,
        "updatedAt": made,
        "slug": f"news-of-day-{number}",
        "__v": 0,
    }
    return chance.spoil(document, ARTICLE_FAULTS, min(size.faults * 5, 1))
