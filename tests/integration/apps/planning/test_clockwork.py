"""What planning does by itself, and when it hears of something."""

import pytest

from apps.planning import operations, subscriptions, tasks
from apps.planning.data import AttendanceMark, AttendanceStatus, ConflictKind
from apps.planning.models import Event
from yggdrasil.ids import new_id

pytestmark = pytest.mark.usefixtures("homes", "at")


class TestTellMissedRegisters:
    def test_is_run_by_the_task(self, plan):
        plan(hour=-30, cohort_ids=(new_id(),))

        assert [tasks.tell_missed_registers(later="argument") for _ in range(2)] == [1, 0]

    def test_tells_nothing_of_what_was_settled_since_it_was_looked_for(self, plan, staff, at):
        cohort, student = new_id(), new_id()
        cancelled, marked = (
            plan(hour=-30, cohort_ids=(cohort,), tolerates={ConflictKind.COHORT}) for _ in range(2)
        )
        operations.cancel_event(event_id=cancelled, actor=staff, at=at)
        mark = AttendanceMark(student_id=student, status=AttendanceStatus.PRESENT)
        operations.fill_register(
            event_id=marked, marks=(mark,), cohorts={student: cohort}, actor=staff, at=at
        )

        told = [
            operations.tell_missed_register(event_id=event_id, at=at)
            for event_id in (cancelled, marked)
        ]

        assert told == [False, False]

    def test_is_on_the_clock(self):
        assert {entry["task"] for entry in tasks.SCHEDULE.values()} == {
            "apps.planning.tasks.tell_missed_registers"
        }


class TestSubscriptions:
    def test_carry_each_fact_to_the_events_it_concerns(self, plan, at):
        course, teacher, cohort = new_id(), new_id(), new_id()
        event_id = plan(hour=24, course_id=course, teacher_id=teacher, cohort_ids=(cohort,))
        said = {
            "course_id": course,
            "title": "Geometry",
            "person_id": teacher,
            "name": "Ada King",
            "account_id": teacher,
            "cohort_id": cohort,
            "at": at,
        }

        seen = []
        for subscription in subscriptions.SUBSCRIPTIONS:
            fields = subscription.needs.__dataclass_fields__
            subscription.does(subscription.needs(**{name: said[name] for name in fields}))
            event = Event.objects.get(pk=event_id)
            seen.append((event.course_title, event.teacher_name, event.status))

        assert seen == [
            ("Geometry", "", "scheduled"),
            ("Geometry", "Ada King", "scheduled"),
            ("Geometry", "", "scheduled"),
            ("Geometry", "", "scheduled"),
            ("Geometry", "", "cancelled"),
            ("Geometry", "", "cancelled"),
        ]
