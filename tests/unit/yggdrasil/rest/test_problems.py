"""Any error as a problem."""

import json

import pytest
from django.core import exceptions as django
from django.http import Http404
from kombu.exceptions import OperationalError
from pymongo.errors import AutoReconnect, DuplicateKeyError, ServerSelectionTimeoutError
from redis.exceptions import ConnectionError as RedisConnectionError
from rest_framework import exceptions as drf

from yggdrasil import errors
from yggdrasil.context import Context, use
from yggdrasil.rest.problems import MEDIA_TYPE, problem_of


class SeatTakenError(errors.ConflictError):
    """Somebody sits there."""


def told(error):
    answer = problem_of(error, path="/api/v1/seats/ä/")
    return answer, json.loads(answer.content)


class TestProblemOf:
    @pytest.mark.parametrize(
        ("error", "status", "code"),
        [
            (errors.InvalidError("x"), 400, "invalid"),
            (errors.ForbiddenError("x"), 403, "forbidden"),
            (errors.NotFoundError("x"), 404, "not_found"),
            (SeatTakenError("x"), 409, "seat_taken"),
            (errors.UnavailableError("x"), 503, "unavailable"),
            (drf.NotAuthenticated(), 401, "not_authenticated"),
            (drf.AuthenticationFailed(), 401, "authentication_failed"),
            (drf.PermissionDenied(code="role_not_allowed"), 403, "role_not_allowed"),
            (drf.MethodNotAllowed("PUT"), 405, "method_not_allowed"),
            (drf.NotAcceptable(), 406, "not_acceptable"),
            (drf.UnsupportedMediaType("text/csv"), 415, "unsupported_media_type"),
            (drf.ParseError(), 400, "parse_error"),
            (drf.Throttled(wait=2.2), 429, "throttled"),
            (Http404("secret"), 404, "not_found"),
            (django.PermissionDenied("secret"), 403, "forbidden"),
            (django.RequestDataTooBig("secret"), 413, "request_entity_too_large"),
            (django.SuspiciousOperation("secret"), 400, "bad_request"),
            (django.BadRequest("secret"), 400, "bad_request"),
            (django.ValidationError("x"), 400, "invalid"),
            (ServerSelectionTimeoutError("mongodb://u:secret@h"), 503, "unavailable"),
            (RedisConnectionError("redis://:secret@h"), 503, "unavailable"),
            (OperationalError("amqp://u:secret@h"), 503, "unavailable"),
        ],
    )
    def test_has_one_status_and_one_code_for_each_kind(self, error, status, code):
        answer, body = told(error)

        assert (answer.status_code, body["status"], body["code"]) == (status, status, code)
        assert body["type"] == f"tag:yggdrasil.edu,2026:problem:{code}"
        assert b"secret" not in answer.content

    def test_has_all_members_of_the_contract(self):
        wrong = errors.FieldError(field="seat", message="Taken.", code="taken")
        with use(Context(correlation_id="request-7")):
            answer, body = told(SeatTakenError("Seat 7 is taken.", errors=(wrong,)))

        assert answer.headers["Content-Type"] == MEDIA_TYPE
        assert body == {
            "type": "tag:yggdrasil.edu,2026:problem:seat_taken",
            "title": "Seat taken",
            "status": 409,
            "detail": "Seat 7 is taken.",
            "instance": "/api/v1/seats/%C3%A4/",
            "code": "seat_taken",
            "errors": [{"field": "seat", "message": "Taken.", "code": "taken"}],
            "request_id": "request-7",
        }

    def test_says_how_to_sign_in(self):
        answer, _ = told(drf.NotAuthenticated())

        assert answer.headers["WWW-Authenticate"].startswith("Bearer")

    def test_says_when_to_come_back(self):
        assert told(drf.Throttled(wait=2.2))[0].headers["Retry-After"] == "3"
        assert told(errors.UnavailableError("x"))[0].headers["Retry-After"] == "5"

    def test_finds_an_outage_beneath_other_errors(self):
        error = LookupError("a layer above")
        error.__cause__ = AutoReconnect()

        assert told(error)[0].status_code == 503

    def test_flattens_what_serializers_and_models_tell(self):
        nested = {"title": ["Too long."], "chapters": [{}, {"title": ["Too short."]}]}

        fields = [error["field"] for error in told(drf.ValidationError(nested))[1]["errors"]]
        of_model = told(django.ValidationError({"email": ["Taken."]}))[1]["errors"]

        assert fields == ["title", "chapters.1.title"]
        assert of_model == [{"field": "email", "message": "Taken.", "code": "invalid"}]

    def test_reads_the_sentence_that_token_errors_hide(self):
        error = drf.AuthenticationFailed({"detail": "Expired.", "code": "token_not_valid"})

        _, body = told(error)

        assert (body["detail"], body["code"]) == ("Expired.", "token_not_valid")

    @pytest.mark.parametrize("error", [KeyError("x"), DuplicateKeyError("x"), RecursionError()])
    def test_leaves_to_django_what_nobody_foresaw(self, error):
        assert problem_of(error, path="/") is None
