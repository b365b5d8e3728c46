"""Receipts: a command sent again with the same key is answered, not done again."""

from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from typing import Any, get_type_hints

from django.db import models

from yggdrasil import clock, codec
from yggdrasil.cqrs.token import Token
from yggdrasil.errors import InvalidError
from yggdrasil.mongodb.homes import collection_of
from yggdrasil.mongodb.indexes import ExpiryIndex
from yggdrasil.mongodb.unit_of_work import current_session

KEPT = timedelta(days=7)


class IdempotencyKeyReusedError(InvalidError):
    """The key was used before for other arguments; use a new key for a new request."""


class CommandReceipt(models.Model):
    """The answer to one command, kept for whoever asks again with the same key.

    Shape: `_id` (`<command>/<actor>/<key>`), digest of the arguments, result, token, at. Removed by
    the server after seven days. Lives in the home that the command changed.
    """

    id = models.CharField(max_length=300, primary_key=True, db_column="_id")
    digest = models.CharField(max_length=64)
    result = models.JSONField(null=True)
    token = models.TextField(blank=True)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        app_label = "yggdrasil"
        db_table = "command_receipts"
        indexes = [ExpiryIndex(fields=["at"], name="command_receipts_expiry", after=KEPT)]

    def __str__(self) -> str:
        return self.id


@dataclass(frozen=True)
class Receipts:
    """The receipts of one home; used within the command's unit of work.

    Attributes:
        alias: the home.
    """

    alias: str

    @property
    def collection(self) -> Any:
        """Return the collection of receipts."""
        return collection_of(self.alias, "command_receipts")

    def find(self, key: str, *, arguments: dict[str, Any]) -> dict[str, Any] | None:
        """Return the receipt of a command that was done before.

        Args:
            key: command, actor and the caller's key.
            arguments: of this call.

        Returns:
            The receipt; None if the command is new.

        Raises:
            IdempotencyKeyReusedError: if the key was used for other arguments.
        """
        found: dict[str, Any] | None = self.collection.find_one(
            {"_id": key}, session=current_session()
        )
        if found is not None and found["digest"] != _digest(arguments):
            raise IdempotencyKeyReusedError(
                f"The idempotency key {key.rpartition('/')[2]!r} was used for another request."
            )
        return found

    def keep(self, key: str, *, arguments: dict[str, Any], result: object, token: Token) -> None:
        """Keep the answer, in the transaction of the change.

        Two calls with one key write the same document: one of them is run again and finds it.

        Args:
            key: command, actor and the caller's key.
            arguments: of this call.
            result: what the command returns.
            token: its facts.
        """
        receipt = {
            "_id": key,
            "digest": _digest(arguments),
            "result": codec.to_plain(result),
            "token": token.encode(),
            "at": clock.now(),
        }
        self.collection.insert_one(receipt, session=current_session())


def answer_of(receipt: dict[str, Any], function: Any) -> tuple[Any, Token]:
    """Return the first answer to a command that is sent again.

    Args:
        receipt: what `find` returned.
        function: the operation, whose annotation says what it returns.

    Returns:
        Result and token, equal to those of the first time.
    """
    kind = get_type_hints(function).get("return", Any)
    return codec.from_builtins(receipt["result"], kind), Token.decode(receipt["token"])


def _digest(arguments: dict[str, Any]) -> str:
    # `at` is when the door was entered, not what was asked for.
    asked = {name: value for name, value in sorted(arguments.items()) if name != "at"}
    return sha256(codec.encode(asked)).hexdigest()
