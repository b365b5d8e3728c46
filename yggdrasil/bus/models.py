"""The documents of hearing: what was taken, how far, and what failed; in every home."""

from datetime import timedelta

from django.db import models

from yggdrasil import clock
from yggdrasil.mongodb.indexes import ExpiryIndex

WINDOW = timedelta(days=14)


class InboxEntry(models.Model):
    """One fact was handled by one handler, or its failure was put aside; never both twice.

    Shape: `_id` (`<fact id>/<handler>`), taken_at. Removed by the server after `WINDOW`, which is
    checked at start against every way a message may come again.
    """

    id = models.CharField(max_length=200, primary_key=True, db_column="_id")
    taken_at = models.DateTimeField(default=clock.now)

    class Meta:
        app_label = "yggdrasil"
        db_table = "inbox"
        indexes = [ExpiryIndex(fields=["taken_at"], name="inbox_expiry", after=WINDOW)]

    def __str__(self) -> str:
        return self.id


class InboxStream(models.Model):
    """How far this home's app has heard another home.

    Shape: `_id` (alias of the home that tells), position (every heard fact up to it was taken),
    lines (of the table, for which that is so), left (lines that were taken out of
    the table, with the position each was at), window and parts (batches taken of the window that
    is coming in), is_clear (nothing of it is put aside here), updated_at. One a teller.
    """

    id = models.CharField(max_length=60, primary_key=True, db_column="_id")
    position = models.PositiveBigIntegerField(default=0)
    window = models.CharField(max_length=40, blank=True)
    parts = models.PositiveIntegerField(default=0)
    lines = models.JSONField(default=list)
    left = models.JSONField(default=list)
    is_clear = models.BooleanField(default=False)
    updated_at = models.DateTimeField(default=clock.now)

    class Meta:
        app_label = "yggdrasil"
        db_table = "inbox_streams"

    def __str__(self) -> str:
        return f"{self.id} heard up to {self.position}"


class FailureState(models.TextChoices):
    """What becomes of a fact that could not be handled."""

    RETRYING = "retrying", "will be tried again"
    WAITING = "waiting", "waits behind an earlier fact of its aggregate"
    DEAD = "dead", "given up; staff decide"


class InboxFailure(models.Model):
    """One fact that one handler could not take, with all that is needed to try again.

    Shape: `_id` (as the inbox entry), handler, home, the fact, attempts, next_at, error, state.
    Indexes: due (state with next_at), order (aggregate with version), name.
    Growth: only what fails; staff replay or discard the dead ones.
    """

    id = models.CharField(max_length=200, primary_key=True, db_column="_id")
    handler = models.CharField(max_length=160)
    home = models.CharField(max_length=60)
    name = models.CharField(max_length=120)
    aggregate_kind = models.CharField(max_length=60)
    aggregate_id = models.CharField(max_length=60)
    aggregate_version = models.PositiveIntegerField()
    fact = models.JSONField(default=dict)
    attempts = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=10, choices=FailureState.choices)
    next_at = models.DateTimeField(null=True)
    # How many wait behind it; raised in the transaction that makes one wait, so that this one
    # cannot be taken at the same moment and leave the other behind for ever.
    behind = models.PositiveIntegerField(default=0)
    error = models.TextField(blank=True)
    failed_at = models.DateTimeField(default=clock.now)

    class Meta:
        app_label = "yggdrasil"
        db_table = "inbox_failures"
        verbose_name = "undelivered fact"
        indexes = [
            models.Index(fields=["state", "next_at"], name="inbox_failures_due"),
            models.Index(
                fields=["aggregate_id", "aggregate_version"],
                name="inbox_failures_order",
            ),
            models.Index(fields=["name", "-failed_at"], name="inbox_failures_name"),
        ]

    def __str__(self) -> str:
        return f"{self.name} for {self.handler}"
