"""The seed's example, ten thousand times: a query with a command's token sees what it wrote."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.campaigns.test_kills import ROOT, Campaign


@pytest.fixture
def school(tmp_path: Path) -> Iterator[Campaign]:
    """Return servers of their own, with a relay of the accounts' home and a hearer."""
    campaign = Campaign(tmp_path, None)
    try:
        campaign.begin("accounts", "hearer")
        yield campaign
    finally:
        campaign.end()


def reads_that_saw_their_own_write(school: Campaign, *, count: int, threads: int) -> int:
    command = [sys.executable, "-m", "tests.programs.own_writes", str(count), str(threads)]
    done = subprocess.run(
        command, cwd=ROOT, env=school.environment, stdout=subprocess.PIPE, check=True
    )
    return int(done.stdout.split()[-1])


@pytest.mark.timeout(120)
class TestOwnWrites:
    def test_are_seen_by_every_read(self, school: Campaign) -> None:
        assert reads_that_saw_their_own_write(school, count=200, threads=4) == 200

    @pytest.mark.campaign
    @pytest.mark.timeout(900)
    def test_are_seen_by_ten_thousand_of_ten_thousand_reads(self, school: Campaign) -> None:
        assert reads_that_saw_their_own_write(school, count=10_000, threads=8) == 10_000
