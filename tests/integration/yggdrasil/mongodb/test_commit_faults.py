"""What becomes of a unit of work whose commit fails, on a server told to fail it."""

from contextlib import ExitStack, nullcontext
from dataclasses import replace

import pytest
from django.db.models import F

from tests.integration.yggdrasil.mongodb.shelf import Book
from yggdrasil.cqrs.pipeline import Pipeline
from yggdrasil.mongodb.patience import current_patience, patience
from yggdrasil.mongodb.unit_of_work import (
    CommitOutcomeUnknownError,
    GaveUpError,
    current_unit,
    unit_of_work,
)

COURSE = unit_of_work("course")

TRANSIENT = {"errorCode": 251, "errorLabels": ["TransientTransactionError"]}
NOT_REPLICATED = {"writeConcernError": {"code": 64, "errmsg": "waited for the majority"}}
NOT_REPLICABLE = {"writeConcernError": {"code": 100, "errmsg": "there is no majority"}}
DROPPED = {"closeConnection": True}


class Story:
    """A unit of work that writes down what happened to it."""

    def __init__(self):
        self.attempts = []
        self.hooks = []

    def run(self, title="kept"):
        COURSE.run(lambda: self.write(title))

    def write(self, title):
        unit = current_unit()
        self.attempts.append(unit.attempt)
        Book(title=title).save()
        unit.after_commit(lambda: self.hooks.append((title, unit.attempt)))


@pytest.fixture
def story():
    return Story()


@pytest.fixture(autouse=True)
def the_next_block_works(course):
    """Whatever a test did to a commit, the thread's connection must be as good as new."""
    yield
    assert (course.session, course.in_atomic_block_mongo, current_unit()) == (None, False, None)
    assert course.run_on_commit == []
    autocommitted_after_a_rolled_back_block(course)
    next_story = Story()
    next_story.run("the next")
    assert next_story.hooks == [("the next", 1)]
    assert Book.objects.filter(title="the next").count() == 1


def autocommitted_after_a_rolled_back_block(course):
    def fail_after_writing():
        Book(title="rolled back").save()
        raise LookupError

    with pytest.raises(LookupError):
        COURSE.run(fail_after_writing)
    assert not Book.objects.filter(title="rolled back").exists()
    Book(title="alone").save()
    assert course.database["test_books"].count_documents({"title": "alone"}) == 1


@pytest.mark.usefixtures("no_waiting")
class TestTransientFault:
    def test_runs_the_block_again_and_keeps_it_once(self, fail, story):
        with fail("commitTransaction", **TRANSIENT):
            story.run()

        assert story.attempts == [1, 2]
        assert story.hooks == [("kept", 2)]
        assert Book.objects.filter(title="kept").count() == 1

    def test_is_borne_as_long_as_patience_lasts(self, fail, story):
        with fail("commitTransaction", times=5, **TRANSIENT):
            story.run()

        assert story.attempts == [1, 2, 3, 4, 5, 6]
        assert story.hooks == [("kept", 6)]

    def test_does_not_let_an_attempt_wait_for_the_one_before(self, fail):
        counted = Book(title="counted", pages=1)
        counted.save()

        with fail("commitTransaction", **TRANSIENT):
            COURSE.run(lambda: Book.objects.filter(pk=counted.pk).update(pages=F("pages") + 1))

        counted.refresh_from_db()
        assert counted.pages == 2

    def test_without_end_is_given_up_with_nothing_kept(self, fail, story):
        unwell = fail("commitTransaction", times="alwaysOn", **TRANSIENT)
        with unwell, pytest.raises(GaveUpError, match="nothing was kept"):
            story.run()

        assert story.hooks == []
        assert not Book.objects.filter(title="kept").exists()


@pytest.mark.usefixtures("no_waiting")
class TestUnknownOutcome:
    @pytest.mark.parametrize(
        ("how", "times"),
        [(DROPPED, 1), (DROPPED, 2), (DROPPED, 3), (NOT_REPLICATED, 1), ({"errorCode": 50}, 1)],
        ids=["dropped", "dropped twice", "dropped thrice", "not replicated", "out of time"],
    )
    def test_is_asked_for_until_known(self, fail, story, how, times):
        with fail("commitTransaction", times=times, **how):
            story.run()

        assert story.attempts == [1]
        assert story.hooks == [("kept", 1)]
        assert Book.objects.filter(title="kept").count() == 1

    def test_that_turns_out_transient_runs_the_block_again(self, fail, story):
        # The first primary dies with the commit; the new one never heard of it.
        forgotten = iter([fail("commitTransaction", **TRANSIENT)])
        with ExitStack() as faults:

            def fail_over(_seconds):
                faults.enter_context(next(forgotten, nullcontext()))

            faults.enter_context(fail("commitTransaction", times=2, **DROPPED))
            with patience(replace(current_patience(), sleep=fail_over)):
                story.run()

        assert story.attempts == [1, 2]
        assert story.hooks == [("kept", 2)]
        assert Book.objects.filter(title="kept").count() == 1

    def test_that_stays_unknown_is_told_as_that(self, fail, story):
        alone = fail("commitTransaction", times="alwaysOn", **NOT_REPLICATED)
        with alone, pytest.raises(CommitOutcomeUnknownError, match="may or may not be kept"):
            story.run()

        assert story.attempts == [1]
        assert story.hooks == []
        # This one was kept, which nobody could know.
        assert Book.objects.filter(title="kept").count() == 1

    def test_for_want_of_a_majority_is_told_at_once(self, fail, story, no_waiting):
        alone = fail("commitTransaction", times="alwaysOn", **NOT_REPLICABLE)
        with alone, pytest.raises(CommitOutcomeUnknownError):
            story.run()

        assert no_waiting == []
        assert story.hooks == []

    def test_of_a_command_with_a_key_is_answered_when_it_is_sent_again(self, fail):
        def keep(*, title: str) -> str:
            Book(title=title).save()
            return title

        pipeline = Pipeline(name="courses.keep", app="courses", function=keep, allow=None)
        alone = fail("commitTransaction", times="alwaysOn", **NOT_REPLICATED)
        with alone, pytest.raises(CommitOutcomeUnknownError):
            pipeline.execute({"title": "kept"}, key="one")

        again = pipeline.execute({"title": "kept"}, key="one")

        assert (again.result, again.is_repeated) == ("kept", True)
        assert Book.objects.filter(title="kept").count() == 1

    def test_leaves_no_document_locked(self, fail):
        counted = Book(title="counted", pages=1)
        counted.save()

        def count():
            Book.objects.filter(pk=counted.pk).update(pages=2)

        unanswered = fail("commitTransaction", times="alwaysOn", errorCode=50)
        with unanswered, pytest.raises(CommitOutcomeUnknownError):
            COURSE.run(count)

        # Would wait for a minute if the unit were still open on the server.
        Book.objects.filter(pk=counted.pk).update(pages=3)
        counted.refresh_from_db()
        assert counted.pages == 3
