"""The id of a request."""

import pytest
from django.test import RequestFactory
from hypothesis import given, strategies as st

from yggdrasil.rest.middleware import request_id_of

REQUESTS = RequestFactory()


def with_id(sent):
    return REQUESTS.get("/", headers={"X-Request-ID": sent})


class TestRequestIdOf:
    @pytest.mark.parametrize("sent", ["a", "6b02-ea1_9.Z", "x" * 128])
    def test_is_the_one_sent(self, sent):
        assert request_id_of(with_id(sent)) == sent

    @pytest.mark.parametrize("sent", ["", " ", "x" * 129, "a b", "a\nb", "é", "<b>", "a;b"])
    def test_is_a_new_one_where_none_or_an_odd_one_was_sent(self, sent):
        made = request_id_of(with_id(sent))

        assert made != sent
        assert len(made) == 24

    def test_is_new_for_each_request(self):
        assert request_id_of(REQUESTS.get("/")) != request_id_of(REQUESTS.get("/"))

    @given(st.text(max_size=200))
    def test_is_safe_in_a_header_and_in_a_log(self, sent):
        made = request_id_of(with_id(sent))

        assert made.isascii()
        assert made.isprintable()
        assert 1 <= len(made) <= 128
