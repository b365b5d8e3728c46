"""All parts put together. YGGDRASIL_ENV says for which environment; see `.env.example`."""

from config.settings.admin import *
from config.settings.caches import *
from config.settings.databases import *
from config.settings.django import *
from config.settings.logging import *
from config.settings.rest import *
from config.settings.security import *
from config.settings.tasks import *
from config.settings.yggdrasil import *
