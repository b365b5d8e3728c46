"""The official backend's operations, pointed at our compilers."""

from django_mongodb_backend.operations import DatabaseOperations as MongoOperations


class DatabaseOperations(MongoOperations):
    """Differ from the official ones in the compilers only."""

    compiler_module = "yggdrasil.mongodb.compiler"
