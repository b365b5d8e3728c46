"""Courses on design and on working with people."""

from apps.courses.data import CourseStatus, Level, MaterialKind
from apps.courses.demo.catalogue import DemoCourse
from apps.courses.demo.writing import (
    assignment,
    chapter,
    choice,
    essay,
    handout,
    quiz,
    section,
    statement,
    text,
    video,
    word,
)

INTERFACES = DemoCourse(
    key="interface-design",
    code="DES-120",
    title="Interface Design",
    description="Screens that people understand without a manual: hierarchy, type, colour, "
    "feedback, and how to find out that you were wrong before it is built.",
    category="Design",
    level=Level.BEGINNER,
    tags=("design", "ui", "first-year"),
    materials=(
        (
            "WCAG 2.2 quick reference",
            MaterialKind.REFERENCE,
            "https://www.w3.org/WAI/WCAG22/quickref/",
        ),
    ),
    outline=(
        chapter(
            "Seeing",
            "What the eye does before the mind joins in.",
            section(
                "Hierarchy",
                text(
                    "One thing first",
                    """
On every screen one thing matters most. Make it the first thing seen: by size, by space around
it, by contrast — one of them is usually enough.
""",
                ),
                video("Squint test", "des120/squint.mp4", minutes=5),
                assignment(
                    "Three screens",
                    "Choose three apps you use daily. Mark what you see first, second and third, "
                    "and whether that is what you came for.",
                ),
            ),
            section(
                "Colour and contrast",
                text(
                    "Colour is never alone",
                    """
One man in twelve sees fewer colours than you. Whatever colour says, say it in words or shape too.
Text needs a contrast of 4.5 to 1 against its ground.
""",
                ),
                quiz(
                    "Contrast",
                    choice(
                        "Which contrast does normal text need at level AA?",
                        "2 : 1",
                        "3 : 1",
                        "4.5 : 1",
                        "7 : 1",
                        right=2,
                    ),
                    statement("A red border alone is a good error message.", is_true=False),
                ),
            ),
        ),
        chapter(
            "Testing",
            "Five people and a quiet room.",
            section(
                "Listening",
                text(
                    "Do not help",
                    """
Give a task, then be silent. What people do when nobody helps is what they will do at home. Note
where they stop, not what they say they would like.
""",
                ),
                assignment(
                    "Five tests",
                    "Test a paper prototype with five people. Hand in the task, five short "
                    "protocols, and the one change you would make.",
                    minutes=180,
                ),
                handout("Protocol sheet", "test-protocol.pdf", kilobytes=64),
            ),
        ),
    ),
)

TYPOGRAPHY = DemoCourse(
    key="typography",
    code="DES-210",
    title="Typography for the Screen",
    description="Choosing type, setting it, and leaving it alone: measure, rhythm, hierarchy and "
    "the small decisions that readers never notice, which is the point.",
    category="Design",
    level=Level.INTERMEDIATE,
    tags=("design", "typography"),
    follows=("interface-design",),
    is_public=False,
    capacity=24,
    outline=(
        chapter(
            "Reading",
            "How eyes move, and what makes them tired.",
            section(
                "Measure and leading",
                text(
                    "Sixty characters",
                    """
A line of 45 to 75 characters lets the eye find the next one. Longer lines want more space
between them; headlines want less.
""",
                ),
                quiz(
                    "Measure",
                    choice(
                        "A comfortable line holds about …",
                        "20 to 30 characters",
                        "45 to 75 characters",
                        "100 to 120 characters",
                        right=1,
                    ),
                    word("What is the space between lines called?", "leading", "line height"),
                ),
            ),
        ),
        chapter(
            "Choosing",
            "Two families are plenty.",
            section(
                "Pairing",
                video("A voice and an echo", "des210/pairing.mp4", minutes=8),
                assignment(
                    "Set a page",
                    "Set the same page of text three times with one family, two sizes and two "
                    "weights. Say which you would print, and why.",
                    minutes=90,
                ),
            ),
        ),
    ),
)

RESEARCH = DemoCourse(
    key="user-research",
    code="DES-300",
    title="User Research Methods",
    description="Asking without leading, watching without helping, and telling numbers from "
    "stories: interviews, diaries, surveys and what each of them cannot know.",
    category="Design",
    level=Level.ADVANCED,
    tags=("design", "research", "third-year"),
    prerequisites=("Have tested something with people at least once",),
    follows=("interface-design",),
    outline=(
        chapter(
            "Asking",
            "Good questions are about the past.",
            section(
                "Interviews",
                text(
                    "Ask about last time",
                    """
*Would you use this?* costs nothing to answer with yes. *Tell me about the last time you looked
for a room* costs the truth. Ask about the last time.
""",
                ),
                quiz(
                    "Questions",
                    choice(
                        "Which question leads least?",
                        "Don't you find the menu confusing?",
                        "How often do you use the calendar?",
                        "Tell me how you found your last lecture room.",
                        right=2,
                    ),
                    essay(
                        "Rewrite: 'Would you pay for a better timetable?'",
                        "Asks about something the person has done or paid for already.",
                    ),
                ),
            ),
            section(
                "Surveys",
                text(
                    "What a survey cannot know",
                    """
A survey tells how many, never why. Ask few questions, offer answers that exclude each other, and
leave room for *none of these*.
""",
                ),
                assignment(
                    "Ten questions, five left",
                    "Write a survey of ten questions on how students find information. Then throw "
                    "away five and explain each loss in a sentence.",
                ),
            ),
        ),
    ),
)

WRITING = DemoCourse(
    key="writing-for-interfaces",
    code="DES-130",
    title="Writing for Interfaces",
    description="Buttons, errors and empty pages are conversations. Short words, one thought a "
    "sentence, and what to say when something went wrong.",
    category="Design",
    level=Level.BEGINNER,
    tags=("design", "writing"),
    status=CourseStatus.DRAFT,
    outline=(
        chapter(
            "Errors",
            "The moment when words matter most.",
            section(
                "What happened, and what now",
                text(
                    "Three parts",
                    """
A good error says what happened, why if that helps, and what to do. It never blames, and it never
says *oops*.
""",
                ),
                assignment(
                    "Ten errors",
                    "Collect ten error messages you met this week; rewrite each in one sentence.",
                ),
            ),
        ),
    ),
)

COURSES = (INTERFACES, TYPOGRAPHY, RESEARCH, WRITING)
