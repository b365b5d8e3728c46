"""The ASGI entrance; channels will route its sockets here."""

import os

from channels.routing import ProtocolTypeRouter
from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.main")

application = ProtocolTypeRouter({"http": get_asgi_application()})
