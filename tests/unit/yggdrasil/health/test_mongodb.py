from contextlib import nullcontext
from types import SimpleNamespace

import pytest

from yggdrasil.health.backends import mongodb
from yggdrasil.health.check import FailingError


@pytest.mark.parametrize("is_primary", [True, False])
def test_a_home_without_a_primary_takes_no_writes(is_primary, monkeypatch):
    admin = SimpleNamespace(command=lambda *_, **__: {"isWritablePrimary": is_primary})
    home = SimpleNamespace(ensure_connection=lambda: None, connection=SimpleNamespace(admin=admin))
    monkeypatch.setattr(mongodb, "connections", {"news": home})

    with nullcontext() if is_primary else pytest.raises(FailingError):
        mongodb.MongoCheck(alias="news").check()
