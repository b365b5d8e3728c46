"""A relay that trusts hints, whatever the stream shows and when: everything once, in its order."""

import inspect
from collections.abc import Callable
from types import ModuleType

import pytest
from bson.timestamp import Timestamp
from hypothesis import HealthCheck, Phase, settings, strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from yggdrasil.eventstore import hints as module
from yggdrasil.eventstore.documents import Document
from yggdrasil.eventstore.hints import Hint, Hints

FEW = st.integers(0, 2)
# Three of these are more than may wait.
SMALL, LARGE = 100, 6 * 1024 * 1024


class Home(RuleBasedStateMachine):
    """Commits of a home, a stream that shows them a little later, a relay that numbers them."""

    make: Callable[[], Hints]

    def __init__(self) -> None:
        super().__init__()
        self.hints = type(self).make()
        self.second = 0
        self.committed: list[Hint] = []
        self.coming: list[Hint] = []
        self.shown: list[Hint] = []
        self.numbered: list[str] = []
        self.is_watching = self.is_overslept = False
        self.open()

    @rule(together=st.integers(1, 2), facts=st.integers(1, 3), is_large=st.booleans())
    def commit(self, together: int = 1, facts: int = 1, *, is_large: bool = False) -> None:
        """Commit one transaction, of one document or of several."""
        self.second += 1
        for part in range(together):
            hint = Hint(
                moment=Timestamp(self.second, 1),
                commit={"_id": f"{self.second}.{part}", "facts": [{}] * facts},
                size=LARGE if is_large else SMALL,
            )
            self.committed.append(hint)
            if self.is_watching:
                self.coming.append(hint)

    @rule(count=st.integers(1, 3), again=FEW)
    def show(self, count: int, again: int = 0) -> None:
        """Show what comes next, after some that were shown before: the stream went back."""
        new, self.coming = self.coming[:count], self.coming[count:]
        for hint in [*self.shown[len(self.shown) - again :], *new]:
            self.hints.show(hint)
        self.shown += new

    @rule()
    def open(self) -> None:
        """Watch, from now on."""
        self.is_watching = True
        self.coming.clear()
        self.hints.open(Timestamp(self.second, 1))

    @rule()
    def fail(self) -> None:
        """Watch no longer."""
        self.is_watching = False
        self.coming.clear()
        self.hints.close()

    @rule()
    def forget(self) -> None:
        """Number something and not learn whether that was kept."""
        self.hints.forget()

    @rule()
    def oversleep(self) -> None:
        """Let another relay number all there is; this one will find its fence changed."""
        self.numbered = [hint.commit["_id"] for hint in self.committed]
        self.is_overslept = True

    @rule()
    def grow_old(self) -> None:
        """Let it be time to look whether anything was missed that nobody foresaw."""
        self.hints._rescan_at = 0.0

    @rule(
        most=st.integers(1, 5),
        lag=FEW,
        before=st.tuples(FEW, FEW),
        trouble=st.sampled_from([None, None, None, "open", "fail", "forget"]),
        meanwhile=st.tuples(FEW, FEW),
    )
    def number(
        self,
        most: int,
        lag: int = 0,
        before: tuple[int, int] = (0, 0),
        trouble: str | None = None,
        meanwhile: tuple[int, int] = (0, 0),
    ) -> None:
        """Number what the hints give, or a scan during which anything may happen."""
        if self.is_overslept:
            self.hints.forget()
        self.is_overslept = False
        batch = self.hints.take(most)
        if batch is None:
            self.hints.begin()
            self.go_on(*before)
            moment = self.moment(lag)
            batch = self.scan(moment)[:most]
            if trouble:
                getattr(self, trouble)()
            self.go_on(*meanwhile)
            if len(batch) < most:
                self.hints.settle(moment)
        self.numbered += [commit["_id"] for commit in batch]
        assert (
            self.numbered == [hint.commit["_id"] for hint in self.committed][: len(self.numbered)]
        )

    def go_on(self, commits: int, shows: int) -> None:
        for _ in range(commits):
            self.commit()
        self.show(shows)

    def moment(self, lag: int) -> Timestamp:
        """Return as of when a scan reads: maybe behind the stream, never behind the numbering."""
        last = self.committed[len(self.numbered) - 1].moment.time if self.numbered else 0
        return Timestamp(max(last, self.second - lag), 1)

    def scan(self, moment: Timestamp) -> list[Document]:
        waiting = self.committed[len(self.numbered) :]
        return [hint.commit for hint in waiting if hint.moment <= moment]

    def teardown(self) -> None:
        self.show(len(self.coming))
        before = None
        while before != (before := len(self.numbered)):
            self.number(3)
        assert len(self.numbered) == len(self.committed)


def run(make: Callable[[], Hints], *, examples: int, **more: object) -> None:
    often = settings(
        max_examples=examples,
        stateful_step_count=15,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        **more,
    )
    run_state_machine_as_test(type("Home", (Home,), {"make": make}), settings=often)


class TestHome:
    def test_numbers_everything_once_and_in_its_order(self) -> None:
        run(Hints, examples=300)


BROKEN = {
    "no floor": ("hint.moment > self._floor", "True"),
    "a floor too early": ("hint.moment > self._floor", "hint.moment >= self._floor"),
    "a floor too late": ("hint.moment > self._floor", "hint.moment.time > self._floor.time + 1"),
    "a hint lost": ("            self._waiting.append(hint)", "            pass"),
    "the third hint lost": (
        "_waiting.append(hint)",
        "_waiting = deque([*self._waiting, hint][:2])",
    ),
    "a hint twice": ("if not self._is_new(hint.moment, hint.commit", "if not (hint.commit"),
    "a hint twice within a moment": ("moment < last or key in keys", "moment < last"),
    "one hint of a moment": ("moment < last or key in keys", "True"),
    "the last hint first": ("self._waiting.popleft()", "self._waiting.pop()"),
    "a scan trusted that saw less": ("and moment >= self._missed", ""),
    "a miss not noted": ("                self._missed = hint.moment\n", ""),
    "an overflow not noted": ("self._missed = self._waiting[-1].moment", "pass"),
    "an overflow that keeps the floor": ("= 0, False, None", "= 0, False, self._floor"),
    "an overflow that stays whole": ("= 0, False, None", "= 0, True, None"),
    "nothing forgotten when opened": (
        "self.forget()\n        self._is_open, self._missed",
        "self._is_open, self._missed",
    ),
    "nothing forgotten when closed": ("self._is_open = False\n        self.forget()", "pass"),
    "a stream's beginning not noted": ("True, max(self._missed, moment)", "True, self._missed"),
    "whole though nobody watches": ("= None, self._is_open", "= None, True"),
}


class TestHintsBrokenOnPurpose:
    @pytest.mark.parametrize(("right", "wrong"), BROKEN.values(), ids=BROKEN)
    def test_are_noticed(self, right: str, wrong: str) -> None:
        source = inspect.getsource(module)
        assert source.count(right) == 1
        broken = ModuleType("broken")
        exec(source.replace(right, wrong), broken.__dict__)  # noqa: S102

        with pytest.raises(AssertionError):
            run(broken.Hints, examples=2000, phases=[Phase.generate], derandomize=True)
