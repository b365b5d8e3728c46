"""Logs: JSON lines in production, text for people elsewhere."""

from config.env import IS_PRODUCTION, IS_TEST, read
from yggdrasil import logs

LOGGING = logs.configure(
    as_json=IS_PRODUCTION,
    level=str(
        read(
            "str",
            "LOG_LEVEL",
            "WARNING" if IS_TEST else "INFO",
            choices=("DEBUG", "INFO", "WARNING", "ERROR"),
        )
    ),
)
