"""What an operation refused, as staff are told."""

from yggdrasil.errors import YggdrasilError


def told(refusal: YggdrasilError) -> str:
    """Return all that a refusal says, for where no field is there to show a part of it.

    Args:
        refusal: what the operation raised.

    Returns:
        Its sentence, and what it says of single fields, unless the sentence has that already.
    """
    reasons = (error.message for error in refusal.errors)
    return " ".join((refusal.message, *(each for each in reasons if each not in refusal.message)))
