"""A payload that somebody typed, to tell a handler instead of a fact's own."""

import json
from typing import Any

from yggdrasil.errors import InvalidError


class UnreadablePayloadError(InvalidError):
    """What was typed is nothing that a fact could say."""


def read_payload(text: str) -> dict[str, Any]:
    """Return the payload that somebody typed.

    Args:
        text: a JSON object.

    Raises:
        UnreadablePayloadError: if it is none, or says what no document can hold.
    """
    try:
        payload = json.loads(text)
        # JSON may escape half a character.
        json.dumps(payload, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        raise UnreadablePayloadError(f"The payload is not JSON: {error}.") from error
    if not isinstance(payload, dict):
        raise UnreadablePayloadError("The payload must be a JSON object.")
    return payload
