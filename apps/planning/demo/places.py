"""Twelve rooms and six things."""

from apps.planning import operations
from apps.planning.data import LocationKind, ResourceKind
from apps.planning.demo.history import missing
from apps.planning.models import Location, Resource
from yggdrasil.context import Actor
from yggdrasil.ids import derived_id
from yggdrasil.mongodb.homes import alias_of
from yggdrasil.mongodb.unit_of_work import unit_of_work

# Name, building, kind, how many it holds.
ROOMS = (
    ("Ash 101", "Ash", LocationKind.CLASSROOM, 32),
    ("Ash 102", "Ash", LocationKind.CLASSROOM, 32),
    ("Ash 103", "Ash", LocationKind.CLASSROOM, 28),
    ("Ash 104", "Ash", LocationKind.CLASSROOM, 28),
    ("Birch 201", "Birch", LocationKind.LABORATORY, 24),
    ("Birch 202", "Birch", LocationKind.LABORATORY, 24),
    ("Birch 203", "Birch", LocationKind.CLASSROOM, 40),
    ("Birch 204", "Birch", LocationKind.OFFICE, 8),
    ("Elm Lecture Hall", "Elm", LocationKind.LECTURE_HALL, 180),
    ("Elm Seminar Room", "Elm", LocationKind.CLASSROOM, 20),
    ("Courtyard", "", LocationKind.OUTDOORS, 300),
    ("Online room", "", LocationKind.ONLINE, 500),
)

# Name, kind, how many, where.
THINGS = (
    ("Video projector", ResourceKind.DEVICE, 3, None),
    ("Laptop", ResourceKind.DEVICE, 24, "Birch 201"),
    ("Oscilloscope", ResourceKind.INSTRUMENT, 8, "Birch 202"),
    ("Grand piano", ResourceKind.INSTRUMENT, 1, "Elm Lecture Hall"),
    ("Minibus", ResourceKind.VEHICLE, 1, None),
    ("Modelling licence", ResourceKind.LICENCE, 30, None),
)


def room_id(name: str) -> str:
    """Return the id of a demo location.

    Args:
        name: its name.
    """
    return derived_id("demo", "location", name)


def thing_id(name: str) -> str:
    """Return the id of a demo resource.

    Args:
        name: its name.
    """
    return derived_id("demo", "resource", name)


def make_places(planner: Actor) -> None:
    """Add the locations and resources that are missing.

    Args:
        planner: who adds them.
    """
    unit_of_work(alias_of("planning")).run(lambda: _make(planner))


def _make(planner: Actor) -> None:
    rooms = set(missing(Location, [room_id(name) for name, *_ in ROOMS]))
    things = set(missing(Resource, [thing_id(name) for name, *_ in THINGS]))
    for name, building, kind, capacity in ROOMS:
        if room_id(name) in rooms:
            operations.add_location(
                name=name,
                building=building,
                kind=kind,
                capacity=capacity,
                actor=planner,
                location_id=room_id(name),
            )
    for name, sort, quantity, where in THINGS:
        if thing_id(name) in things:
            operations.add_resource(
                name=name,
                kind=sort,
                quantity=quantity,
                location_id=room_id(where) if where else None,
                actor=planner,
                resource_id=thing_id(name),
            )
