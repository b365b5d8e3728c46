"""Tokens: what a command told, so that a question asked next can wait until it is heard."""

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass

import msgspec

from yggdrasil.errors import InvalidError
from yggdrasil.events.envelope import Envelope


class InvalidTokenError(InvalidError):
    """The text is not a token of a command."""


@dataclass(frozen=True, kw_only=True)
class TokenFact:
    """One fact of a command.

    Attributes:
        id: id of the fact.
        name: its name.
        aggregate: `<kind>/<id>`.
        version: its place in the aggregate's history.
    """

    id: str
    name: str
    aggregate: str
    version: int


@dataclass(frozen=True, kw_only=True)
class Token:
    """The facts of one command, with aggregates and versions.

    Attributes:
        facts: in the order told.
    """

    facts: tuple[TokenFact, ...] = ()

    @classmethod
    def of(cls, facts: list[Envelope]) -> "Token":
        """Return the token of told facts.

        Args:
            facts: in the order told.

        Returns:
            The token.
        """
        return cls(
            facts=tuple(
                TokenFact(
                    id=fact.id,
                    name=fact.name,
                    aggregate=f"{fact.aggregate.kind}/{fact.aggregate.id}",
                    version=fact.aggregate.version,
                )
                for fact in facts
            )
        )

    def encode(self) -> str:
        """Return the token as text for a header or a query parameter."""
        return urlsafe_b64encode(msgspec.msgpack.encode(self)).rstrip(b"=").decode()

    @classmethod
    def decode(cls, text: str) -> "Token":
        """Return the token of a text.

        Args:
            text: what `encode` returned.

        Returns:
            An equal token.

        Raises:
            InvalidTokenError: if it is anything else.
        """
        try:
            padded = text.encode() + b"=" * (-len(text) % 4)
            return msgspec.msgpack.decode(urlsafe_b64decode(padded), type=cls)
        except (ValueError, binascii.Error, msgspec.MsgspecError) as error:
            raise InvalidTokenError("This is not a token of a command.") from error
