"""Series: made whole, repeatable without doubles, cancelled from a day on."""

from dataclasses import replace
from datetime import timedelta

import pytest

from apps.enrollments.models import Membership
from apps.planning import operations, queries, rules
from apps.planning.data import EventNames, EventStatus, RecurrenceData, RecurrencePattern
from apps.planning.models import Event, Recurrence
from yggdrasil import clock
from yggdrasil.context import Actor
from yggdrasil.events.recorder import MemoryRecorder, recording_to
from yggdrasil.ids import new_id
from yggdrasil.mongodb.paging import Window

pytestmark = pytest.mark.usefixtures("homes", "at")

THRICE = RecurrenceData(pattern=RecurrencePattern.WEEKLY, count=3)


def occurrences(head_id):
    return list(Event.objects.filter(series_id=head_id).order_by("starts_at"))


class TestScheduleEvent:
    def test_makes_every_occurrence_with_all_that_the_head_says(self, plan, room):
        location_id, teacher_id, cohort_id = room("Hall"), new_id(), new_id()

        with recording_to(MemoryRecorder()) as recorder:
            head_id = plan(
                recurrence=THRICE,
                location_id=location_id,
                teacher_id=teacher_id,
                cohort_ids=(cohort_id,),
                color="#ff0000",
                capacity=12,
            )

        made = occurrences(head_id)
        head = Event.objects.get(pk=head_id)
        assert [event.starts_at - head.starts_at for event in made] == [
            timedelta(days=7),
            timedelta(days=14),
        ]
        assert {
            (e.location_name, str(e.teacher_id), str(e.cohort_ids[0]), e.color, e.capacity)
            for e in made
        } == {("Hall", teacher_id, cohort_id, "#ff0000", 12)}
        assert len(recorder.facts) == 3

    def test_makes_none_where_one_would_clash(self, plan, room):
        location_id = room()
        plan(location_id=location_id, hour=14 * 24)

        with pytest.raises(rules.ScheduleConflictError):
            plan(location_id=location_id, recurrence=THRICE)

        assert Event.objects.count() == 1

    def test_makes_a_year_of_days_at_once(self, plan, room):
        daily = RecurrenceData(pattern=RecurrencePattern.DAILY, count=365)

        head_id = plan(location_id=room(), teacher_id=new_id(), recurrence=daily)

        assert len(occurrences(head_id)) == 364


class TestCreateOccurrences:
    def test_makes_those_of_a_head_that_was_taken_over_and_no_doubles(self, plan, staff, at):
        head_id = plan()
        head = Event.objects.get(pk=head_id)
        head.recurrence = Recurrence.of(THRICE)
        head.save()

        first = operations.create_occurrences(event_id=head_id, actor=staff, at=at)
        again = operations.create_occurrences(event_id=head_id, actor=staff, at=at)

        assert (first, again) == (2, 0)

    def test_counts_from_the_series_begin_after_the_head_was_moved(self, plan, staff, at):
        head_id = plan(recurrence=THRICE)
        draft = queries.get_event_draft(event_id=head_id)
        hour = timedelta(hours=1)

        operations.reschedule_event(
            event_id=head_id,
            draft=replace(draft, starts_at=draft.starts_at + hour, ends_at=draft.ends_at + hour),
            names=EventNames(),
            actor=staff,
            at=at,
        )

        assert operations.create_occurrences(event_id=head_id, actor=staff, at=at) == 0

    def test_refuses_a_single_event(self, plan, staff, at):
        with pytest.raises(operations.NotASeriesError):
            operations.create_occurrences(event_id=plan(), actor=staff, at=at)


class TestRepeatEvent:
    def test_makes_a_series_of_a_single_event(self, plan, staff, at):
        event_id = plan()

        with recording_to(MemoryRecorder()) as recorder:
            made = operations.repeat_event(event_id=event_id, recurrence=THRICE, actor=staff, at=at)

        assert made == 2
        changed, *scheduled = recorder.facts
        assert changed.payload["changed"] == ("recurrence",)
        assert len(scheduled) == 2
        with pytest.raises(operations.AlreadyASeriesError):
            operations.repeat_event(event_id=event_id, recurrence=THRICE, actor=staff, at=at)


