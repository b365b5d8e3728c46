"""With YGGDRASIL_REQUIRE_SERVERS set, as in CI, a test skipped for want of a server fails.

A skip while the test runs is such a skip; one that a `skipif` mark decides is about the platform.
"""

import os
from collections.abc import Generator

import pytest


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn the skip into a failure that keeps its reason."""
    report = yield
    is_wanting = report.skipped and item.get_closest_marker("skipif") is None
    if (
        is_wanting
        and not hasattr(report, "wasxfail")
        and os.environ.get("YGGDRASIL_REQUIRE_SERVERS")
    ):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"Nothing may be skipped for want of a server here. {reason}"
    return report
