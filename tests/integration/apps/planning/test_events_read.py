"""Reading the timetable: who sees what, and what it costs the database."""

from datetime import timedelta

import pytest
from django.db import connections

from apps.enrollments.models import Membership
from apps.planning import queries, rules
from apps.planning.data import ConflictKind, EventType
from apps.planning.models import Event
from apps.planning.queries.claims import list_claims
from apps.planning.queries.series import occurrences_of
from yggdrasil import clock
from yggdrasil.context import ANONYMOUS, Actor
from yggdrasil.ids import new_id
from yggdrasil.mongodb.paging import Window

pytestmark = pytest.mark.usefixtures("homes", "at")


def listed(viewer, *, size=100, ordering=("starts_at",), **asked):
    page = queries.list_events(
        viewer=viewer,
        filters=queries.EventFilters(**asked),
        ordering=ordering,
        window=Window(size=size),
    )
    return [event.id for event in page.results]


def stages(plan):
    """Yield the names of all stages of an explained plan."""
    if isinstance(plan, dict):
        if "stage" in plan:
            yield plan["stage"]
        for part in plan.values():
            yield from stages(part)
    elif isinstance(plan, list):
        for part in plan:
            yield from stages(part)


@pytest.fixture
def explained(monkeypatch):
    """Return a function that runs a query and explains every read that it made."""

    def explain(run):
        commands = []
        collection = type(connections["planning"].database["planning_events"])
        original = collection.aggregate

        def spy(self, pipeline, *args, **kwargs):
            commands.append((self.name, pipeline))
            return original(self, pipeline, *args, **kwargs)

        monkeypatch.setattr(collection, "aggregate", spy)
        run()
        monkeypatch.undo()
        database = connections["planning"].database
        return [
            database.command(
                "explain",
                {"aggregate": name, "pipeline": pipeline, "cursor": {}},
                verbosity="executionStats",
            )
            for name, pipeline in commands
            if name.startswith(("planning_", "event_"))
        ]

    return explain


@pytest.fixture
def term(homes, at):
    """Fill three terms with 600 lessons each, without asking anybody."""
    rooms, teachers, cohorts = ([new_id() for _ in range(12)] for _ in range(3))
    events = [
        Event(
            title=f"Lesson {number}",
            type="class",
            starts_at=at + timedelta(hours=8 * number) - timedelta(days=400),
            ends_at=at + timedelta(hours=8 * number + 2) - timedelta(days=400),
            location_id=rooms[number % 12],
            teacher_id=teachers[number % 12],
            cohort_ids=[cohorts[number % 12]],
            created_by="5" * 24,
            is_public=number % 2 == 0,
        )
        for number in range(1_800)
    ]
    Event.objects.bulk_create(events)
    return {"room": rooms[0], "teacher": teachers[0], "cohort": cohorts[0]}


class TestListEvents:
    def test_shows_a_student_public_events_and_those_of_own_cohorts(self, plan):
        student, own, other = new_id(), new_id(), new_id()
        Membership.objects.create(cohort_id=own, student_id=student, joined_at=clock.now())
        seen = [
            plan(is_public=True),
            plan(is_public=False, cohort_ids=(own,), hour=1),
            plan(is_public=False, attendee_ids=(student,), hour=2),
        ]
        plan(is_public=False, cohort_ids=(other,), hour=3)

        assert listed(Actor(id=student, role="student")) == seen

    def test_shows_a_student_of_a_cohort_that_was_left_what_was_before(self, plan):
        student, left = new_id(), new_id()
        Membership.objects.create(
            cohort_id=left,
            student_id=student,
            joined_at=clock.now() - timedelta(days=9),
            left_at=clock.now(),
            is_open=False,
        )
        before, after = (plan(is_public=False, cohort_ids=(left,), hour=hour) for hour in (-24, 24))
        me = Actor(id=student, role="student")

        assert listed(me) == [before]
        with pytest.raises(queries.EventNotFoundError):
            queries.get_event(viewer=me, event_id=after)

        Membership.objects.create(cohort_id=left, student_id=student, joined_at=clock.now())

        assert listed(me) == [before, after]

    def test_shows_a_teacher_own_events_and_those_of_cohorts_taught(self, plan):
        teacher, taught, other = new_id(), new_id(), new_id()
        seen = [
            plan(is_public=False, teacher_id=teacher, cohort_ids=(taught,)),
            plan(is_public=False, cohort_ids=(taught,), hour=1),
            plan(is_public=False, created_by=teacher, hour=2),
        ]
        plan(is_public=False, cohort_ids=(other,), hour=3)

        assert listed(Actor(id=teacher, role="teacher")) == seen

    def test_shows_staff_everything_and_strangers_what_is_public(self, plan, staff):
        hidden, public = plan(is_public=False), plan(hour=1)

        assert listed(staff) == [hidden, public]
        assert listed(ANONYMOUS) == [public]

    def test_finds_events_that_are_under_way_within_a_time(self, plan, staff, at):
        plan(hour=-2)
        running = plan(hour=-0.5, lasting=3)
        plan(hour=2, title="Later")

        found = listed(staff, from_=at, to=at + timedelta(hours=1))

        assert found == [running]

    def test_narrows_by_what_is_asked(self, plan, room, staff):
        hall, course, teacher, cohort = room("Hall"), new_id(), new_id(), new_id()
        wanted = plan(
            location_id=hall,
            course_id=course,
            teacher_id=teacher,
            cohort_ids=(cohort,),
            type=EventType.EXAM,
        )
        plan(hour=1)

        for asked in (
            {"location": "Hall"},
            {"location": hall},
            {"course_id": course},
            {"teacher_id": teacher},
            {"cohort_id": cohort},
            {"type": EventType.EXAM},
        ):
            assert listed(staff, **asked) == [wanted], asked
        assert listed(staff, location="Cellar") == []

    @pytest.mark.usefixtures("term")
    def test_turns_pages_without_loss(self, staff):
        seen, cursor = [], None
        while True:
            page = queries.list_events(
                viewer=staff,
                filters=queries.EventFilters(),
                ordering=("-starts_at",),
                window=Window(size=100, cursor=cursor),
            )
            seen += [event.id for event in page.results]
            if (cursor := page.next) is None:
                break

        assert len(seen) == len(set(seen)) == 1_800

    def test_reads_a_month_from_an_index(self, term, staff, at, explained):
        for asked in (
            {},
            {"type": EventType.CLASS},
            {"location": term["room"]},
            {"teacher_id": term["teacher"]},
            {"cohort_id": term["cohort"]},
        ):
            (plan_,) = explained(
                lambda asked=asked: listed(
                    staff, size=50, from_=at, to=at + timedelta(days=30), **asked
                )
            )

            stats = plan_.get("executionStats") or plan_["stages"][0]["$cursor"]["executionStats"]
            found = set(stages(plan_))
            assert "IXSCAN" in found, asked
            assert not found & {"COLLSCAN", "SORT"}, asked
            assert stats["totalDocsExamined"] <= 51, asked

    def test_reads_a_students_month_from_an_index(self, term, at, explained):
        student = Actor(id=new_id(), role="student")
        Membership.objects.create(
            cohort_id=term["cohort"], student_id=student.id, joined_at=clock.now()
        )

        (plan_,) = explained(lambda: listed(student, size=50, from_=at, to=at + timedelta(days=30)))

        assert "COLLSCAN" not in set(stages(plan_))
        stats = plan_.get("executionStats") or plan_["stages"][0]["$cursor"]["executionStats"]
        assert stats["totalDocsExamined"] <= 120

    def test_reads_a_series_from_an_index_of_occurrences_alone(self, term, at, explained):
        first, second = Event.objects.order_by("starts_at")[:2]
        Event.objects.filter(pk=second.pk).update(series_id=first.pk, occurs_at=at)

        (plan_,) = explained(lambda: occurrences_of(first.pk))

        stats = plan_.get("executionStats") or plan_["stages"][0]["$cursor"]["executionStats"]
        assert not set(stages(plan_)) & {"COLLSCAN", "SORT"}
        assert stats["totalDocsExamined"] == 1


