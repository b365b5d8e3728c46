"""The demo school's cohorts, and what their students do, made through the operations."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from apps.enrollments.demo.groups import groups_in, is_founded_before, open_groups
from apps.enrollments.demo.life import (
    World,
    come_alone,
    live_fresh,
    live_older,
    live_oldest,
    live_parallel,
    live_present,
)
from apps.enrollments.demo.terms import term_of
from apps.enrollments.models import Cohort, Enrollment, Membership
from yggdrasil.mongodb.homes import alias_of
from yggdrasil.mongodb.unit_of_work import unit_of_work

# Each is one commit and leaves alone what is there, so a start that was cut short goes on.
_CHAPTERS: tuple[Callable[[World], None], ...] = (
    live_oldest,
    live_older,
    live_present,
    live_fresh,
    live_parallel,
    come_alone,
)


def make(*, at: datetime) -> int:
    """Make the demo school's cohorts, enrolments and records.

    Args:
        at: the present moment.

    Returns:
        Number of cohorts, memberships and enrolments made; nothing if they were there already.
    """
    term = term_of(at)
    if is_founded_before(term):
        return 0
    world = World.look_at(groups_in(term), at=at)
    if world is None:
        return 0
    before = _count()
    home = unit_of_work(alias_of("enrollments"))
    home.run(partial(open_groups, world.groups, tuple(world.subjects)))
    for chapter in _CHAPTERS:
        home.run(partial(chapter, world))
    return _count() - before


def _count() -> int:
    return sum(model.objects.count() for model in (Cohort, Membership, Enrollment))
