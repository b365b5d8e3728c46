"""What REST framework's and Django's own errors say, in the words of a problem."""

import math
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from rest_framework import exceptions as drf

from yggdrasil.errors import FieldError
from yggdrasil.rest.statuses import status_of


def code_of(error: drf.APIException) -> str:
    """Return the stable word for an error.

    Args:
        error: REST framework's.

    Returns:
        The code it was raised with, else that of its kind.
    """
    if isinstance(error, drf.ValidationError):
        return "invalid"
    detail = error.detail
    told = detail.get("code") if isinstance(detail, dict) else getattr(detail, "code", None)
    return str(told or error.default_code)


def detail_of(error: drf.APIException) -> str:
    """Return the sentence of an error.

    Args:
        error: REST framework's; some libraries give it a dictionary with the sentence within.

    Returns:
        The sentence.
    """
    if wait := getattr(error, "wait", None):
        return f"Too many attempts: try again in {_seconds(wait)} seconds."
    detail = error.detail
    return str(detail.get("detail", "")) if isinstance(detail, dict) else str(detail)


def field_errors(detail: Any, field: str = "") -> Iterator[FieldError]:
    """Tell the errors in a tree of them, as serializers and models give it.

    Args:
        detail: dictionaries by field, lists of sentences, or one sentence.
        field: path that leads to it.

    Yields:
        One error a sentence, with its dotted path.
    """
    if isinstance(detail, dict):
        for name, part in detail.items():
            yield from field_errors(part, f"{field}.{name}".strip("."))
    elif isinstance(detail, list):
        for index, part in enumerate(detail):
            yield from field_errors(part, f"{field}.{index}" if isinstance(part, dict) else field)
    else:
        code = getattr(detail, "code", None) or "invalid"
        yield FieldError(field=field or "body", message=str(detail), code=code)


def headers_of(error: drf.APIException) -> dict[str, str]:
    """Return the headers that belong to an error.

    Args:
        error: REST framework's.

    Returns:
        How to sign in with a 401; when to come back with a 429.
    """
    headers = {}
    if status_of(error) == HTTPStatus.UNAUTHORIZED:
        headers["WWW-Authenticate"] = getattr(error, "auth_header", None) or "Bearer"
    if wait := getattr(error, "wait", None):
        headers["Retry-After"] = str(_seconds(wait))
    return headers


def _seconds(wait: float) -> int:
    return max(1, math.ceil(wait))
