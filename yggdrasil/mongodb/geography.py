"""Leaves GeoDjango out: no home keeps geometry.

At import, the official backend looks for the GDAL library under twelve names with three tools,
twice: where there is none, that was 0.8 of the 2 seconds that each process took to start.
"""

import sys
from types import ModuleType

from django.core.exceptions import ImproperlyConfigured

GDAL = "django.contrib.gis.gdal.libgdal"


class AbsentModule(ModuleType):
    """Answers every import from it as GeoDjango does where GDAL is not installed."""

    def __getattr__(self, name: str) -> object:
        """Refuse.

        Raises:
            AttributeError: for the names by which tools look over all modules.
            ImproperlyConfigured: for any other; the backend then does without geometry.
        """
        if name.startswith("__"):
            raise AttributeError(name)
        raise ImproperlyConfigured(f"{self.__name__}.{name}: GeoDjango is left out of this house.")


def leave_out() -> None:
    """Let GDAL be absent without a search, unless somebody has loaded it."""
    sys.modules.setdefault(GDAL, AbsentModule(GDAL))
