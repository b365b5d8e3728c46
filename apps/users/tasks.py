"""What the users app does by itself: nothing by the clock; it follows the accounts."""

from typing import Any

SCHEDULE: dict[str, dict[str, Any]] = {}
