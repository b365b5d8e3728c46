"""Guards: what makes two bookings of one thing on one day meet."""

from django.db import models

from yggdrasil.mongodb.indexes import ExpiryIndex


class BookingGuard(models.Model):
    """A turnstile for one room, teacher, cohort or resource on one day (UTC).

    Snapshot isolation lets two transactions each see a free room and both take it, since they
    write different documents. Whoever plans an event therefore first raises `turns` of every
    day and thing it touches: the second one meets a write conflict, is run again, and then sees
    the first one's event.

    Shape: `_id` is `<kind>:<id>:<day>`. Growth: a guard vanishes once its day is long over.
    """

    id = models.CharField(max_length=60, primary_key=True, db_column="_id")
    turns = models.PositiveIntegerField(default=1)
    expires_at = models.DateTimeField()

    class Meta:
        db_table = "planning_guards"
        indexes = [ExpiryIndex(fields=["expires_at"], name="planning_guards_expiry")]

    def __str__(self) -> str:
        return self.id
