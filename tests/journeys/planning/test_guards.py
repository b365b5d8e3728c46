"""Staff look at what keeps bookings apart."""

import pytest

pytestmark = pytest.mark.usefixtures("homes")


class TestGuards:
    def test_are_named_after_what_is_booked(self, school, admin_as):
        shown = admin_as("staff").get("/admin/planning/bookingguard/").content.decode()

        for booked in ("Cohort First year", "Teacher Ada Example", "Room Hall"):
            assert f"{booked}, 2026-" in shown
        assert f"{school.cohort_id}," not in shown
