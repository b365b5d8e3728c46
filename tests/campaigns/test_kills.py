"""Kill anything at any moment: facts recorded are facts applied, each once, in order.

A short campaign runs with every test run; `pytest -m campaign` runs fifty rounds on each broker, or
as many as `CAMPAIGN_ROUNDS` says.
"""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pymongo
import pytest

from tests.scenarios.rabbitmq import RabbitMQ
from yggdrasil.eventstore.documents import positions_of
from yggdrasil.servers.local_server import LocalServer
from yggdrasil.servers.mongodb import MongoDB
from yggdrasil.servers.redis import Redis

ROOT = Path(__file__).parents[2]
SETTLE_SECONDS = 90
ROUNDS = int(os.environ.get("CAMPAIGN_ROUNDS", "50"))
SEED = int(os.environ.get("CAMPAIGN_SEED", "0")) or random.randrange(1_000_000)


class Campaign:
    """A small installation of its own: servers, a teller, two relays and a hearer."""

    def __init__(self, folder: Path, rabbitmq: RabbitMQ | None) -> None:
        self.folder = folder
        self.random = random.Random(SEED)
        self.rabbitmq = rabbitmq
        self.mongodb = LocalServer(program=MongoDB(), folder=folder / "mongodb")
        self.redis = LocalServer(program=Redis(), folder=folder / "redis")
        self.uri = self.mongodb.start()[0].uri
        self.client = pymongo.MongoClient(self.uri, serverSelectionTimeoutMS=20_000)
        redis = self.redis.start()[0].uri
        self.environment = {
            **os.environ,
            "YGGDRASIL_ENV": "test",
            "DJANGO_SETTINGS_MODULE": "config.settings.main",
            "MONGODB_URI": self.uri,
            "MONGODB_SELECTION_TIMEOUT_MS": "3000",
            "REDIS_URL": redis,
            "CELERY_BROKER_URL": rabbitmq.url if rabbitmq else redis,
        }
        self.processes: dict[str, subprocess.Popen[bytes]] = {}

    def begin(self, *names: str) -> None:
        subprocess.run(self._command("migrate_all"), cwd=ROOT, env=self.environment, check=True)
        for name in names:
            self.start(name)

    def start(self, name: str) -> None:
        arguments = {
            "relay": ("relay", "planning"),
            "standby": ("relay", "planning"),
            "accounts": ("relay", "default"),
            "hearer": ("hearer",),
            "teller": ("tell",),
        }[name]
        with (self.folder / f"{name}.log").open("ab") as log:
            self.processes[name] = subprocess.Popen(
                self._command(*arguments), cwd=ROOT, env=self.environment, stdout=log, stderr=log
            )

    def strike(self) -> str:
        """Kill one thing at random and bring it back."""
        target = self.random.choice(
            ["relay", "standby", "hearer", "teller", "mongodb", "broker", "hearer", "relay"]
        )
        if target == "mongodb":
            self._restart(self.mongodb)
        elif target == "broker" and self.rabbitmq is not None:
            self.rabbitmq.stop()
            self.rabbitmq.start()
        elif target == "broker":
            self._restart(self.redis)
        else:
            self.processes[target].kill()
            self.processes[target].wait()
            self.start(target)
        return target

    def _restart(self, server: LocalServer) -> None:
        state = server.running()
        assert state is not None
        os.kill(state.pid, signal.SIGKILL)
        time.sleep(self.random.uniform(0, 0.5))
        server.start()

    def database(self, name: str) -> Any:
        return self.client[f"yggdrasil_{name}_test"]

    def await_effects(self) -> None:
        """Wait until the machine runs again: something new has been told and applied."""
        effects = self.database("news")["bus_test_effects"]
        before, deadline = effects.count_documents({}), time.monotonic() + SETTLE_SECONDS
        while effects.count_documents({}) == before and time.monotonic() < deadline:
            time.sleep(0.1)

    def stop_telling(self) -> None:
        self.processes["teller"].terminate()
        self.processes["teller"].wait()

    def settle(self) -> None:
        """Wait until every fact has been applied, or for too long."""
        facts, effects = self.database("planning"), self.database("news")["bus_test_effects"]
        deadline = time.monotonic() + SETTLE_SECONDS
        while time.monotonic() < deadline:
            if effects.count_documents({}) >= len(told(facts)):
                return
            # What beat does every 15 seconds; here the hearer is asked at once.
            subprocess.run(self._command("tend"), cwd=ROOT, env=self.environment, check=True)

    def end(self) -> None:
        for process in self.processes.values():
            process.kill()
            process.wait()
        self.client.close()
        self.mongodb.stop()
        self.redis.stop()

    @staticmethod
    def _command(*arguments: str) -> list[str]:
        return [sys.executable, "-m", "tests.programs.bus", *arguments]


def run(folder: Path, *, rounds: int, rabbitmq: RabbitMQ | None = None) -> Campaign:
    campaign = Campaign(folder, rabbitmq)
    try:
        campaign.begin("relay", "standby", "hearer", "teller")
        for _ in range(rounds):
            campaign.await_effects()
            time.sleep(campaign.random.uniform(0, 0.5))
            campaign.strike()
        campaign.await_effects()
        campaign.stop_telling()
        campaign.settle()
        check(campaign)
    finally:
        campaign.end()
    return campaign


def told(home: Any) -> list[tuple[int, Any]]:
    """Return every fact with its position."""
    commits = home["events"].find()
    return [placed for commit in commits for placed in positions_of(commit)]


def check(campaign: Campaign) -> None:
    """Hold the effects against the changes themselves, not only against the facts."""
    planning, news = campaign.database("planning"), campaign.database("news")
    facts = told(planning)
    noted = list(news["bus_test_effects"].find())
    wanted = sorted((f["payload"]["location_id"], f["payload"]["number"]) for _, f in facts)

    assert facts, f"nothing was told (seed {SEED})"
    assert sorted((n["location"], n["number"]) for n in noted) == wanted, f"seed {SEED}"
    assert list(news["bus_test_strays"].find({}, {"_id": 0})) == [], f"seed {SEED}"
    assert news["inbox_failures"].count_documents({}) == 0, f"seed {SEED}"
    for room in planning["locations"].find():
        numbers = [number for location, number in wanted if location == str(room["_id"])]
        assert numbers == list(range(1, room["capacity"] + 1)), f"seed {SEED}"
    positions = sorted(position for position, _ in facts)
    assert positions == list(range(1, len(positions) + 1)), f"seed {SEED}"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


@pytest.mark.timeout(300)
class TestKills:
    def test_lose_and_double_nothing(self, folder: Path) -> None:
        run(folder, rounds=5)


@pytest.mark.campaign
@pytest.mark.timeout(1_800)
class TestLongCampaign:
    def test_of_kills_on_redis_loses_and_doubles_nothing(self, folder: Path) -> None:
        run(folder, rounds=ROUNDS)

    @pytest.mark.rabbitmq
    def test_of_kills_on_rabbitmq_loses_and_doubles_nothing(
        self, folder: Path, rabbitmq: RabbitMQ
    ) -> None:
        run(folder, rounds=ROUNDS, rabbitmq=rabbitmq)
