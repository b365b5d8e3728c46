"""What the platform's rooms read, in one dictionary."""

import os
import re
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from config.env import ENVIRONMENT, IS_TEST, read, read_zone
from routers.homes import HOMES

_ALL_SERVICES = [home.service for home in HOMES]
_SERVICES: Any = read("list", "YGGDRASIL_SERVICES", _ALL_SERVICES, choices=_ALL_SERVICES)

_FIGURES = str(read("str", "PROMETHEUS_MULTIPROC_DIR", ""))
if _FIGURES:
    try:
        Path(_FIGURES).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(
            f"PROMETHEUS_MULTIPROC_DIR is wrong: {_FIGURES}: {error.strerror}."
        ) from error
else:
    # Prometheus' client takes even an empty one for a folder, as soon as it is imported.
    os.environ.pop("PROMETHEUS_MULTIPROC_DIR", None)

_METRICS_TOKEN = str(read("str", "METRICS_TOKEN", ""))
# RFC 6750's alphabet, and too long to be guessed.
if _METRICS_TOKEN and not re.fullmatch(r"[A-Za-z0-9._~+/=-]{16,}", _METRICS_TOKEN):
    raise ImproperlyConfigured(
        "METRICS_TOKEN is wrong: it must be 16 or more letters, digits or any of -._~+/=."
    )

YGGDRASIL: dict[str, Any] = {
    "ENVIRONMENT": ENVIRONMENT,
    # Every call through an app's api passes the codec in tests: nothing leans on shared objects.
    "CODED_SEAM": IS_TEST,
    "SERVICE_OF": {home.app: home.service for home in HOMES},
    # Domains that accounts' e-mail addresses may have; none allows every domain.
    "EMAIL_DOMAINS": read("list", "ACCOUNT_EMAIL_DOMAINS", []),
    # How many proxies of ours stand before us; each adds one address to X-Forwarded-For.
    "TRUSTED_PROXIES": read("int", "TRUSTED_PROXY_COUNT", 0, least=0),
    # On whose wall clock the timetable's series keep their hours.
    "SCHOOL_TIME_ZONE": read_zone("SCHOOL_TIME_ZONE", "Europe/Paris"),
    "SERVICES": _SERVICES,
    "HOSTED_HOMES": [home.alias for home in HOMES if home.service in _SERVICES],
    # A process is not ready while a fact of its homes has waited longer to be told.
    "OLDEST_FACT_SECONDS": read("int", "OLDEST_FACT_SECONDS", 120, least=1),
    # Where the processes of this machine add up what they count; empty: each for itself.
    "FIGURES_FOLDER": _FIGURES,
    # Who sends it may read /metrics; without one these are open, in production closed.
    "METRICS_TOKEN": _METRICS_TOKEN,
    "HEALTH_CHECKS": [
        "yggdrasil.health.backends.mongodb.checks",
        "yggdrasil.health.backends.redis.checks",
        "yggdrasil.health.backends.broker.checks",
        "yggdrasil.health.backends.facts.checks",
    ],
}
