"""Filling registers, and the figures that follow."""

from datetime import timedelta

import pytest

from apps.enrollments.models import Membership
from apps.planning import operations, queries, rules
from apps.planning.data import AttendanceMark, AttendanceStatus
from apps.planning.models import Attendance
from apps.planning.queries import registers
from yggdrasil.context import Actor
from yggdrasil.events.recorder import MemoryRecorder, recording_to
from yggdrasil.ids import new_id
from yggdrasil.mongodb.load import measured
from yggdrasil.mongodb.paging import Window

pytestmark = pytest.mark.usefixtures("homes", "at")

PRESENT, LATE, ABSENT, EXCUSED = (
    AttendanceStatus(name) for name in ("present", "late", "absent", "excused")
)


@pytest.fixture
def cohort():
    """Return a cohort of three as who belongs to it."""
    cohort_id = new_id()
    return {new_id(): cohort_id for _ in range(3)}


@pytest.fixture
def fill(cohort, staff, at):
    def fill_(event_id, statuses, **said):
        marks = tuple(
            AttendanceMark(student_id=student_id, status=status)
            for student_id, status in zip(cohort, statuses, strict=False)
        )
        operations.fill_register(
            **{
                "event_id": event_id,
                "marks": marks,
                "cohorts": cohort,
                "actor": staff,
                "at": at,
            }
            | said
        )

    return fill_


class TestMarkClassAttendance:
    def test_takes_who_is_in_the_class_and_who_was_when_it_met(self, plan, staff, at):
        cohort_id = new_id()
        event_id = plan(hour=-48, cohort_ids=(cohort_id,))
        stays = {
            "present": {},
            "new": {"joined_at": at},
            "moved since": {"left_at": at, "is_open": False},
            "gone before": {"left_at": at - timedelta(days=3), "is_open": False},
        }
        ids = {name: new_id() for name in stays}
        for name, said in stays.items():
            joined_at = said.pop("joined_at", at - timedelta(days=9))
            Membership.objects.create(
                cohort_id=cohort_id, student_id=ids[name], joined_at=joined_at, **said
            )

        with pytest.raises(rules.NotInClassError) as refusal:
            operations.mark_class_attendance(
                event_id=event_id,
                marks=tuple(
                    AttendanceMark(student_id=student_id, status=PRESENT)
                    for student_id in ids.values()
                ),
                actor=staff,
                at=at,
            )

        strangers = [error.field for error in refusal.value.errors]
        assert strangers == [f"marks.{ids['gone before']}"]


class TestFillRegister:
    def test_keeps_a_row_for_each_student(self, plan, fill, cohort, staff, at):
        event_id = plan()

        fill(event_id, (PRESENT, LATE, ABSENT))

        rows = {str(row.student_id): row for row in Attendance.objects.all()}
        assert [rows[student].attended for student in cohort] == [True, True, False]
        assert {str(row.cohort_id) for row in rows.values()} == set(cohort.values())
        assert {(str(row.marked_by), row.marked_at) for row in rows.values()} == {(staff.id, at)}

    def test_costs_the_same_for_a_class_as_for_one(self, plan, fill, cohort):
        costs = []
        for marks in ((PRESENT,), (PRESENT, LATE, ABSENT)):
            event_id = plan()
            with measured() as load:
                fill(event_id, marks)
            costs.append(load.total(alias="planning", command="insert").count)

        assert costs[0] == costs[1]

    def test_corrects_a_row_and_tells_what_it_said_before(self, plan, fill):
        event_id = plan()
        fill(event_id, (ABSENT,))

        with recording_to(MemoryRecorder()) as recorder:
            fill(event_id, (EXCUSED,))

        (fact,) = recorder.facts
        assert (fact.payload["was_status"], fact.payload["status"]) == ("absent", "excused")
        assert Attendance.objects.count() == 1

    def test_tells_nothing_when_it_is_said_again(self, plan, fill):
        event_id = plan()
        fill(event_id, (PRESENT, LATE))

        with recording_to(MemoryRecorder()) as recorder:
            fill(event_id, (PRESENT, LATE))

        assert recorder.facts == []

    def test_keeps_nothing_if_one_student_does_not_belong(self, plan, fill, cohort):
        stranger = AttendanceMark(student_id=new_id(), status=PRESENT)
        own = AttendanceMark(student_id=next(iter(cohort)), status=PRESENT)

        with pytest.raises(rules.NotInClassError):
            fill(plan(), (), marks=(own, stranger))

        assert not Attendance.objects.exists()

    def test_takes_invited_people(self, plan, fill):
        guest = new_id()

        fill(
            plan(attendee_ids=(guest,)),
            (),
            marks=(AttendanceMark(student_id=guest, status=PRESENT),),
        )

        assert Attendance.objects.get().cohort_id is None

    def test_lets_a_row_be_corrected_after_the_student_left(self, plan, fill):
        event_id = plan()
        fill(event_id, (ABSENT,))

        fill(event_id, (EXCUSED,), cohorts={})

        assert Attendance.objects.get().status == EXCUSED

    def test_refuses_an_event_that_is_still_to_come(self, plan, fill):
        with pytest.raises(rules.RegisterClosedError):
            fill(plan(hour=2), (PRESENT,))


