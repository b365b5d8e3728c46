"""How the predecessor's courses become ours, who may read them, and the way back."""

from collections import Counter
from typing import Any

from apps.courses.predecessor.courses import COURSES, OPTIONAL
from apps.courses.predecessor.readers import READERS

__all__ = ["MAPPINGS", "MEANINGS", "figures"]


def figures(tallies: Counter[str]) -> dict[str, Any]:
    """Return what the predecessor's courses look like.

    Args:
        tallies: counted while they are split.
    """
    answers = sorted(name for name in tallies if name.startswith("answer "))
    return {
        "courses": tallies["courses"],
        "courses_published": tallies["published"],
        "courses_without": {name: tallies[f"no {name}"] for name in OPTIONAL},
        "instructors_dangling": tallies["orphan.instructor_unknown"],
        "slugs_taken": tallies["conflict.slug_taken"],
        "codes_taken": tallies["conflict.code_taken"],
        "quiz_answers_by_type": {name.removeprefix("answer "): tallies[name] for name in answers},
    }


MEANINGS = {
    "answer_missing": "A question without an answer.",
    "answer_unreadable": "An answer that is neither text, number nor a list of them; left out.",
    "answer_without_meaning": "An answer that fits no option; kept beside, and none is right.",
    "code_folded": "A code in small letters; codes are in capitals.",
    "code_taken": "Two courses have the same code; the later one has none.",
    "collaborators_unknown": "A collaborator is nobody's account; the name stays.",
    "content_without_form": "Content of no known type, or without its data; it became a text.",
    "instructor_unknown": "The instructor is nobody's account; the name stays.",
    "name_missing": "Somebody without a name; one stands in.",
    "part_identified": "A part without an id, or with a neighbour's; it got one of its own.",
    "slug_made": "A name for addresses that was missing or malformed was made.",
    "slug_taken": "Two documents have the same name for addresses; the later one's got its key.",
}

MAPPINGS = (COURSES, READERS)
