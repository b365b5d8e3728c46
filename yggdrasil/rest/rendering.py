"""Data to JSON, straight from dataclasses."""

from typing import Any

from rest_framework.renderers import BaseRenderer

from yggdrasil import codec


class DataRenderer(BaseRenderer):
    """JSON, UTF-8, by the platform's codec."""

    media_type = "application/json"
    format = "json"
    # RFC 8259 knows no charset parameter: JSON between systems is UTF-8.
    charset = None
    render_style = "binary"

    def render(
        self,
        data: Any,
        accepted_media_type: str | None = None,  # noqa: ARG002 - DRF's signature
        renderer_context: Any = None,  # noqa: ARG002
    ) -> bytes:
        """Return the data as JSON; nothing for nothing, as a 204 has it."""
        return b"" if data is None else codec.encode(data)