class TestAttendanceFigures:
    def test_counts_per_student_and_leaves_excused_ones_out(self, plan, fill, cohort):
        for hour, statuses in enumerate(
            [(PRESENT, ABSENT, EXCUSED), (LATE, PRESENT, EXCUSED), (ABSENT, ABSENT, EXCUSED)]
        ):
            fill(plan(hour=-hour), statuses)

        figures = queries.attendance_figures(student_ids=(*cohort, new_id()))

        assert [(f.attended, f.marked, f.excused, f.rate_percent) for f in figures] == [
            (2, 3, 0, 67),
            (1, 3, 0, 33),
            (0, 0, 3, 100),
            (0, 0, 0, 100),
        ]

    def test_counts_one_cohort_alone(self, plan, fill, cohort):
        fill(plan(), (ABSENT,))

        student = next(iter(cohort))
        (elsewhere,) = queries.attendance_figures(student_ids=(student,), cohort_id=new_id())

        assert elsewhere.marked == 0


class TestListUnmarkedEvents:
    def test_finds_lessons_that_ended_a_day_ago_without_a_mark(self, plan, fill, cohort, at):
        cohort_ids = (next(iter(cohort.values())),)
        forgotten = plan(hour=-30, cohort_ids=cohort_ids)
        fill(plan(hour=-32, cohort_ids=cohort_ids), (PRESENT,))
        plan(hour=-5, cohort_ids=cohort_ids)
        plan(hour=-34)
        plan(hour=-9 * 24, cohort_ids=cohort_ids)

        assert queries.list_unmarked_events(at=at) == (forgotten,)

    def test_marked_ones_do_not_stand_in_the_way_of_later_ones(
        self, plan, fill, cohort, at, monkeypatch
    ):
        monkeypatch.setattr(registers, "_MOST", 1)
        cohort_ids = (next(iter(cohort.values())),)
        fill(plan(hour=-32, cohort_ids=cohort_ids), (PRESENT,))
        forgotten = plan(hour=-30, cohort_ids=cohort_ids)
        plan(hour=-28, cohort_ids=cohort_ids)

        assert queries.list_unmarked_events(at=at) == (forgotten,)

    def test_tells_of_each_once(self, plan, at):
        plan(hour=-30, cohort_ids=(new_id(),))

        with recording_to(MemoryRecorder()) as recorder:
            told = [operations.tell_missed_registers(at=at) for _ in range(2)]

        assert told == [1, 0]
        assert [fact.name for fact in recorder.facts] == ["planning.register.missed.v1"]


class TestListAttendance:
    def read(self, event_id, viewer, **asked):
        return queries.list_attendance(
            viewer=viewer,
            event_id=event_id,
            filters=queries.AttendanceFilters(**asked),
            window=Window(),
        ).results

    def test_shows_the_teacher_everybody_and_a_student_the_own_row(self, plan, fill, cohort):
        teacher, student = new_id(), next(iter(cohort))
        event_id = plan(teacher_id=teacher)
        fill(event_id, (PRESENT, ABSENT))

        whole = self.read(event_id, Actor(id=teacher, role="teacher"))
        own = self.read(event_id, Actor(id=student, role="student"))

        assert len(whole) == 2
        assert [row.student_id for row in own] == [student]

    def test_is_closed_to_other_teachers(self, plan):
        with pytest.raises(rules.NotYourEventError):
            self.read(plan(), Actor(id=new_id(), role="teacher"))

    def test_narrows_by_status(self, plan, fill, staff):
        event_id = plan()
        fill(event_id, (PRESENT, ABSENT))

        assert len(self.read(event_id, staff, status=ABSENT)) == 1
