"""What an operation refused, as staff are told."""

import copy
import re
from collections.abc import Iterable
from dataclasses import replace

from yggdrasil.admin.names import Names
from yggdrasil.errors import YggdrasilError

_ID = re.compile(r"\b[0-9a-f]{24}\b")
# After a title, an id tells people nothing.
_BESIDE = re.compile(r" \([0-9a-f]{24}\)")


def told(refusal: YggdrasilError) -> str:
    """Return all that a refusal says, for where no field is there to show a part of it.

    Args:
        refusal: what the operation raised.

    Returns:
        Its sentence, and what it says of single fields, unless the sentence has that already.
    """
    reasons = (error.message for error in refusal.errors)
    return " ".join((refusal.message, *(each for each in reasons if each not in refusal.message)))


def named(refusal: YggdrasilError, *, ask: Iterable[Names]) -> YggdrasilError:
    """Return a refusal that says names where it said ids, which are for programs.

    Args:
        refusal: what the operation raised.
        ask: functions from ids to names, without those that they do not know.

    Returns:
        Another one of the same kind; ids that nobody knows stay.
    """
    ids = tuple(sorted(set(_ID.findall(told(refusal)))))
    names = {id_: name for each in ask for id_, name in each(ids).items()} if ids else {}

    def read(text: str) -> str:
        return _ID.sub(lambda id_: names.get(id_[0], id_[0]), _BESIDE.sub("", text))

    said = copy.copy(refusal)
    said.message = read(refusal.message)
    said.errors = tuple(replace(error, message=read(error.message)) for error in refusal.errors)
    return said
