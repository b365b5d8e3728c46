"""The Celery application: tasks of every app, and that which tends the hearers."""

import os

from celery.signals import beat_init, celeryd_init

from yggdrasil.servers.named import NamedCelery, end_without_broker

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.main")

celery_app = NamedCelery("yggdrasil")
celery_app.config_from_object("django.conf:settings", namespace="CELERY")
celery_app.autodiscover_tasks()
celery_app.autodiscover_tasks(["yggdrasil.bus.hearing"], related_name="tending")
for begin in (celeryd_init, beat_init):
    begin.connect(end_without_broker)
