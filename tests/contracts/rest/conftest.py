"""Every view below /api/v1/, found by walking the addresses."""

from dataclasses import dataclass
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.urls import URLPattern, get_resolver
from rest_framework.permissions import AllowAny
from rest_framework.test import APIClient

from apps.accounts.data import Role
from yggdrasil import clock, ids
from yggdrasil.rest.parameters import parameters_of
from yggdrasil.rest.views import ListView

PREFIX = "api/v1/"
# What is sent for parameters that must be given: the weeks around now.
EXAMPLES = {
    "from": f"{clock.now() - timedelta(weeks=6):%Y-%m-%dT00:00:00Z}",
    "to": f"{clock.now() + timedelta(weeks=6):%Y-%m-%dT00:00:00Z}",
}


@dataclass(frozen=True)
class Address:
    """A view and where it stands."""

    route: str
    view: Any

    @property
    def template(self) -> str:
        """Return the path as the schema writes it."""
        return "/" + "".join(
            f"{{{part.partition('>')[0].rpartition(':')[2]}}}{part.partition('>')[2]}"
            if ">" in part
            else part
            for part in self.route.split("<")
        )

    @property
    def is_open(self) -> bool:
        """Return whether nobody need sign in."""
        return AllowAny in self.view.permission_classes

    @property
    def is_list(self) -> bool:
        """Return whether it answers with pages."""
        return issubclass(self.view, ListView)

    @property
    def needs(self) -> dict[str, str]:
        """Return the parameters that must be given."""
        if not getattr(self.view, "filters", None):
            return {}
        required = [one.name for one in parameters_of(self.view.filters) if one.is_required]
        return {name: EXAMPLES[name] for name in required}

    def path(self, **known: str) -> str:
        """Return a path to it, with new ids for what is not known."""
        path = self.template
        for name in self.names:
            path = path.replace(f"{{{name}}}", known.get(name) or ids.new_id())
        return path

    @property
    def names(self) -> list[str]:
        """Return the names of what stands in the path."""
        return [part.partition("}")[0] for part in self.template.split("{")[1:]]


def addresses() -> list[Address]:
    """Return every address below /api/v1/."""
    return [found for found in _walk(get_resolver(), "") if found.route.startswith(PREFIX)]


def _walk(resolver: Any, prefix: str) -> list[Address]:
    found = []
    for pattern in resolver.url_patterns:
        route = f"{prefix}{pattern.pattern}"
        if isinstance(pattern, URLPattern):
            found.append(Address(route, getattr(pattern.callback, "cls", None)))
        else:
            found += _walk(pattern, route)
    return found


ADDRESSES = addresses()
READ = [one for one in ADDRESSES if hasattr(one.view, "get")]


@pytest.fixture
def somebody(homes: None):
    """Return a client signed in with a role, as somebody without a record anywhere."""

    def sign_in(role: str) -> APIClient:
        user = SimpleNamespace(pk=ids.new_id(), role=role, is_authenticated=True, email="x@y.z")
        client = APIClient(raise_request_exception=False)
        client.force_authenticate(user=user)
        return client

    return sign_in


@pytest.fixture
def allowed(somebody):
    """Return a client with the first role that an address lets in."""

    def find(address: Address) -> APIClient:
        for role in Role:
            client = somebody(role)
            if client.get(address.path(), {"surely_unknown": 1}).status_code != 403:
                return client
        raise AssertionError(f"{address.template} lets in nobody")

    return find
