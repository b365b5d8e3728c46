"""Search for whole words through a collection's TextIndex."""

import re
from typing import Any, ClassVar

from django.db.models import BooleanField, F, Lookup

_WORD = re.compile(r"\w+(?:['’.+#-]\w+)*[+#]*")  # noqa: RUF001 - people type this apostrophe
_MOST_WORDS = 10


class _TextMatch(Lookup):
    """The `$text` operator, which looks into the index whatever the column."""

    lookup_name = "words"
    prepare_rhs = False
    output_field: ClassVar["BooleanField[bool, bool]"] = BooleanField()

    def as_mql(
        self,
        compiler: Any,  # noqa: ARG002 - the backend's signature
        connection: Any,  # noqa: ARG002
        as_expr: bool = False,  # noqa: FBT001, FBT002, ARG002
    ) -> dict[str, Any]:
        return {"$text": {"$search": self.rhs}}


def has_words(text: str) -> "Lookup[str]":
    """Return the condition for documents that hold every word of a text.

    Args:
        text: what somebody typed; the first ten words count, whatever stands between them.

    Returns:
        A condition for `filter`, true only of models with a TextIndex. It must not stand within
        an `or`. A text without a word is held by no document.
    """
    # In quotes: every word is wanted, and none is taken for an operator.
    phrases = " ".join(f'"{word}"' for word in _WORD.findall(text)[:_MOST_WORDS])
    return _TextMatch(F("pk"), phrases)
