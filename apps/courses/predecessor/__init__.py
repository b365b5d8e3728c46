"""How the predecessor's courses become ours, who may read them, and the way back."""

from collections import Counter
from typing import Any

from apps.courses.predecessor.courses import COURSES, OPTIONAL
from apps.courses.predecessor.readers import READERS

__all__ = ["MAPPINGS", "figures"]


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


MAPPINGS = (COURSES, READERS)
