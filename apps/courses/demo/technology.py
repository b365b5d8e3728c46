"""Courses that go on from there: algorithms and data."""

from apps.courses.data import Level
from apps.courses.demo.catalogue import DemoCourse
from apps.courses.demo.writing import (
    assignment,
    chapter,
    choice,
    code,
    quiz,
    section,
    statement,
    text,
    video,
    word,
)

ALGORITHMS = DemoCourse(
    key="algorithms",
    code="CS-210",
    title="Algorithms and Data Structures",
    description="How to measure what a program costs, and which structure to choose before "
    "writing a line: lists, trees, graphs, sorting, searching and a little proof.",
    category="Programming",
    level=Level.INTERMEDIATE,
    tags=("algorithms", "python", "second-year"),
    prerequisites=("Be able to write functions and loops in any language",),
    follows=("python-basics",),
    capacity=40,
    outline=(
        chapter(
            "Cost",
            "Counting steps instead of seconds.",
            section(
                "Growth",
                text(
                    "Why not seconds",
                    """
Seconds measure a machine on a Tuesday. **Growth** measures the algorithm: when the input
doubles, do the steps double, quadruple, or grow by one?

| growth | doubling the input |
|---|---|
| logarithmic | one more step |
| linear | twice the steps |
| quadratic | four times |
""",
                    minutes=15,
                ),
                quiz(
                    "Growth",
                    choice(
                        "Binary search on a million entries takes about …",
                        "20 steps",
                        "1,000 steps",
                        "500,000 steps",
                        "a million steps",
                        right=0,
                        why="Twenty halvings of a million leave one.",
                    ),
                    word("How do two nested loops over n grow?", "quadratic", "n²", "n^2"),
                ),
            ),
            section(
                "Searching",
                code(
                    "Binary search",
                    "Read a sorted line of numbers and, on the next line, one number. Print its "
                    "position from 0, or -1. Do not walk through the whole list.",
                    language="python",
                    starter="numbers = list(map(int, input().split()))\nwanted = int(input())",
                    solution="""
from bisect import bisect_left

numbers = list(map(int, input().split()))
wanted = int(input())
place = bisect_left(numbers, wanted)
print(place if place < len(numbers) and numbers[place] == wanted else -1)
""",
                    cases=(("1 3 5 7\n5", "2"), ("1 3 5 7\n4", "-1"), ("2\n2", "0")),
                ),
            ),
        ),
        chapter(
            "Structures",
            "Choosing how to hold things is choosing what will be cheap.",
            section(
                "Trees and heaps",
                text(
                    "A heap is a promise",
                    """
A heap promises one thing only: the smallest entry is on top. That is enough to schedule work,
merge sorted files and find the ten best of a billion.
""",
                ),
                video("Sifting up, sifting down", "cs210/heap.mp4", minutes=14),
            ),
            section(
                "Graphs",
                text(
                    "Breadth first",
                    """
Visit near places before far ones, and the first way found is a shortest one. All it takes is a
queue and a set of places already seen.
""",
                ),
                assignment(
                    "Stations",
                    "Given pairs of neighbouring stations, print a route with the fewest stops. "
                    "Explain in three sentences why no route is shorter.",
                    minutes=90,
                ),
            ),
        ),
    ),
)

DATABASES = DemoCourse(
    key="document-databases",
    code="CS-230",
    title="Document Databases with MongoDB",
    description="Model data as the program needs it: documents, embedding and references, "
    "indexes, aggregation, transactions, and when a table would have been better.",
    category="Data",
    level=Level.INTERMEDIATE,
    tags=("mongodb", "databases", "second-year"),
    prerequisites=("Know what a table and a key are",),
    follows=("python-basics",),
    outline=(
        chapter(
            "Documents",
            "One thing, one document.",
            section(
                "Embed or refer",
                text(
                    "The rule of thumb",
                    """
Embed what is **read together, changed together and bounded**. Refer to what lives its own life.
A course holds its chapters; it does not hold its students.
""",
                ),
                quiz(
                    "Modelling",
                    choice(
                        "Comments on a popular article are best …",
                        "embedded in the article",
                        "kept in a collection of their own",
                        "kept in the author's document",
                        "kept in a text field",
                        right=1,
                        why="Their number has no bound; a document has one: 16 MB.",
                    ),
                    statement("Documents of a collection have the same fields.", is_true=False),
                ),
            ),
            section(
                "Indexes",
                video("Equality, sort, range", "cs230/esr.mp4", minutes=11),
                assignment(
                    "Read a plan",
                    "Run `explain` on three queries of your choice, before and after an index. "
                    "Report documents examined and returned, and what surprised you.",
                ),
            ),
        ),
        chapter(
            "Change",
            "Doing several things or none.",
            section(
                "Transactions",
                text(
                    "When they are needed",
                    """
One document changes as a whole without any ceremony. Needing many transactions is often a sign
that something should have been embedded. When two documents must agree, retry the **whole**
block: the server may ask for it.
""",
                ),
                quiz(
                    "Transactions",
                    statement(
                        "A transaction may be run again by the driver or by you.", is_true=True
                    ),
                    word("Which label says that a retry may help?", "TransientTransactionError"),
                ),
            ),
        ),
    ),
)

COURSES = (ALGORITHMS, DATABASES)
