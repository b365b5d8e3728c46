"""The description of the API: whole, valid, and without a warning."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client

from tests.contracts.rest.conftest import ADDRESSES


@pytest.fixture(scope="module")
def schema():
    return Client().get("/api/schema/").json()


class TestSchema:
    def test_is_valid_and_without_a_warning(self):
        call_command("spectacular", "--validate", "--fail-on-warn", stdout=StringIO())

    def test_describes_every_view(self, schema):
        described = {address.template for address in ADDRESSES if address.view is not None}

        assert described <= set(schema["paths"])

    def test_names_every_operation_once(self, schema):
        names = [
            operation["operationId"]
            for path in schema["paths"].values()
            for operation in path.values()
        ]

        assert len(names) == len(set(names))

    def test_tells_what_every_operation_and_parameter_is(self, schema):
        for path in schema["paths"].values():
            for operation in path.values():
                assert operation["summary"], operation["operationId"]
                for parameter in operation.get("parameters", ()):
                    assert parameter["description"], (operation["operationId"], parameter["name"])

    def test_leaves_no_shape_without_a_word(self, schema):
        silent = [
            name
            for name, shape in schema["components"]["schemas"].items()
            if not shape["description"]
        ]

        assert not silent
