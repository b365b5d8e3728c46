"""Courses that begin with programming."""

from apps.courses.data import Level, MaterialKind
from apps.courses.demo.catalogue import DemoCourse
from apps.courses.demo.writing import (
    assignment,
    chapter,
    choice,
    code,
    handout,
    quiz,
    section,
    statement,
    text,
    video,
    word,
)

PYTHON = DemoCourse(
    key="python-basics",
    code="CS-101",
    title="Python Basics",
    description="From the first line of code to small programs that read, decide, repeat and "
    "answer. No experience needed; a laptop and some patience are enough.",
    category="Programming",
    level=Level.BEGINNER,
    tags=("python", "programming", "first-year"),
    capacity=60,
    materials=(
        ("The Python tutorial", MaterialKind.REFERENCE, "https://docs.python.org/3/tutorial/"),
        ("Install Python", MaterialKind.LINK, "https://www.python.org/downloads/"),
    ),
    outline=(
        chapter(
            "Talking to the machine",
            "Values, names, and the first conversation.",
            section(
                "Values and names",
                text(
                    "What a program is",
                    """
# What a program is

A program is a list of instructions that a machine follows to the letter. It does not guess
what you meant, which is both its limit and the reason why it never tires of your questions.

```python
print("Hello")
```

`print` is a **function**: a named piece of work. What stands between the brackets is what you
hand to it.
""",
                ),
                video(
                    "Your first five minutes",
                    "cs101/first-five-minutes.mp4",
                    minutes=6,
                    transcript="Open a terminal, type python, and press Enter. The three arrows "
                    "mean that it is your turn.",
                ),
                text(
                    "Names for values",
                    """
A **variable** is a name for a value. The name stays, the value may change:

```python
seats = 30
seats = seats - 1
```

Choose names that say what the value *is*: `seats_left` is better than `x`.
""",
                ),
            ),
            section(
                "Asking and answering",
                code(
                    "Greet by name",
                    "Read a name and greet its owner: for `Ada`, print `Hello, Ada!`.",
                    language="python",
                    starter="name = input()\n# your turn",
                    solution='name = input()\nprint(f"Hello, {name}!")',
                    cases=(("Ada", "Hello, Ada!"), ("Léa", "Hello, Léa!")),
                    minutes=15,
                ),
                quiz(
                    "Values and names",
                    choice(
                        "What does `7 // 2` give?",
                        "3.5",
                        "3",
                        "4",
                        "1",
                        right=1,
                        why="Two slashes divide and round down.",
                    ),
                    statement(
                        "A name keeps the value that it was given last.",
                        is_true=True,
                        why="Each assignment replaces the one before.",
                    ),
                    word("Which function shows something on the screen?", "print", "print()"),
                ),
            ),
        ),
        chapter(
            "Deciding and repeating",
            "Programs that choose their way and do not tire.",
            section(
                "Conditions",
                text(
                    "If, elif, else",
                    """
Indentation is not decoration: it says which lines belong to the condition.

```python
if grade >= 60:
    print("passed")
elif grade >= 50:
    print("second chance")
else:
    print("next time")
```
""",
                ),
                code(
                    "Leap year",
                    "Read a year; print `leap` or `common`. A year is leap if it divides by 4, "
                    "but not by 100 unless also by 400.",
                    language="python",
                    starter="year = int(input())",
                    solution="""
year = int(input())
leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
print("leap" if leap else "common")
""",
                    cases=(("2024", "leap"), ("1900", "common"), ("2000", "leap")),
                ),
            ),
            section(
                "Loops",
                text(
                    "For each, and as long as",
                    """
`for` walks through what is there; `while` goes on until something happens.

Ask yourself: *do I know how often?* If so, use `for`.
""",
                ),
                code(
                    "Sum of squares",
                    "Read a number n and print 1² + 2² + … + n².",
                    language="python",
                    starter="n = int(input())",
                    solution="n = int(input())\nprint(sum(i * i for i in range(1, n + 1)))",
                    cases=(("3", "14"), ("10", "385"), ("0", "0")),
                ),
                quiz(
                    "Loops",
                    choice(
                        "How often does `for i in range(2, 6)` run?",
                        "3 times",
                        "4 times",
                        "5 times",
                        "6 times",
                        right=1,
                        why="The end is not included: 2, 3, 4, 5.",
                    ),
                    statement("A `while` loop always ends.", is_true=False),
                ),
            ),
        ),
        chapter(
            "Building blocks",
            "Functions and lists: programs in pieces one can hold in the head.",
            section(
                "Functions of your own",
                text(
                    "Say what, not how",
                    """
A function gives a name to a piece of work, so that the rest of the program can say *what* it
wants and forget *how* it is done.

```python
def average(grades):
    return sum(grades) / len(grades)
```
""",
                ),
                assignment(
                    "A grade book",
                    "Write a program that reads grades until an empty line, then prints how many "
                    "there were, their mean, the best and the worst. Use a function for each.",
                    hints=("An empty line is the text ''.", "min and max are there already."),
                    minutes=90,
                ),
                handout("One page of Python", "python-on-a-page.pdf", kilobytes=180),
            ),
        ),
    ),
)

WEB = DemoCourse(
    key="web-foundations",
    code="WEB-110",
    title="HTML and CSS Foundations",
    description="Pages that say what they mean and look as they should, on a telephone as on a "
    "wall: structure, style, layout and access for everybody.",
    category="Web Development",
    level=Level.BEGINNER,
    tags=("html", "css", "web", "accessibility"),
    outline=(
        chapter(
            "Structure",
            "What a page says, before how it looks.",
            section(
                "Elements that mean something",
                text(
                    "Headings, paragraphs, lists",
                    """
Mark what a thing **is**: a heading is a heading because of what follows it, not because it is
big. Screen readers, search engines and your colleagues all read the structure, not the size.
""",
                ),
                video("Anatomy of a page", "web110/anatomy.mp4", minutes=9),
                quiz(
                    "Structure",
                    choice(
                        "Which element holds the main content of a page?",
                        "<div>",
                        "<main>",
                        "<section>",
                        "<body>",
                        right=1,
                    ),
                    statement("A page should have one `h1`.", is_true=True),
                ),
            ),
            section(
                "Forms",
                text(
                    "Labels are not optional",
                    """
Every field has a `<label>`. A placeholder is no label: it goes away as soon as somebody types,
and with it the question they were answering.
""",
                ),
                assignment(
                    "A form to enrol",
                    "Write a form that asks for a name, an e-mail address and a course. It must "
                    "work with the keyboard alone.",
                ),
            ),
        ),
        chapter(
            "Style and layout",
            "The cascade, boxes, and two ways to arrange them.",
            section(
                "The box model",
                text(
                    "Content, padding, border, margin",
                    """
Four rectangles, one inside the other. With `box-sizing: border-box` the width you set is the
width you get.
""",
                ),
                code(
                    "Centre a box",
                    "Write the two declarations that centre the children of `.stage` both ways. "
                    "The checker prints `centred` when it finds them.",
                    language="css",
                    starter=".stage {\n  display: grid;\n}",
                    solution=".stage {\n  display: grid;\n  place-items: center;\n}",
                    cases=((".stage", "centred"), (".stage.wide", "centred")),
                ),
            ),
            section(
                "Flex and grid",
                video("When flex, when grid", "web110/flex-grid.mp4", minutes=12),
                assignment(
                    "Rebuild a front page",
                    "Rebuild the front page of a newspaper of your choice with grid, so that it "
                    "works from 320 to 1,920 pixels.",
                    minutes=120,
                ),
            ),
        ),
    ),
)

COURSES = (PYTHON, WEB)
