"""Documents that refuse to be changed on top of a change they have not seen."""

from datetime import UTC, datetime, timedelta

import pytest
from bson import ObjectId
from django.core.serializers.base import DeserializedObject
from django.db import IntegrityError
from django.forms import modelform_factory

from tests.integration.yggdrasil.mongodb.shelf import Book
from yggdrasil import clock
from yggdrasil.errors import ConflictError
from yggdrasil.mongodb.aggregate import VersionConflictError
from yggdrasil.mongodb.load import measured
from yggdrasil.mongodb.unit_of_work import RolledBackError, unit_of_work

pytestmark = pytest.mark.usefixtures("homes")

COURSE = unit_of_work("course")
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture
def book(homes):
    book = Book(title="first")
    book.save()
    return book


def loaded(book):
    return Book.objects.get(pk=book.pk)


class TestNew:
    def test_knows_its_id_before_it_is_saved(self):
        book = Book(title="new")
        expected = book.id

        book.save()

        assert isinstance(expected, ObjectId)
        assert loaded(book).id == expected

    def test_has_two_keys_for_two_documents(self):
        assert Book().id != Book().id

    def test_begins_at_version_one(self, book):
        assert (book.version, loaded(book).version) == (1, 1)

    def test_is_inserted_by_one_command(self):
        with measured() as load:
            Book(title="new").save()

        assert {command for _, command in load.figures()} == {"insert"}

    def test_never_replaces_a_document_with_the_same_id(self, book):
        with pytest.raises(IntegrityError):
            Book(id=book.id, title="thief").save()

        assert loaded(book).title == "first"


class TestSave:
    def test_raises_the_version(self, book):
        book.title = "second"
        book.save()

        assert (book.version, loaded(book).version) == (2, 2)
        assert loaded(book).title == "second"

    def test_sets_the_times(self, at):
        book = Book(title="new")
        book.save()
        with clock.held(at + timedelta(hours=1)) as later:
            book.save()

        stored = loaded(book)
        assert (stored.created_at, stored.updated_at) == (at, later)

    def test_refuses_a_stale_copy(self, book):
        stale = loaded(book)
        book.title = "second"
        book.save()
        stale.title = "lost"

        with pytest.raises(VersionConflictError) as caught:
            stale.save()

        error = caught.value
        assert isinstance(error, ConflictError)
        assert (error.model, error.document_id, error.expected_version) == (
            "courses.Book",
            str(book.id),
            1,
        )
        assert loaded(book).title == "second"
        assert stale.version == 1

    def test_refuses_a_removed_document(self, book):
        stale = loaded(book)
        book.delete()

        with pytest.raises(VersionConflictError):
            stale.save()

        assert Book.objects.count() == 0

    def test_succeeds_once_the_stale_copy_is_loaded_again(self, book):
        stale = loaded(book)
        book.save()

        stale.refresh_from_db()
        stale.title = "third"
        stale.save()

        assert loaded(book).title == "third"

    @pytest.mark.parametrize("fields", [["title"], ("title",), {"title"}])
    def test_of_some_fields_takes_the_version_along(self, book, fields):
        stale = loaded(book)
        book.title, book.pages = "second", 7
        book.save(update_fields=fields)

        stored = loaded(book)
        assert (stored.title, stored.pages, stored.version) == ("second", None, 2)
        with pytest.raises(VersionConflictError):
            stale.save(update_fields=fields)

    def test_of_no_fields_does_nothing(self, book):
        book.stream_version += 1
        book.save(update_fields=[])

        assert loaded(book).version == 1
        assert book.has_unsaved_facts

    def test_refuses_a_document_loaded_without_its_version(self, book):
        partly = Book.objects.only("title").get(pk=book.pk)

        with pytest.raises(ValueError, match="without its version"):
            partly.save()

    def test_of_a_partly_loaded_document_leaves_the_rest_alone(self, book):
        Book.objects.filter(pk=book.pk).update(pages=9)
        partly = Book.objects.only("title", "version").get(pk=book.pk)
        partly.title = "second"
        partly.save()

        stored = loaded(book)
        assert (stored.title, stored.pages, stored.version) == ("second", 9, 2)

    def test_by_force_of_a_document_that_is_not_there_is_refused(self):
        with pytest.raises(VersionConflictError):
            Book(title="new").save(force_update=True)

    def test_of_a_duplicate_starts_anew(self, book):
        book.save()
        book.pk, book._state.adding = None, True
        book.save()

        assert Book.objects.count() == 2
        assert book.version == 1

    def test_that_was_refused_rolls_the_unit_back_though_caught(self, book):
        stale = loaded(book)
        book.save()

        def careless():
            Book(title="beside").save()
            with pytest.raises(VersionConflictError):
                stale.save()

        with pytest.raises(RolledBackError, match="no longer at version 1"):
            COURSE.run(careless)

        assert Book.objects.count() == 1


class TestDelete:
    def test_removes_the_document(self, book):
        assert book.delete() == (1, {"courses.Book": 1})
        assert Book.objects.count() == 0

    def test_refuses_a_stale_copy(self, book):
        stale = loaded(book)
        book.save()

        with pytest.raises(VersionConflictError):
            stale.delete()

        assert Book.objects.count() == 1

    def test_refuses_to_remove_twice(self, book):
        stale = loaded(book)
        book.delete()

        with pytest.raises(VersionConflictError):
            stale.delete()


class TestHasUnsavedFacts:
    def test_is_told_from_the_first_fact_to_the_save(self):
        book = Book(title="new")
        assert not book.has_unsaved_facts

        book.stream_version += 1
        assert book.has_unsaved_facts

        book.save()
        assert not book.has_unsaved_facts

    def test_is_told_of_a_loaded_document(self, book):
        book.stream_version += 2
        book.save()
        again = loaded(book)
        assert not again.has_unsaved_facts

        again.stream_version += 1
        assert again.has_unsaved_facts

        again.refresh_from_db()
        assert not again.has_unsaved_facts
        assert again.stream_version == 2

    def test_is_saved_with_any_field(self, book):
        book.stream_version += 1
        book.save(update_fields=["title"])

        assert loaded(book).stream_version == 1


class TestDjango:
    def test_forms_create_and_change(self, book):
        form_class = modelform_factory(Book, fields=["title", "pages"])

        created = form_class({"title": "typed", "pages": "3"}).save()
        form_class({"title": "changed", "pages": "4"}, instance=book).save()

        assert loaded(created).pages == 3
        assert (loaded(book).title, loaded(book).version) == ("changed", 2)

    def test_forms_do_not_show_what_the_aggregate_keeps(self):
        shown = modelform_factory(Book, fields="__all__").base_fields

        assert set(shown) == {"title", "shelf", "pages", "printed_at"}

    def test_fixtures_are_loaded_as_they_are(self, book):
        from_file = Book(id=book.id, title="restored", version=7, updated_at=LONG_AGO)

        DeserializedObject(from_file).save(using="course")

        stored = loaded(book)
        assert (stored.title, stored.version, stored.updated_at) == ("restored", 7, LONG_AGO)
