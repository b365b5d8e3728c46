"""What this process looks after, as the settings list it."""

from functools import cache

from django.conf import settings
from django.utils.module_loading import import_string

from yggdrasil.health.prober import Prober


@cache
def prober() -> Prober:
    """Return the prober of this process.

    Returns:
        One with the checks that the functions named in `YGGDRASIL["HEALTH_CHECKS"]` make.
    """
    makers = [import_string(path) for path in settings.YGGDRASIL["HEALTH_CHECKS"]]
    return Prober([check for make in makers for check in make()])
