"""The system check of the table of facts: what is heard must be told, in a shape that fits."""

from collections import Counter
from dataclasses import fields
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from django.core.checks import CheckMessage, Error

from yggdrasil.events.catalogue import CATALOGUE, UnknownFactError
from yggdrasil.events.subscription import Subscription, all_subscriptions, all_upcasters
from yggdrasil.events.upcasting import BrokenChainError, Upcasters


def check_subscriptions(**_options: Any) -> list[CheckMessage]:
    """Return an error for each line of a table that could not be heard as it says.

    Returns:
        Django check messages: E001 unknown name, E002 missing field, E003 another type, E004 older
        version that nothing makes into this one, E005 one handler twice for one fact.
    """
    upcasters = all_upcasters()
    return [
        message
        for app, table in all_subscriptions().items()
        for messages in (
            *(_check(app, subscription, upcasters) for subscription in table),
            _check_handlers(app, table),
        )
        for message in messages
    ]


def _check_handlers(app: str, table: tuple[Subscription[Any], ...]) -> list[CheckMessage]:
    lines = Counter((subscription.hears, subscription.handler) for subscription in table)
    return [
        _error(app, f"{handler} hears {name} {times} times", "E005")
        for (name, handler), times in lines.items()
        if times > 1
    ]


def _check(app: str, subscription: Subscription[Any], upcasters: Upcasters) -> list[CheckMessage]:
    try:
        told = get_type_hints(CATALOGUE.get(subscription.hears).payload)
        upcasters.older(subscription.hears)
    except UnknownFactError:
        return [_error(app, f"nobody tells {subscription.hears}", "E001")]
    except BrokenChainError as error:
        return [_error(app, str(error).rstrip("."), "E004")]
    needed = get_type_hints(subscription.needs)
    return [
        message
        for field in fields(subscription.needs)
        for message in _check_field(app, subscription.hears, field.name, needed, told)
    ]


def _check_field(
    app: str, name: str, field: str, needed: dict[str, Any], told: dict[str, Any]
) -> list[CheckMessage]:
    if field not in told:
        return [_error(app, f"{name} has no field {field}", "E002")]
    if not _accepts(needed[field], told[field]):
        return [_error(app, f"{name}.{field} is {told[field]}, not {needed[field]}", "E003")]
    return []


def _accepts(needed: Any, told: Any) -> bool:
    """Return whether every told value is one the hearer takes; enums are told as their values."""
    return all(
        any(_fits(option, alternative) for option in _options(needed))
        for alternative in _options(told)
    )


def _options(kind: Any) -> tuple[Any, ...]:
    if get_origin(kind) in {Union, UnionType}:
        return get_args(kind)
    return (kind,)


def _fits(needed: Any, told: Any) -> bool:
    if needed is Any or needed == told:
        return True
    if get_origin(needed) or get_origin(told):
        return _fits_generic(needed, told)
    if needed is NoneType or told is NoneType:
        return False
    return isinstance(told, type) and isinstance(needed, type) and issubclass(told, needed)


def _fits_generic(needed: Any, told: Any) -> bool:
    """Return whether two collections hold the same; a list and a tuple look alike on the wire."""
    sequences = {list, tuple}
    ours, theirs = get_origin(needed) or needed, get_origin(told) or told
    if ours is not theirs and not {ours, theirs} <= sequences:
        return False
    pairs = zip(get_args(needed), get_args(told), strict=False)
    return all(mine is ... or yours is ... or _accepts(mine, yours) for mine, yours in pairs)


def _error(app: str, what: str, code: str) -> Error:
    return Error(f"apps.{app}.subscriptions: {what}.", id=f"yggdrasil.events.{code}")
