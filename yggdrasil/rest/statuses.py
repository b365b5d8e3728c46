"""One table: from an error to its HTTP status."""

from django.core.exceptions import (
    BadRequest,
    PermissionDenied,
    RequestDataTooBig,
    SuspiciousOperation,
)
from django.http import Http404, UnreadablePostError
from rest_framework import exceptions as drf

from yggdrasil.errors import (
    ConflictError,
    ForbiddenError,
    InvalidError,
    NotFoundError,
    UnavailableError,
)

# The first row an error is an instance of decides its status.
STATUSES: tuple[tuple[type[Exception], int], ...] = (
    (InvalidError, 400),
    (ForbiddenError, 403),
    (NotFoundError, 404),
    (ConflictError, 409),
    (UnavailableError, 503),
    (drf.NotAuthenticated, 401),
    (drf.AuthenticationFailed, 401),
    (Http404, 404),
    (PermissionDenied, 403),
    (RequestDataTooBig, 413),
    (SuspiciousOperation, 400),
    (BadRequest, 400),
    (UnreadablePostError, 400),
)

# What is said where the error itself says nothing that a stranger may read.
DETAILS = {
    400: "The request could not be understood.",
    403: "This is not open to you.",
    404: "There is nothing at this address.",
    413: "The body is too large.",
    500: "Something went wrong here; it is logged under the id of this request.",
    503: "A server that is needed does not answer. Try again in a few seconds.",
}


def status_of(error: BaseException) -> int:
    """Return the HTTP status of an error.

    Args:
        error: any error.

    Returns:
        That of the first row of the table it is an instance of; the framework's own choice for
        its other errors; 500 for anything else.
    """
    for kind, status in STATUSES:
        if isinstance(error, kind):
            return status
    return error.status_code if isinstance(error, drf.APIException) else 500
