"""Values at a path, and keys in their order."""

from bson import ObjectId
from hypothesis import given, strategies as st

from yggdrasil.cutover.mapping.documents import values_at
from yggdrasil.cutover.mapping.keys import in_order

names = st.sampled_from(["a", "b", "c"])
documents = st.recursive(
    st.integers() | st.text(max_size=2) | st.none(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(names, inner, max_size=3),
    max_leaves=20,
)
paths = st.lists(names, max_size=3).map(".".join)


class TestValuesAt:
    @given(documents, paths)
    def test_are_found_step_by_step(self, document, path):
        assert list(values_at(document, path)) == list(step_by_step(document, path))


def step_by_step(document, path):
    if isinstance(document, list):
        for element in document:
            yield from step_by_step(element, path)
    elif not path:
        yield document
    elif isinstance(document, dict):
        step, _, rest = path.partition(".")
        if step in document:
            yield from step_by_step(document[step], rest)


class TestInOrder:
    @given(st.lists(st.binary(min_size=12, max_size=12).map(ObjectId)))
    def test_is_the_order_of_the_keys_themselves(self, keys):
        assert in_order(keys) == sorted(keys)
