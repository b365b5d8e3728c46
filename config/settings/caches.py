"""Redis: cache and sessions."""

from typing import Any

from config.env import IS_TEST, local_uri, read_uri

REDIS_URL = read_uri("REDIS_URL", "", schemes=("redis", "rediss", "unix")) or local_uri("redis")

CACHES: dict[str, dict[str, Any]] = {
    "default": {
        "BACKEND": "django_redis.cache.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "test" if IS_TEST else "yggdrasil",
        "OPTIONS": {"CLIENT_CLASS": "yggdrasil.servers.named.NamedRedisClient"},
    }
}

SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
