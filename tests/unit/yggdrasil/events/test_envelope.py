"""An envelope, coded for programs and spelled out for people."""

from datetime import UTC, datetime

import msgspec
import pytest

from yggdrasil import codec
from yggdrasil.events.envelope import Aggregate, Envelope, from_spelled_out, spelled_out

TOLD = Envelope(
    id="6b02eb5f97dc85b15baebe61",
    name="courses.course.changed.v1",
    version=1,
    source="courses",
    occurred_at=datetime(2026, 1, 15, 9, 30, 0, 123_000, tzinfo=UTC),
    aggregate=Aggregate(kind="courses.course", id="algebra", version=2),
    correlation_id="request",
    causation_id="",
    actor_id="",
    payload={"title": "Algebra", "tags": ["a"], "at": None},
)


class TestAnEnvelope:
    def test_is_the_same_after_the_wire(self):
        assert msgspec.msgpack.decode(msgspec.msgpack.encode(TOLD), type=Envelope) == TOLD

    def test_cannot_be_changed(self):
        with pytest.raises(AttributeError):
            TOLD.name = "another"


class TestSpelledOut:
    def test_names_every_field(self):
        plain = spelled_out(TOLD)

        assert plain["aggregate"] == {"kind": "courses.course", "id": "algebra", "version": 2}
        assert plain["occurred_at"] == "2026-01-15T09:30:00.123000Z"
        assert plain["payload"] == TOLD.payload

    def test_is_read_back_as_it_was(self):
        assert from_spelled_out(spelled_out(TOLD)) == TOLD

    @pytest.mark.parametrize("missing", ["id", "aggregate", "payload"])
    def test_is_refused_where_a_field_is_missing(self, missing):
        plain = spelled_out(TOLD)
        del plain[missing]

        with pytest.raises(codec.MalformedDataError):
            from_spelled_out(plain)
