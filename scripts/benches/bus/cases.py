"""What is measured of the bus, and what will do."""

from collections.abc import Callable, Iterator

from scripts.benches.bus import carrying, living, resting
from scripts.benches.bus.rabbitmq import rabbitmq
from scripts.benches.harness import Case, Figure, Readings
from tests.scenarios.rabbitmq import SERVER

# isort: split
from django.conf import settings


def on_redis(measure: Callable[[str], Readings]) -> Callable[[], Readings]:
    """Return a round on the Redis of the settings."""
    return lambda: measure(settings.REDIS_URL)


def on_rabbitmq(measure: Callable[[str], Readings]) -> Callable[[], Readings]:
    """Return a round on a RabbitMQ of its own."""

    def run() -> Readings:
        with rabbitmq() as url:
            return measure(url)

    return run


def cases_on(broker: str, on: Callable[..., Callable[[], Readings]]) -> Iterator[Case]:
    """Return what is measured on each broker.

    Args:
        broker: its name.
        on: makes a round on it.
    """
    yield Case(
        measure=on(carrying.carry),
        rounds=3,
        figures=(
            Figure(
                name=f"bus on {broker}, beside a task a fact",
                unit="facts/s",
                value="batches",
                yardstick="tasks",
                at_least=100_000,
                ratio_at_least=30,
            ),
        ),
    )
    yield Case(
        measure=on(living.latency),
        rounds=1,
        figures=tuple(
            Figure(
                name=f"commit to handled on {broker}, {name}",
                unit="ms",
                value=name,
                yardstick="commit",
                at_most=at_most,
            )
            for name, at_most in (("mean", 10), ("p99", 25))
        ),
    )


CASES = (
    *cases_on("Redis", on_redis),
    *(case for _ in range(SERVER.exists()) for case in cases_on("RabbitMQ", on_rabbitmq)),
    Case(
        measure=on_redis(living.outbox),
        rounds=1,
        figures=(
            Figure(
                name="outbox end to end, beside insert_many",
                unit="facts/s",
                value="carried",
                yardstick="inserted",
                at_least=5_000,
            ),
        ),
    ),
    Case(
        measure=on_redis(resting.rest),
        rounds=1,
        figures=(
            Figure(
                name="bus at rest, its most asked home in 5 s",
                unit="queries",
                value="queries",
                yardstick="one",
                at_most=1,
            ),
            Figure(
                name="bus at rest, relay, hearer, worker and beat, of a core",
                unit="%",
                value="percent",
                yardstick="one",
                at_most=2,
            ),
        ),
    ),
)
