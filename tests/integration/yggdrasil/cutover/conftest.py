"""A live predecessor."""

import os

import pytest
from pymongo import MongoClient

from yggdrasil.ids import new_id


@pytest.fixture
def predecessor():
    """Return an empty database that goes away."""
    with MongoClient(os.environ["MONGODB_URI"], datetime_conversion="DATETIME_AUTO") as client:
        database = client[f"predecessor_{new_id()}"]
        yield database
        client.drop_database(database)