class TestCancelSeries:
    def test_cancels_from_an_occurrence_on(self, plan, staff, at):
        head_id = plan(recurrence=THRICE)
        second = occurrences(head_id)[0]

        cancelled = operations.cancel_series(event_id=str(second.pk), actor=staff, at=at)

        assert cancelled == 2
        assert Event.objects.get(pk=head_id).status == EventStatus.SCHEDULED
        assert {event.status for event in occurrences(head_id)} == {EventStatus.CANCELLED}

    def test_passes_over_what_was_cancelled_before(self, plan, staff, at):
        head_id = plan(recurrence=THRICE)
        second = str(occurrences(head_id)[0].pk)
        operations.cancel_event(event_id=second, actor=staff, at=at)

        assert operations.cancel_series(event_id=head_id, actor=staff, at=at) == 2

    def test_cancels_nothing_where_a_later_one_is_somebody_elses(self, plan, staff, at):
        head_id = plan(recurrence=THRICE, teacher_id=new_id())
        second = str(occurrences(head_id)[0].pk)
        substitute = Actor(id=new_id(), role="teacher")
        draft = queries.get_event_draft(event_id=second)
        operations.reschedule_event(
            event_id=second,
            draft=replace(draft, teacher_id=substitute.id),
            names=EventNames(),
            actor=staff,
            at=at,
        )

        with pytest.raises(rules.NotYourEventError):
            operations.cancel_series(event_id=second, actor=substitute, at=at)

        assert not Event.objects.filter(status=EventStatus.CANCELLED).exists()

    def test_refuses_a_single_event(self, plan, staff, at):
        with pytest.raises(operations.NotASeriesError):
            operations.cancel_series(event_id=plan(), actor=staff, at=at)


class TestDeleteEvent:
    def test_leaves_the_day_out_of_the_series(self, plan, staff, admin, at):
        head_id = plan(recurrence=THRICE)
        with recording_to(MemoryRecorder()) as recorder:
            operations.delete_event(event_id=str(occurrences(head_id)[0].pk), actor=admin, at=at)

        assert [fact.name for fact in recorder.facts] == [
            "planning.event.changed.v1",
            "planning.event.deleted.v1",
        ]
        assert operations.create_occurrences(event_id=head_id, actor=staff, at=at) == 0
        assert len(occurrences(head_id)) == 1

    def test_refuses_a_head_with_occurrences(self, plan, admin, at):
        with pytest.raises(operations.SeriesHasOccurrencesError):
            operations.delete_event(event_id=plan(recurrence=THRICE), actor=admin, at=at)


class TestListOccurrences:
    def test_shows_made_and_unmade_dates_page_by_page(self, plan, staff):
        head_id = plan()
        head = Event.objects.get(pk=head_id)
        head.recurrence = Recurrence.of(replace(THRICE, count=5))
        head.save()

        first = queries.list_occurrences(viewer=staff, event_id=head_id, window=Window(size=2))
        rest = queries.list_occurrences(
            viewer=staff, event_id=head_id, window=Window(size=3, cursor=first.next)
        )

        assert [date.event_id for date in (*first.results, *rest.results)] == [head_id, *[None] * 4]
        assert (first.previous, rest.next) == (None, None)
        back = queries.list_occurrences(
            viewer=staff, event_id=head_id, window=Window(size=2, cursor=rest.previous)
        )
        assert back.results == first.results

    def test_shows_the_events_that_the_list_shows(self, plan, staff):
        ours, theirs, guest = new_id(), new_id(), new_id()
        head_id = plan(recurrence=THRICE, cohort_ids=(ours,), is_public=False)
        second, third = occurrences(head_id)
        Event.objects.filter(pk=second.pk).update(cohort_ids=[theirs])
        third.invite((guest,))
        third.save()
        one, other = (self.member_of(cohort_id) for cohort_id in (ours, theirs))

        assert self.seen(one, head_id) == [head_id, str(third.pk)]
        assert self.seen(other, str(second.pk)) == [str(second.pk)]
        assert self.seen(Actor(id=guest, role="student"), str(third.pk)) == [str(third.pk)]
        assert len(self.seen(staff, head_id)) == 3

    def test_shows_no_dates_to_come_to_who_left(self, plan, staff):
        cohort_id = new_id()
        head_id = plan(cohort_ids=(cohort_id,), is_public=False)
        head = Event.objects.get(pk=head_id)
        head.recurrence = Recurrence.of(replace(THRICE, count=5))
        head.save()
        _, second, third, *_ = self.dates(staff, head_id)

        left = self.member_of(cohort_id, left_at=third)

        assert self.dates(left, head_id) == [head.starts_at, second]
        assert len(self.dates(self.member_of(cohort_id), head_id)) == 5

    @staticmethod
    def member_of(cohort_id, *, left_at=None):
        student_id = new_id()
        Membership.objects.create(
            cohort_id=cohort_id,
            student_id=student_id,
            joined_at=clock.now(),
            left_at=left_at,
            is_open=left_at is None,
        )
        return Actor(id=student_id, role="student")

    @staticmethod
    def page(viewer, event_id):
        return queries.list_occurrences(
            viewer=viewer, event_id=event_id, window=Window(size=100)
        ).results

    def seen(self, viewer, event_id):
        return [date.event_id for date in self.page(viewer, event_id)]

    def dates(self, viewer, event_id):
        return [date.starts_at for date in self.page(viewer, event_id)]
