"""Windows of facts as batches."""

from hypothesis import given, strategies as st

from tests.contracts.eventstore.conftest import fact
from yggdrasil.bus import batch as batches_of
from yggdrasil.bus.windows import batches, counted_after
from yggdrasil.eventstore.store import Recorded

HEARERS = {
    "courses.course.changed.v1": ("planning", "statistics"),
    "courses.course.shut.v1": ("statistics",),
}
NAMES = [*HEARERS, "courses.course.ignored.v1"]


def window(*told: tuple[str, str], start: int = 0) -> list[Recorded]:
    versions: dict[str, int] = {}
    facts = []
    for position, (of, name) in enumerate(told, start=start + 1):
        versions[of] = versions.get(of, 0) + 1
        facts.append(Recorded(position=position, envelope=fact(versions[of], of=of, name=name)))
    return facts


class TestBatches:
    def test_puts_facts_of_one_name_into_one_message(self) -> None:
        facts = window(("a", NAMES[0]), ("b", NAMES[0]), ("a", NAMES[0]))

        (made,) = batches(
            facts, home="course", start=0, end=99, hearers=HEARERS, counts={"planning": 7}
        )

        assert [kept.position for kept in made.facts] == [1, 2, 3]
        assert made.before == {"planning": 7, "statistics": 0}

    def test_leaves_out_what_nobody_hears(self) -> None:
        facts = window(("a", NAMES[2]), ("b", NAMES[2]))

        assert batches(facts, home="course", start=0, end=99, hearers=HEARERS, counts={}) == []

    @given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(NAMES)), max_size=30))
    def test_sent_in_order_shows_each_history_by_version(self, told: list[tuple[str, str]]) -> None:
        facts = window(*told)
        made = batches(facts, home="course", start=0, end=99, hearers=HEARERS, counts={})

        sent = [kept for message in made for kept in message.facts]
        for of in "abc":
            mine = [k.envelope.aggregate.version for k in sent if k.envelope.aggregate.id == of]
            assert mine == sorted(mine)
        heard = [kept for kept in facts if kept.envelope.name in HEARERS]
        assert sorted(k.position for k in sent) == [k.position for k in heard]

    @given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(NAMES)), max_size=30))
    def test_counts_for_each_hearer_what_was_sent_before(self, told: list[tuple[str, str]]) -> None:
        made = batches(window(*told), home="course", start=0, end=99, hearers=HEARERS, counts={})

        counts: dict[str, int] = {}
        for message in made:
            for app in HEARERS[message.name]:
                assert message.before[app] == counts.get(app, 0)
                counts[app] = counts.get(app, 0) + len(message.facts)
        assert counted_after(made, {}) == counts


class TestEncode:
    def test_survives_the_wire(self) -> None:
        (made,) = batches(
            window(("a", NAMES[0])), home="course", start=0, end=99, hearers=HEARERS, counts={}
        )

        assert batches_of.decode(batches_of.encode(made)) == made
