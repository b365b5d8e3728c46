"""One alias per home: its own URI, else MONGODB_URI, else the local server."""

from config.env import ENVIRONMENT, local_uri, read, read_uri
from routers.homes import HOMES, Home

SCHEMES = ("mongodb", "mongodb+srv")

_SHARED_URI = read_uri("MONGODB_URI", "", schemes=SCHEMES) or local_uri("mongodb")

# Seed figures; times in milliseconds, as the driver names them.
_POOL = {
    "maxPoolSize": read("int", "MONGODB_MAX_POOL_SIZE", 10),
    "minPoolSize": read("int", "MONGODB_MIN_POOL_SIZE", 2),
    "serverSelectionTimeoutMS": read("int", "MONGODB_SELECTION_TIMEOUT_MS", 5_000),
    "socketTimeoutMS": read("int", "MONGODB_SOCKET_TIMEOUT_MS", 45_000),
}


def _database(home: Home) -> dict[str, object]:
    return {
        "ENGINE": "yggdrasil.mongodb",
        "HOST": read_uri(home.uri_variable, "", schemes=SCHEMES) or _SHARED_URI,
        "NAME": f"yggdrasil_{home.database}_{ENVIRONMENT}",
        "OPTIONS": dict(_POOL),
        "TEST": {"NAME": f"yggdrasil_{home.database}_{ENVIRONMENT}_pytest"},
    }


DATABASES = {home.alias: _database(home) for home in HOMES}

# MongoRouter first: it keeps embedded models from getting collections of their own.
DATABASE_ROUTERS = [
    "django_mongodb_backend.routers.MongoRouter",
    "routers.home_router.HomeRouter",
]
