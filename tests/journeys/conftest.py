"""A small school for stories: staff, two teachers, a cohort of one, and a few events."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from django.test import Client

from apps.accounts.models import Account
from apps.enrollments.data import CohortPlan, Intake
from apps.enrollments.operations import add_members, open_cohort
from apps.planning import operations
from apps.planning.data import EventDraft, EventType, RecurrenceData, RecurrencePattern
from yggdrasil.context import SYSTEM, Actor


@dataclass(frozen=True, kw_only=True)
class School:
    """Ids of everybody and everything."""

    staff_id: str
    teacher_id: str
    other_teacher_id: str
    student_id: str
    outsider_id: str
    cohort_id: str
    room_id: str
    lesson_id: str
    staff_meeting_id: str
    assembly_id: str


@pytest.fixture
def admin_as(open_account):
    """Return a function that gives the browser of somebody who is signed in to the admin."""

    def browser(role="staff", *, account_id=""):
        client = Client()
        client.force_login(Account.objects.get(pk=account_id or open_account(role)))
        return client

    return browser


@pytest.fixture
def somebody(open_account, person):
    """Return a function that makes an account with a profile."""

    def somebody_(role, first):
        account_id = open_account(role)
        person(first, "Example", role=role, person_id=account_id)
        return account_id

    return somebody_


@pytest.fixture
def cohort_of(homes, at):
    """Return a function that opens a cohort of some students."""

    def cohort_(*student_ids):
        plan = CohortPlan(
            name="First year",
            semester=1,
            intake=Intake.SEPTEMBER,
            academic_year="2025-2026",
            starts_at=at - timedelta(days=100),
            ends_at=at + timedelta(days=100),
        )
        cohort_id = open_cohort(plan=plan, at=at)
        add_members(cohort_id=cohort_id, student_ids=student_ids, at=at)
        return cohort_id

    return cohort_


@pytest.fixture
def school(somebody, cohort_of, at: datetime) -> School:
    people = {
        name: somebody(role, name.title())
        for name, role in {
            "staff": "staff",
            "ada": "teacher",
            "bob": "teacher",
            "cid": "student",
            "dan": "student",
        }.items()
    }
    cohort_id = cohort_of(people["cid"])
    room_id = operations.add_location(name="Hall", actor=SYSTEM, capacity=30)
    staff = Actor(id=people["staff"], role="staff")

    def plan(title, *, hours, **said):
        begin = at + timedelta(hours=hours)
        draft = EventDraft(
            **{
                "title": title,
                "type": EventType.CLASS,
                "starts_at": begin,
                "ends_at": begin + timedelta(hours=1),
                "is_public": False,
            }
            | said
        )
        return operations.create_event(draft=draft, actor=staff, at=at)

    return School(
        staff_id=people["staff"],
        teacher_id=people["ada"],
        other_teacher_id=people["bob"],
        student_id=people["cid"],
        outsider_id=people["dan"],
        cohort_id=cohort_id,
        room_id=room_id,
        lesson_id=plan(
            "Algebra",
            hours=-1,
            teacher_id=people["ada"],
            cohort_ids=(cohort_id,),
            location_id=room_id,
            recurrence=RecurrenceData(pattern=RecurrencePattern.WEEKLY, count=3),
        ),
        staff_meeting_id=plan("Staff meeting", hours=1, type=EventType.MEETING),
        assembly_id=plan("Assembly", hours=3, type=EventType.EVENT, is_public=True),
    )
