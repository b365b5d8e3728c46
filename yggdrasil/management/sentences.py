"""What an operator is told when a command fails by what surrounds it, not by its code."""

from django.core.exceptions import ImproperlyConfigured

from yggdrasil.errors import UnavailableError
from yggdrasil.mongodb.faults import in_short
from yggdrasil.rest.outages import find_outage


def sentence_of(error: Exception) -> str:
    """Return the sentence that says it all to whoever runs a command.

    Args:
        error: what ended the command.

    Returns:
        The sentence; empty if the error is the code's own and its traceback is wanted.
    """
    if isinstance(error, ImproperlyConfigured):
        return str(error)
    if outage := find_outage(error):
        return (
            f"A server does not answer: {in_short(outage)}. "
            f"See MONGODB_URI, REDIS_URL and CELERY_BROKER_URL, or start some: scripts/services up."
        )
    return error.message if isinstance(error, UnavailableError) else ""
