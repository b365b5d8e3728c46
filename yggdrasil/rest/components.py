"""The named parts of the OpenAPI description: one for each dataclass and enum that is spoken of."""

from collections.abc import Callable

from django.apps import apps
from drf_spectacular.extensions import OpenApiSerializerExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import ComponentIdentity, ComponentRegistry, ResolvedComponent
from drf_spectacular.utils import Direction

from yggdrasil.rest.shapes import Schema, Shapes


class Components:
    """The components of one description.

    Args:
        registry: drf-spectacular's.
        direction: `response` or `request`; a shape may need other fields in a body.
    """

    def __init__(self, registry: ComponentRegistry, direction: Direction = "response") -> None:
        self._registry = registry
        self._suffix = "Request" if direction == "request" else ""
        self.shapes = Shapes(self.refer, is_answer=direction == "response")

    def refer(self, cls: type, make: Callable[[], Schema]) -> Schema:
        """Return a reference to a component, made when it is first spoken of.

        Args:
            cls: a dataclass or an enum.
            make: makes its schema, which may speak of itself.

        Returns:
            `{"$ref": ...}`
        """
        name = self.name_of(cls)
        component = ResolvedComponent(name=name, type=ResolvedComponent.SCHEMA, object=cls)
        if component not in self._registry:
            self._registry.register(component)
            component.schema = make()
        return {"$ref": f"#/components/schemas/{component.name}"}

    def name_of(self, cls: type) -> str:
        """Return the name of a component: the class's, with its app's where two share one.

        Args:
            cls: a dataclass or an enum.

        Returns:
            The name, without the word Data at its end.
        """
        name = (cls.__name__.removesuffix("Data") or cls.__name__) + self._suffix
        taken = self._registry._components.get((name, ResolvedComponent.SCHEMA))
        if taken is None or taken.object == cls:
            return name
        app = apps.get_containing_app_config(cls.__module__)
        return f"{app.label.title() if app else ''}{name}"

    def page_of(self, cls: type) -> Schema:
        """Return the schema of a page.

        Args:
            cls: dataclass of the rows.

        Returns:
            The schema of the answer of a list.
        """
        link = {"type": ["string", "null"], "format": "uri"}
        properties: Schema = {
            "results": {"type": "array", "items": self.shapes.schema_of(cls)},
            "next": {**link, "description": "Address of the page after this one."},
            "previous": {**link, "description": "Address of the page before this one."},
        }
        required = list(properties)
        told = "Length of the whole list, if it was asked for."
        properties["count"] = {"type": "integer", "description": told}
        return {"type": "object", "properties": properties, "required": required}


class DataSerializerExtension(OpenApiSerializerExtension):
    """Maps a DataSerializer by its dataclass, where drf-spectacular meets one by itself."""

    target_class = "yggdrasil.rest.serializers.DataSerializer"
    match_subclasses = True

    def get_name(self, auto_schema: AutoSchema, direction: Direction) -> str:
        """Return the name of the component."""
        return Components(auto_schema.registry, direction).name_of(self.target.shape)

    def get_identity(
        self,
        auto_schema: AutoSchema,  # noqa: ARG002 - drf-spectacular's signature
        direction: Direction,  # noqa: ARG002
    ) -> ComponentIdentity:
        """Return what makes two components the same."""
        return ComponentIdentity(self.target.shape)

    def map_serializer(self, auto_schema: AutoSchema, direction: Direction) -> Schema:
        """Return the schema of the dataclass."""
        return Components(auto_schema.registry, direction).shapes.object_of(self.target.shape)
