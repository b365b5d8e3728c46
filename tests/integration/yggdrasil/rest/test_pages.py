"""The API's description of itself."""

import re

import jsonschema
import pytest
import yaml
from django.test import Client
from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.validation import validate_schema

LIST = "/api/v1/books/"


@pytest.fixture
def schema(library):
    return library.get("/api/schema/").json()


def names(operation):
    return [parameter["name"] for parameter in operation["parameters"]]


class TestSchemaView:
    def test_is_openapi_3_1(self, schema):
        validate_schema(schema)

        assert schema["openapi"].startswith("3.1")
        assert not GENERATOR_STATS

    @pytest.mark.parametrize(
        ("accept", "kind"),
        [
            ("*/*", "application/json"),
            ("text/html,*/*;q=0.8", "application/json"),
            ("application/vnd.oai.openapi+json", "application/vnd.oai.openapi+json"),
            ("application/yaml", "application/yaml"),
            ("application/vnd.oai.openapi", "application/vnd.oai.openapi"),
        ],
    )
    def test_is_written_as_asked(self, library, schema, accept, kind):
        answer = library.get("/api/schema/", headers={"Accept": accept})

        assert answer.headers["Content-Type"] == kind
        assert yaml.safe_load(answer.content) == schema

    def test_is_not_sent_twice(self, library):
        etag = library.get("/api/schema/").headers["ETag"]

        again = library.get("/api/schema/", headers={"If-None-Match": etag})

        assert again.status_code == 304

    def test_names_what_a_list_takes(self, schema):
        operation = schema["paths"][LIST]["get"]

        assert names(operation) == [
            "shelf",
            "bought_after",
            "title",
            "cursor",
            "page_size",
            "ordering",
            "count",
        ]
        assert operation["operationId"] == "books_list"
        assert operation["summary"] == "List the books"
        assert operation["description"] == "By title, or the latest first."
        assert operation["parameters"][0]["description"] == "Only the books of this shelf."

    def test_names_what_can_go_wrong(self, schema):
        path = schema["paths"]["/api/v1/books/{book_id}/"]

        assert set(path["get"]["responses"]) == {
            "200",
            "304",
            "400",
            "401",
            "403",
            "404",
            "default",
        }
        assert path["get"]["security"] == [{"bearer": []}]

    def test_names_the_body_and_the_answer_to_it(self, schema):
        operation = schema["paths"]["/api/v1/loans/"]["post"]
        (body,) = operation["requestBody"]["content"].values()

        loan = schema["components"]["schemas"][body["schema"]["$ref"].rpartition("/")[2]]
        assert loan["required"] == ["book_id"]
        assert operation["requestBody"]["required"]
        assert "201" in operation["responses"]

    @pytest.mark.parametrize(
        ("path", "described"), [(LIST, LIST), (f"{LIST}book-1/", f"{LIST}{{book_id}}/")]
    )
    def test_holds_for_real_answers(self, library, staff, schema, path, described):
        answer = library.get(path, headers=staff).json()

        (content,) = schema["paths"][described]["get"]["responses"]["200"]["content"].values()
        jsonschema.validate(
            answer,
            {**content["schema"], "components": schema["components"]},
            cls=jsonschema.Draft202012Validator,
        )

    def test_holds_for_real_problems(self, library, schema):
        problem = library.get("/api/v1/trouble/away/").json()

        jsonschema.validate(
            problem,
            {"$ref": "#/components/schemas/Problem", "components": schema["components"]},
            cls=jsonschema.Draft202012Validator,
        )


class TestDocs:
    def test_loads_nothing_from_elsewhere(self, library):
        answer = library.get("/api/docs/")

        assert answer.status_code == 200
        assert b"http" not in answer.content
        assert b"<script>" not in answer.content
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]

    @pytest.mark.parametrize(
        "name",
        [
            "yggdrasil/docs.js",
            "yggdrasil/docs.css",
            "drf_spectacular_sidecar/swagger-ui-dist/swagger-ui-bundle.js",
            "drf_spectacular_sidecar/swagger-ui-dist/swagger-ui.css",
        ],
    )
    def test_is_served_what_it_needs(self, library, name):
        assert name.encode() in library.get("/api/docs/").content
        answer = library.get(f"/static/{name}")
        assert answer.status_code == 200
        answer.close()

    @pytest.mark.parametrize("path", ["/", "/api/"])
    def test_is_what_the_front_doors_lead_to(self, client, path):
        assert client.get(path).headers["Location"] == "/api/docs/"


class TestIcon:
    def test_is_at_the_address_where_browsers_look_for_it(self):
        answer = Client().get("/favicon.ico", follow=True)
        answer.close()

        assert answer.status_code == 200
        assert answer.headers["Content-Type"] in {"image/x-icon", "image/vnd.microsoft.icon"}

    @pytest.mark.parametrize("page", ["/admin/login/", "/api/docs/"])
    def test_is_the_schools_own_on_each_page(self, page):
        shown = Client().get(page).content.decode()

        assert re.search(r'<link[^>]+rel="icon"[^>]+yggdrasil/icon.svg', shown)
        assert "swagger-ui-dist/favicon" not in shown
