"""The Celery application: tasks of every app, and that which tends the hearers."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.main")

celery_app = Celery("yggdrasil")
celery_app.config_from_object("django.conf:settings", namespace="CELERY")
celery_app.autodiscover_tasks()
celery_app.autodiscover_tasks(["yggdrasil.bus.hearing"], related_name="tending")
