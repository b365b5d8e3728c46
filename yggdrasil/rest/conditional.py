"""Conditional reads: an answer that the asker already holds is not sent again."""

from collections.abc import Collection
from hashlib import blake2b
from http import HTTPStatus

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_vary_headers
from rest_framework.request import Request
from rest_framework.response import Response

from yggdrasil import codec

READS = frozenset({"GET", "HEAD"})


def make_conditional(
    request: Request, response: HttpResponseBase, *, moments: Collection[str] = ()
) -> HttpResponseBase:
    """Give the answer to a read its ETag, or send 304 in its place, once it is rendered.

    Args:
        request: the read; its `If-None-Match` decides.
        response: the answer; anything but data with status 200 is left alone.
        moments: fields that only tell when it was asked for. Answers that differ in nothing else
            have the same tag, a weak one (RFC 9110, 8.8.1).

    Returns:
        The same answer, which will be conditional.
    """
    is_read = request.method in READS and response.status_code == HTTPStatus.OK
    if is_read and isinstance(response, Response):

        def tag(rendered: Response) -> HttpResponse | None:
            etag = _etag_beside(moments, rendered) if moments else etag_of(rendered.content)
            return _tagged(request, rendered, etag)

        response.add_post_render_callback(tag)
    return response


def etag_of(body: bytes) -> str:
    """Return the strong entity tag of a body.

    Args:
        body: the bytes as sent.

    Returns:
        A quoted tag: 128 bits of a hash.
    """
    return f'"{blake2b(body, digest_size=16).hexdigest()}"'


def _etag_beside(moments: Collection[str], response: Response) -> str:
    told = codec.to_builtins(response.data)
    lasting = {name: value for name, value in told.items() if name not in moments}
    return f"W/{etag_of(codec.encode(lasting))}"


def _tagged(request: Request, response: Response, etag: str) -> HttpResponse | None:
    response.headers["ETag"] = etag
    # What one person may see is no answer for another, and is asked for again each time.
    response.headers.setdefault("Cache-Control", "private, no-cache")
    patch_vary_headers(response, ["Authorization"])
    return get_conditional_response(request, etag=etag, response=response)
