"""Topic routing, pair by pair, as RabbitMQ answers; tests/contracts asks RabbitMQ itself."""

import pytest

from yggdrasil.bus.carrying.routing import matches

PAIRS = [
    ("a.b.c", "a.b.c", True),
    ("a.b.c", "a.b", False),
    ("a.b", "a.b.c", False),
    ("a.b.c", "a.b.d", False),
    ("*", "a", True),
    ("*", "a.b", False),
    ("*", "", False),
    ("a.*", "a.b", True),
    ("a.*", "a", False),
    ("a.*", "a.b.c", False),
    ("*.b", "a.b", True),
    ("*.b", "b", False),
    ("a.*.c", "a.b.c", True),
    ("a.*.c", "a.c", False),
    ("*.*", "a.b", True),
    ("#", "", True),
    ("#", "a", True),
    ("#", "a.b.c", True),
    ("a.#", "a", True),
    ("a.#", "a.b.c", True),
    ("a.#", "b", False),
    ("#.c", "c", True),
    ("#.c", "a.b.c", True),
    ("#.c", "a.b.c.d", False),
    ("a.#.c", "a.c", True),
    ("a.#.c", "a.b.b.c", True),
    ("a.#.c", "a.b", False),
    ("#.b.#", "b", True),
    ("#.b.#", "a.b.c", True),
    ("*.#", "a", True),
    ("#.*", "a.b", True),
    ("course-service.#", "course-service.courses.course.published.v1", True),
    ("*.courses.#", "course-service.courses.course.published.v1", True),
    ("course-service.*", "course-service.courses.course.published.v1", False),
]


class TestMatches:
    @pytest.mark.parametrize(("pattern", "key", "answer"), PAIRS)
    def test_decides_as_rabbitmq_does(self, pattern: str, key: str, answer: bool) -> None:
        assert matches(pattern, key) is answer
