"""A live predecessor."""

import os

import pytest
from pymongo import MongoClient

from yggdrasil.ids import new_id


@pytest.fixture
def predecessor():
    """Return an empty database that goes away."""
    yield from _database("predecessor")


@pytest.fixture
def empty_database():
    """Return another one."""
    yield from _database("merged")


def _database(name):
    with MongoClient(os.environ["MONGODB_URI"], datetime_conversion="DATETIME_AUTO") as client:
        database = client[f"{name}_{new_id()}"]
        yield database
        client.drop_database(database)
