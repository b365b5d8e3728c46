"""A document that changes as a whole, and never on top of a change it has not seen."""

from collections.abc import Collection, Iterable
from typing import Any, Self

from bson import ObjectId
from django.db import models, router
from django_mongodb_backend.fields import ObjectIdAutoField

from yggdrasil import clock
from yggdrasil.errors import ConflictError
from yggdrasil.ids import new_id, to_object_id
from yggdrasil.mongodb.unit import current_unit

# Kept by the aggregate itself, so they are part of every save, however few fields it names.
_OWN_FIELDS = frozenset({"version", "stream_version", "updated_at"})


class VersionConflictError(ConflictError):
    """Somebody changed or removed the document since it was loaded; load it again and decide."""

    def __init__(self, *, model: str, document_id: str, expected_version: int) -> None:
        """Name the document.

        Args:
            model: label of the model, for example `courses.Course`.
            document_id: its id.
            expected_version: the version it had when it was loaded.
        """
        super().__init__(
            f"{model} {document_id} is no longer at version {expected_version}: somebody changed "
            f"or removed it. Load it again."
        )
        self.model = model
        self.document_id = document_id
        self.expected_version = expected_version


def new_key() -> ObjectId:
    """Return the key of a new document, known before it is saved so that facts can name it."""
    return ObjectId(new_id())


class DocumentKey(ObjectIdAutoField):
    """The backend's own key field, and to the type checker one that takes and gives keys."""

    # Read by the Django plugin of the type checker; the stubs take every key for a number.
    _pyi_private_set_type: Any
    _pyi_private_get_type: Any
    _pyi_lookup_exact_type: Any

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        """Return the backend's field to migrations: in the database there is no difference."""
        name, _, arguments, options = super().deconstruct()  # type: ignore[no-untyped-call]
        return name, "django_mongodb_backend.fields.ObjectIdAutoField", arguments, options


class Aggregate(models.Model):
    """What one change changes: one document, with everything that must stay consistent in it.

    Shape: `_id`, `version` (1 at the first save, one more at each), `stream_version` (facts told
    about it so far), `created_at`, `updated_at`.

    A save, or a delete, of a stale copy is refused. Query set updates and bulk operations pass
    by versions; use them only where no copy can be stale.
    """

    id: "models.Field[ObjectId | str, ObjectId]" = DocumentKey(  # type: ignore[no-untyped-call]
        primary_key=True, default=new_key
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    stream_version = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(default=clock.now, editable=False)
    updated_at = models.DateTimeField(default=clock.now, editable=False)

    # Facts told as of the last load or save.
    _stored_stream_version: int = 0

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save the document if nobody changed it since it was loaded.

        Raises:
            VersionConflictError: if somebody did, or removed it. An open unit of work is then
                rolled back, even if the error is caught.
            ValueError: if it was loaded without its version.
        """
        if "version" in self.get_deferred_fields():
            raise ValueError(f"{self._meta.label} was loaded without its version: load it whole.")
        named: Iterable[str] | None = kwargs.get("update_fields")
        if named is not None:
            if not (fields := frozenset(named)):
                # None named means nothing to save, to Django; that stays so.
                return
            kwargs["update_fields"] = _OWN_FIELDS | fields
        if self._state.adding:
            self.version = 1
        self.updated_at = clock.now()
        super().save(*args, **kwargs)
        self._mark_as_stored()

    def delete(
        self,
        using: str | None = None,
        keep_parents: bool = False,  # noqa: FBT001, FBT002 - Django's
    ) -> tuple[int, dict[str, int]]:
        """Remove the document if nobody changed it since it was loaded.

        Raises:
            VersionConflictError: if somebody did, or removed it already.
        """
        alias = using or router.db_for_write(type(self), instance=self)
        mine = type(self)._base_manager.using(alias).filter(pk=self.pk)
        # Claims the next version first, so that whoever saves meanwhile is the one refused.
        self._claim(mine.filter(version=self.version).update(version=self.version + 1), alias)
        return super().delete(using=alias, keep_parents=keep_parents)

    @classmethod
    def find(cls, document_id: str) -> Self | None:
        """Return the document of an id.

        Args:
            document_id: 24 hexadecimal digits.

        Returns:
            The document; None if there is none.

        Raises:
            InvalidIdError: if the text is no id.
        """
        return cls._default_manager.filter(pk=to_object_id(document_id)).first()

    @property
    def has_unsaved_facts(self) -> bool:
        """Return whether facts were told about it that no save has taken along yet."""
        return self.stream_version != self._stored_stream_version

    @classmethod
    def from_db(
        cls, db: str | None, field_names: Collection[str], values: Collection[Any], **kwargs: Any
    ) -> Self:
        """Return the document as loaded."""
        loaded = super().from_db(db, field_names, values, **kwargs)
        loaded._mark_as_stored()
        return loaded

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        """Load the fields again."""
        super().refresh_from_db(*args, **kwargs)
        self._mark_as_stored()

    def _do_update(  # type: ignore[override] # Django 5.2's signature; the stubs know a later one
        self,
        base_qs: "models.QuerySet[Any]",
        using: str,
        pk_val: Any,
        values: "list[tuple[models.Field[Any, Any], Any, Any]]",
        *rest: Any,
    ) -> bool:
        update: Any = super()._do_update
        _update_fields, is_forced = rest
        if self._state.adding and not is_forced:
            # Fixtures are loaded as they are.
            return bool(update(base_qs, using, pk_val, values, *rest))
        values = [
            (field, model, self.version + 1 if field.attname == "version" else value)
            for field, model, value in values
        ]
        mine = base_qs.filter(version=self.version)
        self._claim(update(mine, using, pk_val, values, *rest), using)
        return True

    def _claim(self, is_mine: object, alias: str) -> None:
        if is_mine:
            self.version += 1
            return
        error = VersionConflictError(
            model=self._meta.label, document_id=str(self.pk), expected_version=self.version
        )
        if (unit := current_unit()) is not None and unit.alias == alias:
            unit.doom(error)
        raise error

    def _mark_as_stored(self) -> None:
        # Not through the attribute: a deferred field would be loaded.
        told = self.__dict__.get("stream_version")
        if told is not None:
            self._stored_stream_version = told
