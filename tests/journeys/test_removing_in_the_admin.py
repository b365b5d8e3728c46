"""Where staff find themselves after removing something by hand."""

import pytest
from django.contrib import admin

from apps.courses import operations as courses
from apps.users import operations as users
from apps.users.data import DocumentKind, NewDocument
from tests.factories import lessons
from yggdrasil.context import SYSTEM, acting_as
from yggdrasil.ids import new_id

pytestmark = pytest.mark.usefixtures("homes", "at")

DOCUMENTS = "/admin/users/document/"
COURSES = "/admin/courses/course/"
REMOVABLE = [
    f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
    for model, page in admin.site._registry.items()
    if hasattr(page, "remove")
]


@pytest.fixture
def office(admin_as):
    return admin_as("admin")


@pytest.fixture
def document_id(person, at):
    new = NewDocument(kind=DocumentKind.OTHER, name="P", url="/p", size_bytes=7, mime_type="a/b")
    return users.add_document(owner_id=person(), document=new, at=at)


@pytest.fixture
def published_id(person, at):
    course_id, teacher_id = new_id(), person(role="teacher")
    with acting_as(SYSTEM):
        courses.create_course(
            course_id=course_id, details=lessons.DETAILS, instructor_id=teacher_id, at=at
        )
        courses.add_chapter(course_id=course_id, chapter=lessons.full_chapter(), at=at)
        courses.publish_course(course_id=course_id, at=at)
    return course_id


class TestWhoRemoved:
    def test_is_back_at_the_list_as_it_was_filtered(self, office, document_id):
        filtered = "?_changelist_filters=kind__exact%3Dother"

        answer = office.post(f"{DOCUMENTS}{document_id}/delete/{filtered}", {"post": "yes"})

        assert (answer.status_code, answer["Location"]) == (302, f"{DOCUMENTS}?kind__exact=other")

    def test_is_told_so_in_a_window_of_its_own(self, office, document_id):
        answer = office.post(
            f"{DOCUMENTS}{document_id}/delete/?_popup=1", {"post": "yes", "_popup": "1"}
        )

        assert answer.status_code == 200
        assert document_id.encode() in answer.content

    def test_is_back_at_the_list_when_it_was_gone_already(self, office, document_id):
        office.post(f"{DOCUMENTS}{document_id}/delete/", {"post": "yes"})

        again = office.post(f"{DOCUMENTS}{document_id}/delete/", {"post": "yes"}, follow=True)

        assert again.redirect_chain == [(DOCUMENTS, 302)]
        assert b"exist" in again.content

    def test_is_back_at_the_document_when_it_was_refused(self, office, published_id):
        answer = office.post(f"{COURSES}{published_id}/delete/", {"post": "yes"}, follow=True)

        assert answer.redirect_chain == [(f"{COURSES}{published_id}/change/", 302)]
        assert b"published" in answer.content

    @pytest.mark.parametrize("address", REMOVABLE)
    def test_meets_a_list_wherever_something_can_be_removed(self, office, address):
        for missing in (new_id(), "nonsense"):
            answer = office.post(f"{address}{missing}/delete/", {"post": "yes"})

            assert (answer.status_code, answer["Location"]) == (302, address)
