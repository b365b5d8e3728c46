"""Commands that move documents start with less, but with every model."""

import subprocess
import sys

from django.apps import AppConfig, apps

from config.env import ROOT
from config.settings import cutover

WAIT = (
    "from pymongo.synchronous import monitor; monitor._shutdown_executors = lambda: print('waits')"
)
LEAVE = "from yggdrasil.management.leaving import leave_at_once; leave_at_once()"


def told_by(*lines):
    """Return what a process of its own says."""
    told = subprocess.run(
        [sys.executable, "-c", "; ".join(lines)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return told.stdout.strip()


class TestTheSettingsOfACutover:
    def test_name_every_app_that_has_models(self):
        named = {AppConfig.create(entry).name for entry in cutover.INSTALLED_APPS}

        assert named >= {app.name for app in apps.get_app_configs() if any(app.get_models())}

    def test_keep_what_each_app_is_called(self):
        for entry in cutover.INSTALLED_APPS:
            config = AppConfig.create(entry)

            assert config.label == apps.get_app_config(config.label).label
            assert config.default_auto_field == apps.get_app_config(config.label).default_auto_field

    def test_load_neither_tasks_nor_pages(self):
        told = told_by(
            "import os, sys, django",
            "os.environ['DJANGO_SETTINGS_MODULE'] = 'config.settings.cutover'",
            "django.setup()",
            "print({'celery', 'unfold', 'rest_framework'} & sys.modules.keys())",
        )

        assert told == "set()"


class TestACommandThatEnds:
    def test_would_be_held_up_by_the_driver(self):
        assert told_by(WAIT) == "waits"

    def test_is_not_where_it_leaves_at_once(self):
        assert told_by(WAIT, LEAVE) == ""
