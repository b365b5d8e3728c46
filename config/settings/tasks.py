"""Celery: the broker and the habits every task shares. Read with the prefix CELERY_."""

# Whoever reads these settings has tasks, which are to belong to our application.
from config.celery import celery_app  # noqa: F401
from config.env import IS_TEST, read_uri
from config.settings.caches import REDIS_URL

CELERY_BROKER_URL = (
    read_uri("CELERY_BROKER_URL", "", schemes=("redis", "rediss", "amqp", "amqps")) or REDIS_URL
)
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
# With late acknowledgement alone, the death of a worker process acknowledges its task.
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TASK_ALWAYS_EAGER = IS_TEST
CELERY_TASK_EAGER_PROPAGATES = IS_TEST
CELERY_TASK_DEFAULT_QUEUE = "yggdrasil.tasks"
CELERY_BROKER_TRANSPORT_OPTIONS = (
    # A fact counts as handed over only once RabbitMQ has confirmed it.
    {"confirm_publish": True}
    if CELERY_BROKER_URL.startswith("amqp")
    # How long a killed worker's messages stay hidden; facts are caught up from the store sooner.
    else {"visibility_timeout": 300}
)
