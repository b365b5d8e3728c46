"""The five roots of every error that a caller may be told.

    YggdrasilError
    |-- InvalidError       the request itself is wrong
    |-- ForbiddenError     this actor may not
    |-- NotFoundError      no such thing, or not for this actor
    |-- ConflictError      the thing is not in a state that allows it
    `-- UnavailableError   not now; the same call may succeed later

Concrete errors stand beside the functions that raise them. The HTTP status of each root is
decided in one table, in `yggdrasil.rest`.
"""

import re
from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, kw_only=True)
class FieldError:
    """What is wrong with one field.

    Attributes:
        field: dotted path of the field in the request, for example `chapters.0.title`.
        message: one sentence for the person who filled it in.
        code: stable word for programs.
    """

    field: str
    message: str
    code: str = "invalid"


class YggdrasilError(Exception):
    """An error with a sentence for people and a code for programs.

    Attributes:
        message: one sentence that names the thing, its id and the way out.
        code: stable word for programs; by default made from the class name.
        errors: what is wrong with single fields.
    """

    code: ClassVar[str] = "error"

    def __init_subclass__(cls) -> None:
        """Give each class a code of its own: `CourseIsFullError` becomes `course_is_full`."""
        if "code" not in cls.__dict__:
            words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", cls.__name__.removesuffix("Error"))
            cls.code = words.lower()

    def __init__(self, message: str, *, errors: tuple[FieldError, ...] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.errors = errors

    def __reduce__(self) -> tuple[object, ...]:
        """Keep the fields when the error is pickled between processes."""
        return (rebuild, (type(self), self.message, self.errors))


def rebuild(
    kind: type[YggdrasilError], message: str, errors: tuple[FieldError, ...]
) -> YggdrasilError:
    """Return an error as it was on the other side of a process border.

    Args:
        kind: class of the error.
        message: its sentence.
        errors: what was wrong with single fields.

    Returns:
        An error of that class, made without its constructor, which may want more than crossed.
    """
    error = kind.__new__(kind)
    YggdrasilError.__init__(error, message, errors=errors)
    return error


class InvalidError(YggdrasilError):
    """The request itself is wrong, whoever sends it and whenever."""


class ForbiddenError(YggdrasilError):
    """This actor may not do this."""


class NotFoundError(YggdrasilError):
    """There is no such thing, or none that this actor may know of."""


class ConflictError(YggdrasilError):
    """The thing is not, or no longer, in a state that allows the change."""


class UnavailableError(YggdrasilError):
    """Something needed is away; the same call may succeed later."""
