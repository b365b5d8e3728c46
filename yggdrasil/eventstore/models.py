"""The documents of the event store; they live in every home, next to what they tell about."""

from django.db import models
from django_mongodb_backend.fields import ArrayField, ObjectIdAutoField, ObjectIdField

from yggdrasil import clock


class StoredFact(models.Model):
    """One fact, never changed once it is stored; only its position is added.

    Shape: `_id` (the fact's id), the fields of `yggdrasil.events.envelope.Envelope` with the
    aggregate laid flat, `position` (0 until it is numbered).

    Indexes: stream (id, kind, version; unique; by its first part also what staff look up), position
    with id (what waits by age, the rest in order), name with moment, correlation. That a position
    is given once is the relay's document to prove, not an index. Growth: one document a fact, until
    retention removes it.
    """

    id = ObjectIdAutoField(primary_key=True)
    name = models.CharField(max_length=120)
    version = models.PositiveIntegerField()
    source = models.CharField(max_length=60)
    occurred_at = models.DateTimeField(default=clock.now)
    aggregate_kind = models.CharField(max_length=60)
    aggregate_id = models.CharField(max_length=60)
    aggregate_version = models.PositiveIntegerField()
    correlation_id = models.CharField(max_length=120)
    causation_id = models.CharField(max_length=120, blank=True)
    actor_id = models.CharField(max_length=60, blank=True)
    payload = models.JSONField(default=dict)
    position = models.PositiveBigIntegerField(default=0)

    class Meta:
        app_label = "yggdrasil"
        db_table = "events"
        verbose_name = "fact"
        constraints = [
            models.UniqueConstraint(
                fields=["aggregate_id", "aggregate_kind", "aggregate_version"],
                name="events_stream",
            ),
        ]
        indexes = [
            # One index, so that numbering a fact moves one key: the update is the dear part.
            models.Index(fields=["position", "id"], name="events_position"),
            models.Index(fields=["name", "-occurred_at", "-id"], name="events_name"),
            models.Index(fields=["correlation_id"], name="events_correlation"),
        ]

    def __str__(self) -> str:
        return f"{self.name} of {self.aggregate_kind} {self.aggregate_id}"


class Snapshot(models.Model):
    """The state of one aggregate at one version, to shorten a replay; never the truth.

    Shape: `_id` (`<kind>/<id>`), version, schema, state, taken_at. One document an aggregate.
    """

    id = models.CharField(max_length=130, primary_key=True, db_column="_id")
    version = models.PositiveIntegerField()
    # Digest of the state's shape: a snapshot of another shape is ignored.
    schema = models.CharField(max_length=64)
    state = models.JSONField(default=dict)
    taken_at = models.DateTimeField(default=clock.now)

    class Meta:
        app_label = "yggdrasil"
        db_table = "event_snapshots"

    def __str__(self) -> str:
        return f"{self.id} at version {self.version}"


class RelayState(models.Model):
    """The one relay of a home: who holds the lease, with which fence, and how far it is.

    Shape: `_id` ("relay"), owner, fence, expires_at, position (last taken), plan (keys of the
    facts that got the last positions, or are about to), sent (last that went out or was refused),
    published (no fact up to it was refused), heard (last position for each hearing app), tables
    (digest of what it hears), refused (names no queue takes). One document a home.
    """

    id = models.CharField(max_length=20, primary_key=True, db_column="_id")
    owner = models.CharField(max_length=120, blank=True)
    # Grows with every change of owner; a write with an older one is refused.
    fence = models.PositiveBigIntegerField(default=0)
    expires_at = models.DateTimeField(null=True)
    position = models.PositiveBigIntegerField(default=0)
    plan = ArrayField(ObjectIdField(), default=list)
    published = models.PositiveBigIntegerField(default=0)
    sent = models.PositiveBigIntegerField(default=0)
    heard = models.JSONField(default=dict)
    tables = models.JSONField(default=dict)
    refused = models.JSONField(default=list)

    class Meta:
        app_label = "yggdrasil"
        db_table = "event_relay"

    def __str__(self) -> str:
        return f"relay at {self.position}"
