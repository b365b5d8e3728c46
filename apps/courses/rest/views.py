"""Courses over HTTP."""

from apps.courses import queries
from apps.courses.data import (
    CourseData,
    CourseMaterialData,
    CourseSummary,
    LearnerChapterData,
    OutlineData,
    PublicationData,
)
from apps.courses.rest.permissions import CATALOGUE, EDITORS
from apps.courses.rest.serializers import (
    ChapterSerializer,
    CourseSerializer,
    CourseSummarySerializer,
    MaterialSerializer,
    OutlineSerializer,
    PublicationSerializer,
)
from yggdrasil.mongodb.paging import Page, Window
from yggdrasil.rest.views import DetailView, ListView


class CourseList(ListView):
    """List the courses that the asker may find.

    Anybody sees public published courses; those signed in also the ones they were let into by an
    enrolment, a cohort or a grant; teachers also what they teach; staff and administrators all.
    """

    permission_classes = CATALOGUE
    serializer_class = CourseSummarySerializer
    filters = queries.CourseFilters
    orderings = {
        "-published_at": ("-published_at",),
        "published_at": ("published_at",),
        "title": ("title",),
        "-title": ("-title",),
        "-updated_at": ("-updated_at",),
    }

    def get_page(
        self, *, filters: queries.CourseFilters, ordering: tuple[str, ...], window: Window
    ) -> Page[CourseSummary]:
        """Return one page."""
        return queries.list_courses(
            viewer=self.actor, filters=filters, ordering=ordering, window=window
        )


class CourseDetail(DetailView):
    """Show one course, by id or by slug."""

    permission_classes = CATALOGUE
    serializer_class = CourseSerializer

    def get_object(self, *, course_id: str) -> CourseData:
        """Return the course."""
        return queries.get_course(viewer=self.actor, course_id=course_id)


class ChapterList(ListView):
    """List the chapters of a course with all that learners see in them, whoever asks.

    Solutions, hidden test cases and answers are never among it; editors find them in the outline.
    """

    permission_classes = CATALOGUE
    serializer_class = ChapterSerializer

    def get_page(
        self, *, course_id: str, window: Window, **_asked: object
    ) -> Page[LearnerChapterData]:
        """Return one page."""
        return queries.list_chapters(viewer=self.actor, course_id=course_id, window=window)


class ChapterDetail(DetailView):
    """Show one chapter as learners see it, whoever asks."""

    permission_classes = CATALOGUE
    serializer_class = ChapterSerializer

    def get_object(self, *, course_id: str, chapter_id: str) -> LearnerChapterData:
        """Return the chapter."""
        return queries.get_chapter(viewer=self.actor, course_id=course_id, chapter_id=chapter_id)


class Outline(DetailView):
    """Show the whole outline to those who teach the course, drafts and solutions included."""

    permission_classes = EDITORS
    serializer_class = OutlineSerializer

    def get_object(self, *, course_id: str) -> OutlineData:
        """Return the outline."""
        return queries.get_outline(viewer=self.actor, course_id=course_id)


class MaterialList(ListView):
    """List the materials of a course."""

    permission_classes = CATALOGUE
    serializer_class = MaterialSerializer

    def get_page(
        self, *, course_id: str, window: Window, **_asked: object
    ) -> Page[CourseMaterialData]:
        """Return one page."""
        return queries.list_materials(viewer=self.actor, course_id=course_id, window=window)


class Publication(DetailView):
    """Show whether a course is published, and to its editors what keeps it from being so."""

    permission_classes = CATALOGUE
    serializer_class = PublicationSerializer

    def get_object(self, *, course_id: str) -> PublicationData:
        """Return the publication."""
        return queries.get_publication(viewer=self.actor, course_id=course_id)
