"""The library, served."""

import pytest
from django.test import Client


@pytest.fixture
def library(settings):
    """Serve the library instead of the school; answer errors as in production."""
    settings.ROOT_URLCONF = "tests.integration.yggdrasil.rest.library"
    return Client(raise_request_exception=False)


@pytest.fixture
def staff():
    """Return the headers of somebody of the staff."""
    return {"Authorization": "Key staff"}
