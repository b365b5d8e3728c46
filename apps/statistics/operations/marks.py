"""Counting marks in registers, of which each counts once however often it is corrected."""

from datetime import datetime

from apps.accounts.data import is_system
from apps.statistics.data import SubjectKind
from apps.statistics.models import AnalyticsEvent
from apps.statistics.models.figure import take_from_figures
from apps.statistics.operations.counting import count_fact, keys_for
from yggdrasil.cqrs.command import command
from yggdrasil.ids import to_object_id

MARKED = "planning.attendance.marked"


@command(allow=is_system)
def count_mark(
    *,
    event_id: str,
    student_id: str,
    course_id: str | None,
    metric: str,
    was_metric: str | None,
    at: datetime,
) -> None:
    """Count a mark on its day; the one that it corrects is taken back where it was counted.

    Args:
        event_id: id of the event.
        student_id: id of the account.
        course_id: the course that the event is of, if any.
        metric: what the mark counts as, for example `marks_missed`.
        was_metric: what the mark that it corrects counts as; None for a first one.
        at: when it was made.
    """
    if metric == was_metric:
        return
    if was_metric is not None:
        _take_back(event_id, student_id, at=at)
    count_fact(
        kind=MARKED,
        metric=metric,
        at=at,
        course_id=course_id,
        actor_id=student_id,
        properties={"event_id": event_id, "metric": metric},
    )


def _take_back(event_id: str, student_id: str, *, at: datetime) -> None:
    # Its day and course may have been others; what was never counted is not taken back.
    told = AnalyticsEvent.objects.filter(
        kind=MARKED, actor_id=to_object_id(student_id), properties__event_id=event_id
    )
    counted = told.order_by("-at", "-id").first()
    if counted is None:
        return
    course_id = counted.subject_id if counted.subject_kind == SubjectKind.COURSE else None
    keys = keys_for(counted.properties["metric"], course_id=course_id, at=counted.at)
    take_from_figures(keys, amount=1, at=at)
