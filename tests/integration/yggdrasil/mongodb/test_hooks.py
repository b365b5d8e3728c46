"""What runs at the end of a unit of work, and what does not."""

import logging

import pytest
from django.db import connections
from hypothesis import HealthCheck, given, settings as hypothesis, strategies as st

from tests.integration.yggdrasil.mongodb.shelf import Book
from yggdrasil.mongodb.unit_of_work import (
    RolledBackError,
    after_commit,
    current_unit,
    unit_of_work,
)

pytestmark = pytest.mark.usefixtures("homes")

COURSE = unit_of_work("course")


@pytest.fixture
def told():
    return []


class TestAfterCommit:
    def test_runs_in_order_once_the_change_is_there_for_all(self, told):
        books = connections["course"].database["test_books"]

        def work():
            after_commit(lambda: told.append(("first", books.count_documents({}))))
            Book(title="kept").save()
            COURSE.run(lambda: after_commit(lambda: told.append("of a part")))
            connections["course"].on_commit(lambda: told.append("of Django"))
            current_unit().after_commit(lambda: told.append("last"))
            assert told == []

        COURSE.run(work)

        assert told == [("first", 1), "of a part", "of Django", "last"]

    def test_does_not_run_when_the_block_raises(self, told):
        def work():
            after_commit(lambda: told.append("never"))
            raise LookupError

        with pytest.raises(LookupError):
            COURSE.run(work)
        COURSE.run(lambda: None)

        assert told == []

    def test_runs_all_though_one_fails(self, told, caplog):
        def work():
            after_commit(lambda: told.append("before"))
            after_commit(lambda: 1 / 0)
            after_commit(lambda: told.append("behind"))
            return "kept"

        with caplog.at_level(logging.ERROR):
            assert COURSE.run(work) == "kept"

        assert told == ["before", "behind"]
        assert "Hook after commit failed." in caplog.text

    def test_runs_at_once_outside_a_unit(self, told):
        after_commit(lambda: told.append("now"))
        connections["course"].on_commit(lambda: told.append("of Django"))

        assert told == ["now", "of Django"]

    def test_may_open_a_unit_of_its_own(self, told):
        def hook():
            COURSE.run(lambda: after_commit(lambda: told.append("inner")))
            told.append("outer")

        COURSE.run(lambda: after_commit(hook))

        assert told == ["inner", "outer"]

    def test_of_django_refuses_what_cannot_be_called(self):
        with pytest.raises(TypeError, match="callable"):
            COURSE.run(lambda: connections["course"].on_commit("not a function"))


class TestBeforeCommit:
    def test_runs_in_order_within_the_transaction(self, told):
        books = connections["course"].database["test_books"]

        def append():
            Book(title="of the hook").save()
            told.append((current_unit().alias, books.count_documents({})))

        def work():
            current_unit().before_commit(append)
            current_unit().before_commit(lambda: told.append("second"))
            told.append("block")

        COURSE.run(work)

        assert told == ["block", ("course", 0), "second"]
        assert Book.objects.get().title == "of the hook"

    def test_may_add_a_hook(self, told):
        def work():
            unit = current_unit()
            unit.before_commit(lambda: unit.before_commit(lambda: told.append("added")))

        COURSE.run(work)

        assert told == ["added"]

    def test_rolls_back_by_raising(self, told):
        def work():
            Book(title="gone").save()
            after_commit(lambda: told.append("never"))
            current_unit().before_commit(lambda: 1 / 0)

        with pytest.raises(ZeroDivisionError):
            COURSE.run(work)

        assert told == []
        assert Book.objects.count() == 0

    def test_does_not_run_in_a_unit_that_cannot_commit(self, told):
        def work():
            current_unit().before_commit(lambda: told.append("never"))
            with pytest.raises(ZeroDivisionError):
                COURSE.run(lambda: 1 / 0)

        with pytest.raises(RolledBackError):
            COURSE.run(work)

        assert told == []


# A step is a number (write it), "hook" (after commit), "fact" (before commit), or
# ("part", steps, fails, caught): a nested unit that may fail and whose error may be caught.
steps = st.recursive(
    st.sampled_from(["write", "hook", "fact"]),
    lambda inner: st.tuples(
        st.just("part"), st.lists(inner, max_size=4), st.booleans(), st.booleans()
    ),
    max_leaves=12,
)


class Model:
    """What a unit of work ought to do, in a few lines and without a database."""

    def __init__(self):
        self.writes, self.hooks, self.facts, self.is_doomed = 0, 0, 0, False

    def run(self, script, fails):
        self.block(script, fails)
        self.refuse_if_doomed()

    def block(self, script, fails):
        for step in script:
            self.play(step)
        if fails:
            raise LookupError

    def play(self, step):
        if step == "write":
            self.writes += 1
        elif step == "hook":
            self.hooks += 1
        elif step == "fact":
            self.facts += 1
        else:
            self.part(*step[1:])

    def part(self, script, fails, caught):
        try:
            self.refuse_if_doomed()
            self.block(script, fails)
        except (LookupError, RolledBackError):
            self.is_doomed = True
            if not caught:
                raise

    def refuse_if_doomed(self):
        if self.is_doomed:
            raise RolledBackError("")


class Real:
    """The same script on the server."""

    def __init__(self):
        self.hooks = 0

    def run(self, script, fails):
        COURSE.run(lambda: self.block(script, fails))

    def block(self, script, fails):
        self.play(script)
        if fails:
            raise LookupError

    def play(self, script):
        for step in script:
            if step == "write":
                Book(title="write").save()
            elif step == "hook":
                after_commit(self.hook)
            elif step == "fact":
                current_unit().before_commit(lambda: Book(title="fact").save())
            else:
                self.part(*step[1:])

    def hook(self):
        self.hooks += 1

    def part(self, script, fails, caught):
        try:
            COURSE.run(lambda: self.block(script, fails))
        except (LookupError, RolledBackError):
            if not caught:
                raise


def outcome(story, script, fails):
    try:
        story.run(script, fails)
    except (LookupError, RolledBackError) as error:
        return type(error)
    return "kept"


class TestAnyNesting:
    @hypothesis(
        max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
    )
    @given(script=st.lists(steps, max_size=5), fails=st.booleans())
    def test_does_what_the_model_does(self, script, fails):
        Book.objects.all().delete()
        model, real = Model(), Real()

        expected = outcome(model, script, fails)

        assert outcome(real, script, fails) == expected
        kept = (model.writes, model.facts, model.hooks) if expected == "kept" else (0, 0, 0)
        written = Book.objects.filter(title="write").count()
        appended = Book.objects.filter(title="fact").count()
        assert (written, appended, real.hooks) == kept
        assert connections["course"].session is None
