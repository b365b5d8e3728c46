"""The documents of the event store; they live in every home, next to what they tell about."""

from django.db import models
from django_mongodb_backend.fields import (
    ArrayField,
    EmbeddedModelArrayField,
    ObjectIdAutoField,
    ObjectIdField,
)
from django_mongodb_backend.models import EmbeddedModel

from yggdrasil import clock
from yggdrasil.mongodb.path_index import PathIndex


class ToldFact(EmbeddedModel):
    """One fact of a commit, never changed once it is stored.

    Shape: the fields of `yggdrasil.events.envelope.Envelope` with the aggregate laid flat; its name
    and where it comes from only where that differs from its commit, and when it was only where that
    differs from the fact before it, or of the first from the commit.
    """

    fact_id = models.CharField(max_length=24, db_column="id")
    name = models.CharField(max_length=120, null=True)
    version = models.PositiveIntegerField(null=True)
    occurred_at = models.DateTimeField(null=True)
    aggregate_kind = models.CharField(max_length=60)
    aggregate_id = models.CharField(max_length=60)
    aggregate_version = models.PositiveIntegerField()
    payload = models.JSONField(default=dict)
    source = models.CharField(max_length=60, null=True)
    correlation_id = models.CharField(max_length=120, null=True)
    causation_id = models.CharField(max_length=120, null=True)
    actor_id = models.CharField(max_length=60, null=True)

    class Meta:
        app_label = "yggdrasil"

    def __str__(self) -> str:
        return f"{self.name} of {self.aggregate_kind} {self.aggregate_id}"


class Commit(models.Model):
    """The facts that one change told; only their position is added later.

    Shape: `_id` (of the first fact), position (0 until it is numbered; then that of the last fact,
    the others come right before), occurred_at (of the last fact), names and correlation_ids (of all
    facts, each once), name, version and where they come from (of the first), facts (at most 500, 4
    MB and one hour; what is more goes into another commit of the same transaction).

    Indexes: stream (aggregate's id, kind, version; unique; by its first part also what staff look
    up), position with id (what waits by age, the rest in order), names with moment, correlations.
    That a position is given once is the relay's document to prove, not an index. Growth: one
    document a change, until retention removes it.
    """

    id = ObjectIdAutoField(primary_key=True)
    position = models.PositiveBigIntegerField(default=0)
    occurred_at = models.DateTimeField(default=clock.now)
    names = ArrayField(models.CharField(max_length=120), default=list)
    correlation_ids = ArrayField(models.CharField(max_length=120), default=list)
    name = models.CharField(max_length=120)
    version = models.PositiveIntegerField()
    source = models.CharField(max_length=60)
    correlation_id = models.CharField(max_length=120)
    causation_id = models.CharField(max_length=120, blank=True)
    actor_id = models.CharField(max_length=60, blank=True)
    facts = EmbeddedModelArrayField(ToldFact, default=list)

    class Meta:
        app_label = "yggdrasil"
        db_table = "events"
        verbose_name = "commit of facts"
        verbose_name_plural = "commits of facts"
        indexes = [
            PathIndex(
                paths=["facts.aggregate_id", "facts.aggregate_kind", "facts.aggregate_version"],
                name="events_stream",
                unique=True,
            ),
            # One index, so that numbering a commit moves one key: the update is the dear part.
            models.Index(fields=["position", "id"], name="events_position"),
            models.Index(fields=["names", "-occurred_at", "-id"], name="events_names"),
            models.Index(fields=["correlation_ids"], name="events_correlations"),
        ]

    def __str__(self) -> str:
        return f"{len(self.facts)} told at {self.occurred_at:%Y-%m-%d %H:%M:%S}"


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
    commits that got the last positions, or are about to), sizes (facts of each), sent (last that
    went out or was refused), published (no fact up to it was refused), heard (last position for
    each hearing app), tables (digest of what it hears), refused (names no queue takes). One
    document a home.
    """

    id = models.CharField(max_length=20, primary_key=True, db_column="_id")
    owner = models.CharField(max_length=120, blank=True)
    # Grows with every change of owner; a write with an older one is refused.
    fence = models.PositiveBigIntegerField(default=0)
    expires_at = models.DateTimeField(null=True)
    position = models.PositiveBigIntegerField(default=0)
    plan = ArrayField(ObjectIdField(), default=list)
    sizes = ArrayField(models.PositiveIntegerField(), default=list)
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
