"""Which events somebody sees; the questions to neighbours that this needs."""

from bson import ObjectId
from django.db.models import Q

from apps.accounts.data import Role
from apps.enrollments import api as enrollments
from apps.planning import rules
from apps.planning.models import Event
from apps.planning.queries.lookups import EventNotFoundError
from yggdrasil.context import Actor
from yggdrasil.ids import to_object_id


def scope_for(viewer: Actor) -> rules.Scope:
    """Return which events somebody sees.

    Args:
        viewer: who asks.

    Returns:
        The scope: of a student with the own cohorts, of a teacher with the cohorts taught.
    """
    if viewer.role == Role.STUDENT:
        return _scope_of_student(viewer)
    if viewer.role == Role.TEACHER:
        return rules.scope_of(viewer, cohort_ids=_taught_cohorts(viewer.id))
    return rules.scope_of(viewer)


def visible(scope: rules.Scope) -> Q:
    """Return the condition for the events within a scope.

    Args:
        scope: which events somebody sees.

    Returns:
        The condition; an empty one for everything.
    """
    if scope.is_everything:
        return Q()
    condition = Q(is_public=True)
    if scope.cohort_ids:
        condition |= Q(cohort_ids__overlap=[ObjectId(key) for key in sorted(scope.cohort_ids)])
    for cohort_id, left_at in scope.left.items():
        condition |= Q(cohort_ids__contains=[ObjectId(cohort_id)], starts_at__lt=left_at)
    if scope.account_id:
        me = to_object_id(scope.account_id)
        condition |= Q(teacher_id=me) | Q(created_by=me) | Q(attendees__account_id=me)
    return condition


def sees(scope: rules.Scope, event: Event) -> bool:
    """Return whether an event is within a scope, as `visible`; also one that is not kept yet.

    Args:
        scope: which events somebody sees.
        event: the document.

    Returns:
        True if it is.
    """
    if scope.is_everything or event.is_public:
        return True
    cohorts = set(map(str, event.cohort_ids or ()))
    if cohorts & scope.cohort_ids:
        return True
    if any(event.starts_at < scope.left[one] for one in cohorts & scope.left.keys()):
        return True
    invited = (attendee.account_id for attendee in event.attendees or ())
    people = {str(key) for key in (event.teacher_id, event.created_by, *invited) if key}
    return scope.account_id in people


def load_visible_event(viewer: Actor, event_id: str) -> Event:
    """Return the document of an event that somebody sees.

    Args:
        viewer: who asks.
        event_id: id of the event.

    Returns:
        The document.

    Raises:
        EventNotFoundError: if there is none, or none that the viewer sees.
        InvalidIdError: if the id is none.
    """
    return load_event_within(scope_for(viewer), event_id)


def load_event_within(scope: rules.Scope, event_id: str) -> Event:
    """Return the document of an event within a scope.

    Args:
        scope: which events somebody sees.
        event_id: id of the event.

    Returns:
        The document.

    Raises:
        EventNotFoundError: if there is none, or none within the scope.
        InvalidIdError: if the id is none.
    """
    event = Event.objects.filter(visible(scope), pk=to_object_id(event_id)).first()
    if event is None:
        raise EventNotFoundError(f"There is no event {event_id}, or none for you.")
    return event


def _scope_of_student(viewer: Actor) -> rules.Scope:
    # The newest come first, and the last word on a cohort is the one that counts.
    stays = enrollments.list_cohorts_of_student(student_id=viewer.id)[::-1]
    return rules.scope_of(
        viewer,
        cohort_ids={stay.cohort_id for stay in stays if stay.left_at is None},
        left={stay.cohort_id: stay.left_at for stay in stays if stay.left_at is not None},
    )


def _taught_cohorts(teacher_id: str) -> frozenset[str]:
    rows = Event.objects.filter(teacher_id=to_object_id(teacher_id))
    lists = rows.values_list("cohort_ids", flat=True).distinct()
    return frozenset(str(key) for keys in lists for key in keys or ())
