"""Courses on business and on running things."""

from apps.courses.data import CourseStatus, Level, MaterialKind
from apps.courses.demo.catalogue import DemoCourse
from apps.courses.demo.writing import (
    assignment,
    chapter,
    choice,
    code,
    essay,
    handout,
    quiz,
    section,
    statement,
    text,
    video,
    word,
)

ACCOUNTING = DemoCourse(
    key="accounting",
    code="BUS-101",
    title="Accounting without Fear",
    description="Where the money came from, where it went, and what is left: balance sheet, "
    "profit, cash, and how to read a company in twenty minutes.",
    category="Business",
    level=Level.BEGINNER,
    tags=("business", "accounting", "first-year"),
    capacity=80,
    outline=(
        chapter(
            "Two sides",
            "Every movement is written twice.",
            section(
                "The balance sheet",
                text(
                    "What we have, what we owe",
                    """
On the left what the company **has**, on the right whom it **belongs** to: its creditors, and for
the rest its owners. Both sides are always equal, because the owners get whatever is left.
""",
                ),
                quiz(
                    "Two sides",
                    choice(
                        "A company buys a machine on credit. What changes?",
                        "Only the left side",
                        "Only the right side",
                        "Both sides grow",
                        "Nothing",
                        right=2,
                        why="The machine comes in on the left, the debt on the right.",
                    ),
                    statement("Profit and cash are the same.", is_true=False),
                ),
            ),
            section(
                "Profit is not cash",
                video("A bakery in one year", "bus101/bakery.mp4", minutes=13),
                assignment(
                    "The bakery's year",
                    "From the list of movements, write the balance sheet and the profit of the "
                    "bakery. Explain in two sentences why its account is empty all the same.",
                    minutes=90,
                ),
                handout("Movements of the bakery", "bakery-movements.pdf", kilobytes=96),
            ),
        ),
        chapter(
            "Reading companies",
            "Three ratios and one question.",
            section(
                "Ratios",
                text(
                    "Compare with last year, and with the neighbour",
                    """
A ratio alone says nothing. The same ratio last year, and that of a competitor, begins to speak.
""",
                ),
                quiz(
                    "Ratios",
                    word("What is revenue minus all costs called?", "profit", "net income"),
                    choice(
                        "Liquidity asks whether a company can …",
                        "grow",
                        "pay its bills soon",
                        "borrow more",
                        right=1,
                    ),
                ),
            ),
        ),
    ),
)

PROJECTS = DemoCourse(
    key="project-management",
    code="BUS-220",
    title="Managing Projects",
    description="Plans that survive their first week: scope, estimates, risks, meetings that end, "
    "and telling bad news early.",
    category="Business",
    level=Level.INTERMEDIATE,
    tags=("business", "projects", "teams"),
    prerequisites=("Have worked in a team on something that was late",),
    outline=(
        chapter(
            "Scope",
            "What is not being done.",
            section(
                "The list of what is left out",
                text(
                    "Say no in writing",
                    """
The most useful page of a plan is the one that says what is **not** part of it. It is also the
one that is never written.
""",
                ),
                assignment(
                    "A page of no",
                    "Take a project you know. Write down ten things that people may expect of it "
                    "and that it will not do.",
                ),
            ),
        ),
        chapter(
            "Estimates",
            "Ranges, not promises.",
            section(
                "Three points",
                text(
                    "Best, worst, likely",
                    """
Ask for three numbers. The distance between the best and the worst tells more than any of them:
it says how much nobody knows.
""",
                ),
                code(
                    "Expected time",
                    "Read best, likely and worst on one line; print (best + 4·likely + worst) / 6 "
                    "with one decimal.",
                    language="python",
                    starter="best, likely, worst = map(float, input().split())",
                    solution="""
best, likely, worst = map(float, input().split())
print(f"{(best + 4 * likely + worst) / 6:.1f}")
""",
                    cases=(("2 4 12", "5.0"), ("1 1 1", "1.0"), ("3 5 13", "6.0")),
                    minutes=15,
                ),
                quiz(
                    "Estimates",
                    statement("An estimate is a promise.", is_true=False),
                    essay(
                        "Your estimate turns out to be half of the truth. What do you do today?",
                        "Tells those concerned at once, with a new range and a choice of scope.",
                    ),
                ),
            ),
        ),
    ),
)

MARKETING = DemoCourse(
    key="digital-marketing",
    code="BUS-230",
    title="Digital Marketing",
    description="Finding the people for whom something is good, and telling them so: audience, "
    "message, channels, measuring honestly.",
    category="Business",
    level=Level.INTERMEDIATE,
    tags=("business", "marketing"),
    is_public=False,
    outline=(
        chapter(
            "Audience",
            "Everybody is nobody.",
            section(
                "One person",
                text(
                    "Write to one reader",
                    """
Describe one real person: what they do at eight in the morning, what they worry about, what they
have tried already. Then write to them.
""",
                ),
                video("From crowd to person", "bus230/audience.mp4", minutes=7),
                assignment(
                    "A letter",
                    "Write two hundred words to one reader about one product, without adjectives.",
                ),
            ),
            section(
                "Measuring",
                text(
                    "Half of it",
                    """
Measure what people do, not what they see. And decide before the campaign which number would make
you stop it.
""",
                ),
                quiz(
                    "Measuring",
                    choice(
                        "1,000 saw it, 50 clicked, 5 bought. The conversion of clicks is …",
                        "0.5 %",
                        "5 %",
                        "10 %",
                        "50 %",
                        right=2,
                    ),
                    statement("More views always mean more sales.", is_true=False),
                ),
            ),
        ),
    ),
)

LAW = DemoCourse(
    key="data-protection",
    code="LAW-150",
    title="Data Protection in Practice",
    description="What may be kept about people, why, and for how long: the principles of the "
    "GDPR with cases from schools and small companies. The edition of last year.",
    category="Law",
    level=Level.BEGINNER,
    tags=("law", "privacy"),
    status=CourseStatus.ARCHIVED,
    materials=(
        (
            "Text of the regulation",
            MaterialKind.REFERENCE,
            "https://eur-lex.europa.eu/eli/reg/2016/679",
        ),
    ),
    outline=(
        chapter(
            "Principles",
            "Seven sentences to remember.",
            section(
                "Purpose and minimum",
                text(
                    "Why do we keep this?",
                    """
If nobody in the room can say what a field is for, it should not be there. Purpose first, then
data; never the other way round.
""",
                ),
                quiz(
                    "Principles",
                    choice(
                        "A school may keep grades of former students …",
                        "for ever, they might be useful",
                        "as long as the law or a purpose requires",
                        "never",
                        right=1,
                    ),
                    statement("Consent can be withdrawn at any time.", is_true=True),
                ),
            ),
        ),
    ),
)

COURSES = (ACCOUNTING, PROJECTS, MARKETING, LAW)
