"""The API's own pages: its description, and its description for people."""

from functools import cache
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_safe
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiJsonRenderer, OpenApiYamlRenderer
from rest_framework.permissions import AllowAny
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from yggdrasil.rest.views import DataView

# Nothing from another host, and no script within the page.
DOCS_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; font-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


class WrittenRenderer(BaseRenderer):
    """Passes on what is written already."""

    charset = None
    render_style = "binary"

    def render(
        self,
        data: Any,
        accepted_media_type: str | None = None,  # noqa: ARG002 - DRF's signature
        renderer_context: Any = None,  # noqa: ARG002
    ) -> bytes:
        """Return the bytes."""
        return bytes(data)


class JsonRenderer(WrittenRenderer):
    """The description as JSON; what is sent to whoever takes anything."""

    media_type = "application/json"
    format = "json"


class OpenApiJson(JsonRenderer):
    """The same under its own media type."""

    media_type = "application/vnd.oai.openapi+json"


class YamlRenderer(WrittenRenderer):
    """The description as YAML."""

    media_type = "application/yaml"
    format = "yaml"


class OpenApiYaml(YamlRenderer):
    """The same under its own media type."""

    media_type = "application/vnd.oai.openapi"


class SchemaView(DataView):
    """The OpenAPI 3.1 description of this API, as JSON or YAML by the Accept header."""

    authentication_classes = ()
    permission_classes = (AllowAny,)
    renderer_classes = (JsonRenderer, OpenApiJson, YamlRenderer, OpenApiYaml)
    schema = None

    def get(self, request: Request) -> Response:
        """Answer with the description."""
        return Response(written_schema(settings.ROOT_URLCONF, request.accepted_renderer.format))


@cache
def written_schema(urlconf: str, form: str) -> bytes:
    """Return the description; made once in the life of a process.

    Args:
        urlconf: module of the addresses described.
        form: `json` or `yaml`.

    Returns:
        UTF-8 text.
    """
    with translation.override("en"):
        schema = SchemaGenerator(urlconf=urlconf).get_schema(public=True)
        renderer = OpenApiJsonRenderer() if form == "json" else OpenApiYamlRenderer()
        return bytes(renderer.render(schema, renderer_context={}))


@login_not_required
@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """Answer with a page on which people read and try the API; all it needs is served here."""
    page = render(request, "yggdrasil/docs.html")
    page.headers["Content-Security-Policy"] = DOCS_POLICY
    return page
