"""JSON bodies to plain values: bounded in size and depth, UTF-8 only."""

from typing import IO, Any

import msgspec
from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from rest_framework.exceptions import ParseError
from rest_framework.parsers import BaseParser


class DataParser(BaseParser):
    """JSON by the codec's reader."""

    media_type = "application/json"

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,  # noqa: ARG002 - DRF's signature
        parser_context: Any = None,  # noqa: ARG002
    ) -> Any:
        """Return the body as dictionaries, lists and plain values.

        Raises:
            RequestDataTooBig: if it is longer than DATA_UPLOAD_MAX_MEMORY_SIZE.
            ParseError: if it is not JSON in UTF-8, or nested too deeply.
        """
        body = stream.read(settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)
        if len(body) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            raise RequestDataTooBig
        try:
            return msgspec.json.decode(body)
        except RecursionError:
            raise ParseError("The body is nested too deeply.") from None
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            raise ParseError(f"The body is not JSON in UTF-8: {error}.") from error
