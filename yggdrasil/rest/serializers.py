"""Serializers over frozen dataclasses: a shape is declared once, as data."""

from dataclasses import is_dataclass
from typing import Any, ClassVar, Generic, TypeVar, get_args

from rest_framework.exceptions import ErrorDetail, ValidationError
from rest_framework.serializers import BaseSerializer

from yggdrasil import codec
from yggdrasil.rest.bodies import InvalidBodyError, read_body

T = TypeVar("T")


# Generic first: REST framework has brackets of its own, which forget what stands in them.
class DataSerializer(Generic[T], BaseSerializer):  # noqa: PYI059
    """A dataclass as a serializer: `class CourseSerializer(DataSerializer[CourseData])`.

    It has no field of its own and no hook: what an answer holds is decided where the data is
    made, so that the schema, the seam and HTTP tell the same.

    Attributes:
        shape: the dataclass; from `Meta.dataclass`, or from the brackets.
    """

    shape: ClassVar[type[Any]]

    def __init_subclass__(cls, **options: Any) -> None:
        """Find the dataclass.

        Raises:
            TypeError: if neither Meta nor the brackets name one.
        """
        super().__init_subclass__(**options)
        cls.shape = _shape_of(cls)

    @classmethod
    def read(cls, body: object) -> T:
        """Return a body as data.

        Args:
            body: what the parser made of it: `request.data`.

        Returns:
            The dataclass.

        Raises:
            InvalidBodyError: naming each field that is missing, unknown, or cannot be taken.
        """
        found: T = read_body(body, cls.shape)
        return found

    def to_representation(self, instance: T) -> Any:
        """Return the data as dictionaries and lists; the renderer takes dataclasses, faster."""
        return codec.to_builtins(instance)

    def to_internal_value(self, data: object) -> T:
        """Return a body as data, with REST framework's own error.

        Raises:
            ValidationError: by field.
        """
        try:
            return self.read(data)
        except InvalidBodyError as error:
            raise ValidationError(
                {wrong.field: [ErrorDetail(wrong.message, wrong.code)] for wrong in error.errors}
            ) from error


def _shape_of(serializer: type[DataSerializer]) -> type[Any]:
    meta = getattr(serializer, "Meta", None)
    bases = [getattr(meta, "dataclass", None), getattr(serializer, "shape", None)]
    for base in getattr(serializer, "__orig_bases__", ()):
        bases.extend(get_args(base))
    for candidate in bases:
        if isinstance(candidate, type) and is_dataclass(candidate):
            return candidate
    raise TypeError(f"{serializer.__name__} needs a dataclass: DataSerializer[CourseData].")
