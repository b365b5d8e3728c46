"""A batch as the bytes of a message: the same again, and nothing else taken for one."""

import zlib

import pytest

from tests.contracts.eventstore.conftest import fact
from yggdrasil.bus.carrying import batch as batches
from yggdrasil.bus.carrying.batch import Batch, MalformedBatchError, Place, decode, encode
from yggdrasil.eventstore.store import Recorded


def batch(facts: int) -> Batch:
    told = tuple(Recorded(position=place, envelope=fact(place)) for place in range(1, facts + 1))
    places = {"news": Place(after=0, part=1, parts=1, table="digest")}
    return Batch(home="planning", name="n.v1", window="one", end=facts, places=places, facts=told)


class TestEncode:
    @pytest.mark.parametrize("facts", [0, 1, 500])
    def test_is_undone_by_decode(self, facts: int) -> None:
        sent = batch(facts)

        assert decode(encode(sent)) == sent

    def test_packs_what_is_worth_it(self) -> None:
        assert encode(batch(500)).startswith(b"x")
        assert len(encode(batch(500))) < len(encode(batch(1))) * 500 / 2

    def test_leaves_a_few_facts_as_they_are(self) -> None:
        assert not encode(batch(1)).startswith(b"x")


class TestDecode:
    @pytest.mark.parametrize(
        "body",
        [b"", b"x", b"nothing of ours", encode(batch(500))[:-1], zlib.compress(b"\x80")],
        ids=["nothing", "a beginning", "text", "without its end", "packed nonsense"],
    )
    def test_takes_nothing_else_for_a_batch(self, body: bytes) -> None:
        with pytest.raises(MalformedBatchError):
            decode(body)

    def test_fills_no_memory_for_what_nobody_would_send(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(batches, "MOST_UNPACKED_BYTES", 10_000)

        with pytest.raises(MalformedBatchError):
            decode(encode(batch(500)))
