"""What happens around every command: who may, with what, once, again if need be, and logged."""

from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter
from typing import Any, Generic, TypeVar

from pymongo.errors import DuplicateKeyError

from yggdrasil.context import SYSTEM, Actor, current
from yggdrasil.cqrs.arguments import Arguments
from yggdrasil.cqrs.metrics import COMMAND_SECONDS
from yggdrasil.cqrs.receipts import Receipts, answer_of
from yggdrasil.cqrs.token import Token
from yggdrasil.errors import ForbiddenError
from yggdrasil.events.recorder import collecting
from yggdrasil.logs import get_logger
from yggdrasil.mongodb.aggregate import VersionConflictError
from yggdrasil.mongodb.homes import alias_of
from yggdrasil.mongodb.unit_of_work import current_unit, unit_of_work

R = TypeVar("R")

Allow = Callable[[Actor], bool]

# A command that met a newer version is decided again on it, this often.
ATTEMPTS = 5

log = get_logger(__name__)


class CommandForbiddenError(ForbiddenError):
    """The actor may not do this at all, whatever it is done to."""


@dataclass(frozen=True, kw_only=True)
class Outcome(Generic[R]):
    """What a command led to.

    Attributes:
        result: what the operation returned.
        token: the facts it told; give it to a query that must see them.
        is_repeated: whether this is the kept answer to an earlier request with the same key.
    """

    result: R
    token: Token
    is_repeated: bool = False


class Pipeline(Generic[R]):
    """The way into one operation."""

    def __init__(
        self, *, name: str, app: str, function: Callable[..., R], allow: Allow | None
    ) -> None:
        """Choose the operation.

        Args:
            name: of the command.
            app: label of its app.
            function: the operation.
            allow: whether an actor may do it at all; None leaves that to its rules and doors.
        """
        self.name = name
        self.app = app
        self.function = function
        self.allow = allow
        self.arguments = Arguments(function)

    def execute(
        self, arguments: dict[str, Any], *, key: str = "", is_text: bool = False
    ) -> Outcome[R]:
        """Run the operation as one unit of work on its app's home.

        Args:
            arguments: by name.
            key: the caller's idempotency key; empty for none.
            is_text: whether texts may stand for numbers and truth values.

        Returns:
            Result and token; of the first time, if this key was used before.

        Raises:
            CommandForbiddenError: if the actor may not do this at all.
            InvalidArgumentsError: if the arguments are not those that it takes.
            IdempotencyKeyReusedError: if the key was used for other arguments.
            VersionConflictError: if others kept changing the same document.
        """
        self._authorise()
        arguments = self.arguments.read(arguments, is_text=is_text)
        started = perf_counter()
        outcome = "failed"
        try:
            done = self._until_fresh(arguments, key)
            outcome = "repeated" if done.is_repeated else "done"
        finally:
            seconds = perf_counter() - started
            COMMAND_SECONDS.labels(self.name, outcome).observe(seconds)
            log.debug("Command ended.", command=self.name, outcome=outcome, seconds=seconds)
        return done

    def _authorise(self) -> None:
        actor = current().actor
        if self.allow is not None and actor != SYSTEM and not self.allow(actor):
            raise CommandForbiddenError(f"A {actor.role} may not do {self.name}.")

    def _until_fresh(self, arguments: dict[str, Any], key: str) -> Outcome[R]:
        # Within somebody else's unit there is nothing to run again: the outermost decides. Nor is
        # there for a caller who asks for the change of one version and no other.
        is_final = current_unit() is not None or arguments.get("expected_version") is not None
        attempts = 1 if is_final else ATTEMPTS
        home = unit_of_work(alias_of(self.app))
        for attempt in range(1, attempts + 1):
            try:
                return home.run(lambda: self._once(arguments, key))
            except (VersionConflictError, DuplicateKeyError) as error:
                if attempt == attempts or (isinstance(error, DuplicateKeyError) and not key):
                    raise
        raise AssertionError("the last attempt returns or raises")

    def _once(self, arguments: dict[str, Any], key: str) -> Outcome[R]:
        receipts = Receipts(alias_of(self.app))
        full_key = f"{self.name}/{current().actor.id}/{key}"
        if key and (receipt := receipts.find(full_key, arguments=arguments)) is not None:
            result, token = answer_of(receipt, self.function)
            return Outcome(result=result, token=token, is_repeated=True)
        with collecting() as facts:
            result = self.function(**arguments)
        token = Token.of(facts)
        if key:
            receipts.keep(full_key, arguments=arguments, result=result, token=token)
        return Outcome(result=result, token=token)
