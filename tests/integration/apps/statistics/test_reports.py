"""Reports: asked for, made once, kept for a while."""

from datetime import timedelta

import pytest

from apps.enrollments.models import Cohort
from apps.statistics import operations, queries, rules
from apps.statistics.data import ReportKind, ReportStatus
from apps.statistics.operations import reports
from yggdrasil.context import Actor
from yggdrasil.errors import UnavailableError
from yggdrasil.events.recorder import MemoryRecorder, recording_to
from yggdrasil.ids import new_id
from yggdrasil.mongodb.paging import Window

pytestmark = pytest.mark.usefixtures("homes", "at")

STAFF = Actor(id="5" * 24, role="staff")


def request(at, kind=ReportKind.SCHOOL_OVERVIEW, **parameters):
    return operations.request_report(kind=kind, parameters=parameters, actor=STAFF, at=at)


class TestRequestReport:
    def test_waits_to_be_made(self, at):
        with recording_to(MemoryRecorder()) as recorder:
            report_id = request(at)

        report = queries.get_report(viewer=STAFF, report_id=report_id, at=at)
        assert (report.status, report.rows) == (ReportStatus.REQUESTED, ())
        assert [fact.name for fact in recorder.facts] == ["statistics.report.requested.v1"]

    def test_is_for_staff(self, at):
        with pytest.raises(rules.NotYourFiguresError):
            operations.request_report(
                kind=ReportKind.SCHOOL_OVERVIEW,
                parameters={},
                actor=Actor(id=new_id(), role="teacher"),
                at=at,
            )


class TestMakeReport:
    def test_finds_the_schools_figures(self, open_account, at):
        open_account("student")
        report_id = request(at)

        status = operations.make_report(report_id=report_id, at=at)

        report = queries.get_report(viewer=STAFF, report_id=report_id, at=at)
        assert status is ReportStatus.FINISHED
        assert report.columns == ("metric", "value")
        assert ("accounts.student", 1.0) in report.rows

    def test_lists_the_members_of_a_cohort(self, at):
        cohort = Cohort.objects.create(
            name="First year",
            semester=1,
            intake="september",
            academic_year="2025-2026",
            starts_at=at,
            ends_at=at + timedelta(days=90),
            status="active",
        )
        report_id = request(at, ReportKind.COHORT_ATTENDANCE, cohort_id=str(cohort.pk))

        operations.make_report(report_id=report_id, at=at)

        report = queries.get_report(viewer=STAFF, report_id=report_id, at=at)
        assert (report.status, report.rows) == (ReportStatus.FINISHED, ())

    def test_says_why_it_failed(self, at):
        report_id = request(at, ReportKind.COHORT_ATTENDANCE, cohort_id=new_id())

        with recording_to(MemoryRecorder()) as recorder:
            status = operations.make_report(report_id=report_id, at=at)

        report = queries.get_report(viewer=STAFF, report_id=report_id, at=at)
        assert status is ReportStatus.FAILED
        assert report.reason.startswith("There is no cohort")
        assert recorder.facts[0].name == "statistics.report.failed.v1"

    def test_makes_each_once(self, at):
        report_id = request(at)
        operations.make_report(report_id=report_id, at=at)

        with pytest.raises(operations.ReportIsMadeError):
            operations.make_report(report_id=report_id, at=at)

    def test_makes_all_that_wait(self, at):
        for _ in range(3):
            request(at)

        assert [operations.make_requested_reports(at=at) for _ in range(2)] == [3, 0]

    def test_goes_on_where_somebody_else_made_one_meanwhile(self, at, monkeypatch):
        made, waiting = request(at), request(at)
        monkeypatch.setattr(reports, "list_requested_reports", lambda: (made, waiting))
        operations.make_report(report_id=made, at=at)

        assert operations.make_requested_reports(at=at) == 1

        report = queries.get_report(viewer=STAFF, report_id=waiting, at=at)
        assert report.status is ReportStatus.FINISHED

    def test_lets_one_wait_whose_source_is_away(self, at, monkeypatch):
        report_id = request(at)

        def away(*_asked, **_at):
            raise UnavailableError("The courses do not answer.")

        with monkeypatch.context() as patched:
            patched.setattr(reports, "table_of", away)
            assert operations.make_requested_reports(at=at) == 0

        assert operations.make_requested_reports(at=at) == 1
        report = queries.get_report(viewer=STAFF, report_id=report_id, at=at)
        assert report.status is ReportStatus.FINISHED


class TestListReports:
    def test_shows_the_youngest_first_and_no_expired_ones(self, at):
        old = request(at)
        young = request(at + timedelta(days=20))

        def listed(now):
            page = queries.list_reports(
                viewer=STAFF, filters=queries.ReportFilters(), window=Window(), at=now
            )
            return [report.id for report in page.results]

        assert listed(at) == [young, old]
        assert listed(at + timedelta(days=31)) == [young]

    def test_tells_of_no_expired_one(self, at):
        report_id = request(at)

        with pytest.raises(queries.ReportNotFoundError):
            queries.get_report(viewer=STAFF, report_id=report_id, at=at + timedelta(days=31))
