"""Windows of facts as batches."""

from hypothesis import given, strategies as st

from tests.contracts.eventstore.conftest import fact
from yggdrasil.bus.carrying import batch as batches_of
from yggdrasil.bus.carrying.batch import Batch, Place
from yggdrasil.bus.telling.windows import batches, heard_after
from yggdrasil.eventstore.store import Recorded

HEARERS = {
    "courses.course.changed.v1": ("planning", "statistics"),
    "courses.course.shut.v1": ("statistics",),
}
TABLES = {"planning": "p", "statistics": "s"}
NAMES = [*HEARERS, "courses.course.ignored.v1"]


def made_of(facts: list[Recorded], heard: dict[str, int] | None = None) -> list[Batch]:
    return batches(facts, home="course", end=99, hearers=HEARERS, tables=TABLES, heard=heard or {})


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

        (made,) = made_of(facts, {"planning": 7})

        assert [kept.position for kept in made.facts] == [1, 2, 3]
        assert made.places["planning"] == Place(after=7, part=1, parts=1, table="p")
        assert made.places["statistics"] == Place(after=0, part=1, parts=1, table="s")

    def test_leaves_out_what_nobody_hears(self) -> None:
        facts = window(("a", NAMES[2]), ("b", NAMES[2]))

        assert made_of(facts) == []

    @given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(NAMES)), max_size=30))
    def test_sent_in_order_shows_each_history_by_version(self, told: list[tuple[str, str]]) -> None:
        facts = window(*told)
        made = made_of(facts)

        sent = [kept for message in made for kept in message.facts]
        for of in "abc":
            mine = [k.envelope.aggregate.version for k in sent if k.envelope.aggregate.id == of]
            assert mine == sorted(mine)
        heard = [kept for kept in facts if kept.envelope.name in HEARERS]
        assert sorted(k.position for k in sent) == [k.position for k in heard]

    @given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(NAMES)), max_size=30))
    def test_numbers_for_each_hearer_the_parts_it_is_sent(
        self, told: list[tuple[str, str]]
    ) -> None:
        made = made_of(window(*told))

        for app in TABLES:
            places = [message.places[app] for message in made if app in message.places]
            assert [place.part for place in places] == list(range(1, len(places) + 1))
            assert {place.parts for place in places} <= {len(places)}

    @given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(NAMES)), max_size=30))
    def test_leaves_each_hearer_at_the_last_fact_it_hears(
        self, told: list[tuple[str, str]]
    ) -> None:
        facts = window(*told)

        after = heard_after(facts, hearers=HEARERS, heard={})

        for app in TABLES:
            mine = [f.position for f in facts if app in HEARERS.get(f.envelope.name, ())]
            assert after.get(app, 0) == max(mine, default=0)


class TestEncode:
    def test_survives_the_wire(self) -> None:
        (made,) = made_of(window(("a", NAMES[0])))

        assert batches_of.decode(batches_of.encode(made)) == made
