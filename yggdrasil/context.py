"""On whose behalf, and in answer to what, the present code runs.

Doors enter a context; operations, logs, facts and onward calls read it. It follows the thread or
task of the request and is carried in every fact's envelope.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace

from yggdrasil.ids import new_id


@dataclass(frozen=True, kw_only=True)
class Actor:
    """Who asks.

    Attributes:
        id: id of the account; empty for the system itself.
        role: the one role of the account, as the accounts app spells it.
    """

    id: str
    role: str


SYSTEM = Actor(id="", role="system")
ANONYMOUS = Actor(id="", role="anonymous")


@dataclass(frozen=True, kw_only=True)
class Context:
    """One unit of work as the outside sees it.

    Attributes:
        correlation_id: the same for all that one outside request led to; its id.
        causation_id: id of the fact or command that led to this one; empty at the door.
        actor: who asks.
    """

    correlation_id: str = field(default_factory=new_id)
    causation_id: str = ""
    actor: Actor = SYSTEM


_context: ContextVar[Context | None] = ContextVar("context", default=None)


def current() -> Context:
    """Return the context that a door entered; a new one of the system's own where none did."""
    context = _context.get()
    if context is None:
        context = Context()
        _context.set(context)
    return context


@contextmanager
def use(context: Context) -> Iterator[Context]:
    """Run a block within a context.

    Args:
        context: what `current` answers within the block.

    Yields:
        The same context.
    """
    token = _context.set(context)
    try:
        yield context
    finally:
        _context.reset(token)


@contextmanager
def acting_as(actor: Actor) -> Iterator[Context]:
    """Run a block on behalf of somebody, keeping the correlation.

    Args:
        actor: who asks within the block.

    Yields:
        The context of the block.
    """
    with use(replace(current(), actor=actor)) as context:
        yield context


def act_as(actor: Actor) -> None:
    """Say who asks, from here to the end of the context that a door entered.

    Args:
        actor: found out by the door only after it entered, as authentication does.
    """
    _context.set(replace(current(), actor=actor))
