"""The OpenAPI description of a view, read from what the view declares."""

from collections.abc import Iterator
from inspect import cleandoc
from typing import Any

from django.apps import apps
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import Direction, OpenApiParameter
from rest_framework.permissions import AllowAny

from yggdrasil.mongodb.paging import MAX_SIZE
from yggdrasil.rest.components import Components
from yggdrasil.rest.parameters import parameters_of
from yggdrasil.rest.problems import MEDIA_TYPE, Problem
from yggdrasil.rest.shapes import Schema, described
from yggdrasil.rest.views import DEFAULT_SIZE, DataView, ListView

_VERBS = {"GET": "get", "POST": "post", "PUT": "replace", "PATCH": "change", "DELETE": "remove"}


class DataSchema(AutoSchema):
    """Describes the views of this platform; any others as drf-spectacular does."""

    def get_tags(self) -> list[str]:
        """Return the app that the view belongs to."""
        app = apps.get_containing_app_config(type(self.view).__module__)
        return [app.label] if app else super().get_tags()

    def get_operation_id(self) -> str:
        """Return what is done, and to what: `courses_list`, `courses_get`, `auth_login_post`."""
        verb = "list" if self._is_list() else _VERBS[self.method]
        return "_".join([*self._tokenize_path(), verb]).replace("-", "_").replace(".", "_")

    def get_summary(self) -> str | None:
        """Return the first line of the view's docstring."""
        return self._told()[0] or None

    def get_description(self) -> str:
        """Return the rest of the view's docstring."""
        return self._told()[1]

    def get_auth(self) -> list[dict[str, Any]]:
        """Return the ways in: a bearer token, unless the view is open."""
        return [{}] if self._is_open() else [{"bearer": []}]

    def get_request_serializer(self) -> Any:
        """Return the shape of the body."""
        view = self.view
        return (
            view.request_class if isinstance(view, DataView) else super().get_request_serializer()
        )

    def get_response_serializers(self) -> Any:
        """Return the shapes of the answers by status."""
        if isinstance(self.view, DataView) and self.view.answers:
            return dict(self.view.answers)
        return super().get_response_serializers()

    def get_override_parameters(self) -> list[Any]:
        """Return the query parameters that the view declares."""
        if not isinstance(self.view, DataView):
            return list(super().get_override_parameters())
        window = _window_parameters(self.view) if self._is_list() else ()
        return [*self._filter_parameters(), *window]

    def _filter_parameters(self) -> Iterator[OpenApiParameter]:
        if self.view.filters is None:
            return
        _, notes = described(self.view.filters)
        shapes = Components(self.registry).shapes
        for one in parameters_of(self.view.filters):
            schema = shapes.schema_of(one.kind)
            yield OpenApiParameter(
                one.name,
                {"type": "array", "items": schema} if one.is_repeated else schema,
                required=one.is_required,
                description=notes.get(one.field, ""),
            )

    def _resolve_path_parameters(self, variables: list[str]) -> list[Schema]:
        parameters: list[Schema] = super()._resolve_path_parameters(variables)
        for parameter in parameters:
            thing = parameter["name"].removesuffix("_id").replace("_", " ")
            parameter["description"] = f"Id of the {thing}." if thing != "id" else "Its id."
        return parameters

    def _get_response_bodies(self, direction: Direction = "response") -> Schema:
        if not isinstance(self.view, DataView):
            return dict(super()._get_response_bodies(direction))
        if self.view.answers:
            return {**super()._get_response_bodies(direction), **self._problems()}
        unchanged = {"304": {"description": "Nothing newer than If-None-Match says."}}
        return {"200": self._answer(), **unchanged, **self._problems()}

    def _answer(self) -> Schema:
        components = Components(self.registry)
        shape = self.view.serializer_class.shape
        headers = {"ETag": _text("Hash of the body, to be sent as If-None-Match.")}
        if self._is_list():
            schema = components.page_of(shape)
            headers["Link"] = _text("The pages before and after (RFC 8288).")
        else:
            schema = components.shapes.schema_of(shape)
        content = {"application/json": {"schema": schema}}
        return {"description": "What was asked for.", "headers": headers, "content": content}

    def _problems(self) -> Schema:
        told = {"400": "The request is wrong."}
        if not self._is_open():
            told |= {"401": "Nobody is signed in.", "403": "Not open to this role."}
        if "{" in self.path:
            told["404"] = "No such thing, or none that the asker may know of."
        told["default"] = "Any other problem."
        schema = Components(self.registry).shapes.schema_of(Problem)
        content = {MEDIA_TYPE: {"schema": schema}}
        return {code: {"description": text, "content": content} for code, text in told.items()}

    def _is_list(self) -> bool:
        return isinstance(self.view, ListView) and self.method == "GET"

    def _is_open(self) -> bool:
        return any(isinstance(one, AllowAny) for one in self.view.get_permissions())

    def _told(self) -> tuple[str, str]:
        own = type(self.view).__dict__.get("__doc__")
        method = getattr(self.view, self.method.lower(), None)
        text = cleandoc(own or getattr(method, "__doc__", None) or "")
        summary, _, rest = text.partition("\n")
        return summary.rstrip("."), rest.strip()


def _window_parameters(view: Any) -> Iterator[OpenApiParameter]:
    yield OpenApiParameter("cursor", str, description="Where the page begins, as a page told.")
    size = {"type": "integer", "minimum": 1, "maximum": MAX_SIZE, "default": DEFAULT_SIZE}
    yield OpenApiParameter("page_size", size, description="Most rows of the page.")
    if view.orderings:
        names = list(view.orderings)
        ordering = {"type": "string", "enum": names, "default": names[0]}
        yield OpenApiParameter("ordering", ordering, description="What the rows are sorted by.")
    yield OpenApiParameter("count", bool, description="Whether to tell the length of the list.")


def _text(description: str) -> Schema:
    return {"schema": {"type": "string"}, "description": description}
