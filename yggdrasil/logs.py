"""Structured logs: constant text with fields, and the correlation id on every line."""

import logging
import sys
from typing import Any

import structlog
from structlog.types import EventDict, Processor, WrappedLogger

from yggdrasil.context import current


def get_logger(name: str) -> Any:
    """Return a logger whose lines are constant text with keyword fields.

    Args:
        name: dotted name of the module.

    Returns:
        A structlog logger; `log.info("Text.", field=value)`.
    """
    return structlog.stdlib.get_logger(name)


def add_context(_logger: WrappedLogger, _method: str, line: EventDict) -> EventDict:
    """Add to a line the request it belongs to and who asked.

    Args:
        line: the fields of the line so far.

    Returns:
        The same fields and `request_id`, and `actor_id` where somebody asked.
    """
    context = current()
    line.setdefault("request_id", context.correlation_id)
    if context.actor.id:
        line.setdefault("actor_id", context.actor.id)
    return line


def leave_out_trace(record: logging.LogRecord) -> bool:
    """Take the trace off a line about a refusal: that somebody may not is no fault of the code.

    Args:
        record: what Django says of a request.

    Returns:
        True: the line itself is always written.
    """
    if record.levelno < logging.ERROR:
        record.exc_info = None
    return True


_SHARED: tuple[Processor, ...] = (
    add_context,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.format_exc_info,
)


def configure(*, as_json: bool, level: str = "INFO") -> dict[str, Any]:
    """Set up structlog and return Django's LOGGING, so that both write the same lines.

    Args:
        as_json: one JSON object a line for machines; otherwise coloured text for people.
        level: least severe level written.

    Returns:
        A dictionary for `logging.config.dictConfig`.
    """
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *_SHARED,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    renderer = (
        structlog.processors.JSONRenderer()
        if as_json
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "lines": {
                "()": structlog.stdlib.ProcessorFormatter,
                "processor": renderer,
                "foreign_pre_chain": list(_SHARED),
            }
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "lines"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            # pymongo reports every command at DEBUG; our own monitoring is cheaper.
            "pymongo": {"level": logging.WARNING},
            "django.request": {"filters": [leave_out_trace]},
        },
    }
