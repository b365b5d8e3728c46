"""The demo school's timetable: made once, without a conflict but the one to be shown."""

from datetime import timedelta
from importlib import import_module

import pytest

from apps.planning import operations, queries
from apps.planning.data import ConflictKind
from apps.planning.demo import make
from apps.planning.models import Attendance, Event, Location, Resource
from yggdrasil.context import SYSTEM
from yggdrasil.mongodb.paging import Window

pytestmark = pytest.mark.usefixtures("homes", "at")


@pytest.fixture
def school(homes, at):
    """Make the demo school, this app's part included."""
    for app in ("accounts", "users", "courses", "enrollments"):
        import_module(f"apps.{app}.demo").make(at=at)
    return make(at=at)


@pytest.mark.timeout(300)
class TestMake:
    # One long story: the demo school takes seconds to make.
    def test_makes_a_month_once(self, school, at):
        assert (Location.objects.count(), Resource.objects.count()) == (12, 6)
        assert Event.objects.count() > 50
        assert Attendance.objects.count() > 100
        assert not Attendance.objects.filter(event_starts_at__gt=at).exists()

        found = queries.list_conflicts(
            viewer=SYSTEM,
            filters=queries.ConflictFilters(
                from_=at - timedelta(days=31), to=at + timedelta(days=31)
            ),
            window=Window(),
        ).results
        assert [conflict.kind for conflict in found] == [ConflictKind.ROOM]

        teachers = set(Event.objects.values_list("teacher_id", flat=True)) - {None}
        assert len(teachers) == 8

        unused = Location.objects.exclude(
            pk__in=Event.objects.values_list("location_id", flat=True)
        ).first()
        operations.remove_location(location_id=str(unused.pk), actor=SYSTEM)
        assert make(at=at) == 0
