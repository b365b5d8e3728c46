"""What people are asked for often is answered by an index, in order, without sorting."""

import json

import pytest

from apps.accounts.models import Account, LoginAttempt, RefreshToken, Session
from apps.users.models import Document, Profile

pytestmark = pytest.mark.usefixtures("homes")

NOBODY = "0" * 24
LISTS = {
    "accounts by e-mail": Account.objects.filter(closed_at=None).order_by("email", "pk"),
    "accounts by age": Account.objects.order_by("-created_at", "-pk"),
    "accounts of a role": Account.objects.filter(role="staff").order_by("email", "pk"),
    "accounts found": Account.objects.filter(email__gte="a", email__lt="b").order_by("email", "pk"),
    "an account": Account.objects.filter(email="ada@yggdrasil.edu"),
    "own sessions": Session.objects.filter(account_id=NOBODY).order_by("-created_at", "-pk"),
    "sessions": Session.objects.order_by("-created_at", "-pk"),
    "a token": RefreshToken.objects.filter(token_hash="0"),
    "tokens": RefreshToken.objects.order_by("-issued_at", "-pk"),
    "history": LoginAttempt.objects.order_by("-at", "-pk"),
    "people by name": Profile.objects.filter(closed_at=None).order_by("sort_name", "pk"),
    "people by age": Profile.objects.order_by("-created_at", "-pk"),
    "people of a role": Profile.objects.filter(role="staff").order_by("sort_name", "pk"),
    "people of a department": Profile.objects.filter(department="x").order_by("sort_name", "pk"),
    "a card": Profile.objects.filter(student_id="STU2024001"),
    "own documents": Document.objects.filter(owner_id=NOBODY).order_by("-uploaded_at", "-pk"),
    "documents": Document.objects.order_by("-uploaded_at", "-pk"),
}


def stages(plan):
    if isinstance(plan, dict):
        yield from (plan["stage"],) if "stage" in plan else ()
        for part in plan.values():
            yield from stages(part)


class TestList:
    @pytest.mark.parametrize("name", LISTS)
    def test_is_read_in_order_from_an_index(self, name):
        plan = json.loads(LISTS[name][:21].explain())

        done = set(stages(plan["queryPlanner"]["winningPlan"]))

        assert "IXSCAN" in done
        assert not done & {"COLLSCAN", "SORT"}
