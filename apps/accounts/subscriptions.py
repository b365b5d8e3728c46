"""What the accounts app hears: nothing. Everybody else listens to it."""

from typing import Any

from yggdrasil.events.subscription import Subscription

SUBSCRIPTIONS: tuple[Subscription[Any], ...] = ()
