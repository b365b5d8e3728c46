"""One alias per home: its own URI, else MONGODB_URI, else the local server."""

from config.env import ENVIRONMENT, local_uri, read, read_uri
from routers.homes import HOMES, Home

SCHEMES = ("mongodb", "mongodb+srv")

_SHARED_URI = read_uri("MONGODB_URI", "", schemes=SCHEMES) or local_uri("mongodb")

# Only what is set: the engine has defaults, and a URI may state its own.
_POOL = {
    option: value
    for option, variable, least in (
        ("maxPoolSize", "MONGODB_MAX_POOL_SIZE", 0),
        ("minPoolSize", "MONGODB_MIN_POOL_SIZE", 0),
        ("serverSelectionTimeoutMS", "MONGODB_SELECTION_TIMEOUT_MS", 1),
        ("socketTimeoutMS", "MONGODB_SOCKET_TIMEOUT_MS", 1),
    )
    if (value := read("int", variable, least=least)) is not None
}


def _database(home: Home) -> dict[str, object]:
    own_uri = read_uri(home.uri_variable, "", schemes=SCHEMES)
    return {
        "ENGINE": "yggdrasil.mongodb",
        "HOST": own_uri or _SHARED_URI,
        "NAME": f"yggdrasil_{home.database}_{ENVIRONMENT}",
        "OPTIONS": dict(_POOL),
        "TEST": {"NAME": f"yggdrasil_{home.database}_{ENVIRONMENT}_pytest"},
        # Whose value to doubt when the server is not what it should be.
        "URI_VARIABLE": home.uri_variable if own_uri else "MONGODB_URI",
    }


DATABASES = {home.alias: _database(home) for home in HOMES}

# MongoRouter first: it keeps embedded models from getting collections of their own.
DATABASE_ROUTERS = [
    "django_mongodb_backend.routers.MongoRouter",
    "routers.home_router.HomeRouter",
]