class TestGetEvent:
    def test_hides_what_the_viewer_may_not_see(self, plan):
        event_id = plan(is_public=False)

        with pytest.raises(queries.EventNotFoundError):
            queries.get_event(viewer=Actor(id=new_id(), role="student"), event_id=event_id)

    def test_shows_a_guest_the_own_invitation_alone(self, plan, staff):
        guest, other = new_id(), new_id()
        event_id = plan(attendee_ids=(guest, other))

        seen = queries.get_event(viewer=Actor(id=guest, role="student"), event_id=event_id)

        assert [attendee.account_id for attendee in seen.attendees] == [guest]
        assert len(queries.get_event(viewer=staff, event_id=event_id).attendees) == 2


class TestListConflicts:
    def look(self, viewer, at, **asked):
        hours = asked.pop("hours", 24)
        return queries.list_conflicts(
            viewer=viewer,
            filters=queries.ConflictFilters(
                from_=at - timedelta(hours=1), to=at + timedelta(hours=hours), **asked
            ),
            window=Window(),
        ).results

    def test_tells_what_stands_in_the_way_of_a_room(self, plan, room, staff, at):
        hall = room("Hall")
        event_id = plan(location_id=hall)
        plan(hour=1)

        (conflict,) = self.look(staff, at, location="Hall")

        assert (conflict.kind, conflict.event_id) == (ConflictKind.ROOM, event_id)
        assert conflict.other_event_id is None

    def test_tells_conflicts_between_planned_events(self, plan, staff, at):
        teacher = new_id()
        first = plan(teacher_id=teacher)
        second = plan(teacher_id=teacher, tolerates={ConflictKind.TEACHER})

        (conflict,) = self.look(staff, at)

        assert {conflict.event_id, conflict.other_event_id} == {first, second}
        assert self.look(staff, at, kind=ConflictKind.ROOM) == ()

    def test_leaves_out_the_event_to_be_moved(self, plan, room, staff, at):
        event_id = plan(location_id=room("Hall"))

        assert self.look(staff, at, location="Hall", exclude_event_id=event_id) == ()

    def test_refuses_students_and_endless_looks(self, staff, at):
        with pytest.raises(rules.StaffOnlyError):
            self.look(Actor(id=new_id(), role="student"), at)
        with pytest.raises(queries.InvalidLookError):
            self.look(staff, at, hours=94 * 24)


class TestListClaims:
    def test_reads_what_a_lesson_needs_from_indexes(self, term, at, explained):
        subjects = {
            (ConflictKind.ROOM, term["room"]),
            (ConflictKind.TEACHER, term["teacher"]),
            (ConflictKind.COHORT, term["cohort"]),
            (ConflictKind.RESOURCE, new_id()),
        }

        (plan_,) = explained(
            lambda: list_claims(starts_at=at, ends_at=at + timedelta(hours=2), subjects=subjects)
        )

        assert "COLLSCAN" not in set(stages(plan_))
        stats = plan_.get("executionStats") or plan_["stages"][0]["$cursor"]["executionStats"]
        assert stats["totalDocsExamined"] <= 5
