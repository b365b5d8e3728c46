"""What this process looks after, as the settings list it."""

from functools import cache
from typing import cast

from django.conf import settings
from django.utils.module_loading import import_string

from yggdrasil.health.prober import Prober


@cache
def prober() -> Prober:
    """Return the prober of this process.

    Returns:
        One with the checks that the functions named in `YGGDRASIL["HEALTH_CHECKS"]` make.
    """
    paths = cast("list[str]", settings.YGGDRASIL["HEALTH_CHECKS"])
    return Prober([check for path in paths for check in import_string(path)()])
