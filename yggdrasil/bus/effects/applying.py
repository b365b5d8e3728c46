"""Facts take effect: a batch whole where that works, else one by one, and what fails is put aside.

Effect and marker stand in one transaction of the hearer's home.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from pymongo.errors import BulkWriteError, DuplicateKeyError

from yggdrasil.bus.effects.failures import Failures
from yggdrasil.bus.effects.handling import Task, run_all
from yggdrasil.bus.effects.markers import Markers
from yggdrasil.bus.effects.progress import ProgressMovedError
from yggdrasil.logs import get_logger
from yggdrasil.mongodb.unit_of_work import CommitOutcomeUnknownError, GaveUpError, unit_of_work

Claim = Callable[[], None]

log = get_logger(__name__)


@dataclass(frozen=True)
class Applying:
    """The home of one hearing app, where effects, markers and failures are kept.

    Attributes:
        alias: database alias of the home.
    """

    alias: str

    @cached_property
    def failures(self) -> Failures:
        """Return what this app could not take."""
        return Failures(alias=self.alias)

    @cached_property
    def markers(self) -> Markers:
        """Return which facts this app has taken."""
        return Markers(alias=self.alias)

    def apply(
        self,
        tasks: Sequence[Task],
        *,
        claim: Claim,
        is_fresh: bool = False,
        is_clear: bool = False,
    ) -> None:
        """Let each fact take effect, if it has not yet.

        Args:
            tasks: facts and handlers, those of one aggregate by version.
            claim: notes the progress that this makes, in the same unit of work or after it.
            is_fresh: whether none of them has probably been taken.
            is_clear: whether nothing was put aside that one of them could have to wait for; the
                claim is refused if that is no longer so.

        Raises:
            UnavailableError: if the home is away; what was not claimed will come again.
            ProgressMovedError: if the claim is refused; nothing took effect.
        """
        try:
            unit_of_work(self.alias).run(lambda: self._whole(tasks, claim, is_fresh, is_clear))
        except ProgressMovedError:
            # Nothing is wrong with the facts: whoever asked looks again what is left to take.
            raise
        except Exception as error:  # noqa: BLE001 - whatever a handler raises, see below
            if is_fresh and isinstance(error, BulkWriteError | DuplicateKeyError):
                # Some were taken before, by another worker or in catching up.
                self.apply(tasks, claim=claim, is_clear=is_clear)
                return
            log.warning("Batch is taken one by one.", home=self.alias, error=str(error))
            for task in tasks:
                self._take_one(task)
            unit_of_work(self.alias).run(claim)

    def _whole(
        self,
        tasks: Sequence[Task],
        claim: Claim,
        is_fresh: bool = False,  # noqa: FBT001, FBT002
        is_clear: bool = False,  # noqa: FBT001, FBT002
    ) -> None:
        todo = list(tasks) if is_fresh else self.markers.without(tasks)
        free, held = (todo, []) if is_clear else self.failures.split(todo)
        self.markers.add(todo)
        run_all(free)
        self.failures.hold(held)
        claim()

    def _take_one(self, task: Task) -> None:
        try:
            self._effect_patiently(task)
        except CommitOutcomeUnknownError:
            # It may be kept; the store brings it again, and then its marker tells.
            raise
        except Exception as error:  # noqa: BLE001 - whatever a handler raises is kept
            failure = error
            log.warning(
                "Fact put aside.", handler=task.handler, fact=task.fact.id, error=str(error)
            )
            unit_of_work(self.alias).run(lambda: self._put_aside(task, failure))

    def _effect_patiently(self, task: Task) -> None:
        """Run a handler; a home that was away is asked twice before the fact gets the blame."""
        try:
            unit_of_work(self.alias).run(lambda: self._whole([task], _nothing))
        except GaveUpError:
            unit_of_work(self.alias).run(lambda: self._whole([task], _nothing))

    def _put_aside(self, task: Task, error: Exception) -> None:
        if not self.markers.without([task]):
            return
        free, _ = self.failures.split([task])
        self.markers.add([task])
        if free:
            self.failures.put_aside(task, error=error)
        else:
            self.failures.hold([task])


def _nothing() -> None:
    """Claim nothing: the position moves once the whole batch is through."""
