"""Reading cohorts, enrolments and records over HTTP; who may see what, the queries decide."""

from apps.enrollments import queries
from apps.enrollments.data import (
    CertificateData,
    CertificateFilters,
    CohortData,
    CohortFilters,
    CohortSummary,
    DecisionData,
    DecisionFilters,
    EnrollmentData,
    EnrollmentFilters,
    GradeData,
    GradeFilters,
    MemberData,
    ProgressData,
    SemesterProgressData,
    SubmissionData,
    SubmissionFilters,
    SubmissionSummary,
)
from apps.enrollments.rest import serializers as shapes
from yggdrasil.mongodb.paging import Page, Window
from yggdrasil.rest.views import DetailView, ListView

Ordering = tuple[str, ...]


class CohortList(ListView):
    """Cohorts: students see those they are or were in, teachers those that have their courses."""

    serializer_class = shapes.CohortSummarySerializer
    filters = CohortFilters
    orderings = {"-starts_at": ("-starts_at",), "name": ("name",)}

    def get_page(
        self, *, filters: CohortFilters, ordering: Ordering, window: Window
    ) -> Page[CohortSummary]:
        """Return one page."""
        return queries.list_cohorts(
            viewer=self.actor, filters=filters, ordering=ordering, window=window
        )


class CohortDetail(DetailView):
    """One cohort."""

    serializer_class = shapes.CohortSerializer

    def get_object(self, *, cohort_id: str) -> CohortData:
        """Return the cohort."""
        return queries.get_cohort(viewer=self.actor, cohort_id=cohort_id)


class MemberList(ListView):
    """Who is in a cohort now, by name."""

    serializer_class = shapes.MemberSerializer
    orderings = {"joined_at": ("joined_at",)}

    def get_page(
        self, *, cohort_id: str, ordering: Ordering, window: Window, **_filters: None
    ) -> Page[MemberData]:
        """Return one page."""
        return queries.list_members(
            viewer=self.actor, cohort_id=cohort_id, ordering=ordering, window=window
        )


class SemesterProgressList(ListView):
    """How the students of a cohort do; closed to students."""

    serializer_class = shapes.SemesterProgressSerializer
    orderings = {"-overall_progress_percent": ("-overall_progress_percent",)}

    def get_page(
        self, *, cohort_id: str, ordering: Ordering, window: Window, **_filters: None
    ) -> Page[SemesterProgressData]:
        """Return one page."""
        return queries.list_semester_progress(
            viewer=self.actor, cohort_id=cohort_id, ordering=ordering, window=window
        )


class EnrollmentList(ListView):
    """Enrolments: students see their own, teachers those in their courses."""

    serializer_class = shapes.EnrollmentSerializer
    filters = EnrollmentFilters
    orderings = {"-enrolled_at": ("-enrolled_at",)}

    def get_page(
        self, *, filters: EnrollmentFilters, ordering: Ordering, window: Window
    ) -> Page[EnrollmentData]:
        """Return one page."""
        return queries.list_enrollments(
            viewer=self.actor, filters=filters, ordering=ordering, window=window
        )


class EnrollmentDetail(DetailView):
    """One enrolment."""

    serializer_class = shapes.EnrollmentSerializer

    def get_object(self, *, enrollment_id: str) -> EnrollmentData:
        """Return the enrolment."""
        return queries.get_enrollment(viewer=self.actor, enrollment_id=enrollment_id)


class EnrollmentProgress(DetailView):
    """How far the student of an enrolment is."""

    serializer_class = shapes.ProgressSerializer

    def get_object(self, *, enrollment_id: str) -> ProgressData:
        """Return the progress."""
        return queries.get_progress_of_enrollment(viewer=self.actor, enrollment_id=enrollment_id)


class SubmissionList(ListView):
    """Submissions: students see their own, teachers those in their courses."""

    serializer_class = shapes.SubmissionSummarySerializer
    filters = SubmissionFilters
    orderings = {"-submitted_at": ("-submitted_at",)}

    def get_page(
        self, *, filters: SubmissionFilters, ordering: Ordering, window: Window
    ) -> Page[SubmissionSummary]:
        """Return one page."""
        return queries.list_submissions(
            viewer=self.actor, filters=filters, ordering=ordering, window=window
        )


class SubmissionDetail(DetailView):
    """One submission with what was handed in."""

    serializer_class = shapes.SubmissionSerializer

    def get_object(self, *, submission_id: str) -> SubmissionData:
        """Return the submission."""
        return queries.get_submission(viewer=self.actor, submission_id=submission_id)


class GradeList(ListView):
    """Grades: students see their own once released, teachers those in their courses."""

    serializer_class = shapes.GradeSerializer
    filters = GradeFilters
    orderings = {"-graded_at": ("-graded_at",)}

    def get_page(
        self, *, filters: GradeFilters, ordering: Ordering, window: Window
    ) -> Page[GradeData]:
        """Return one page."""
        return queries.list_grades(
            viewer=self.actor, filters=filters, ordering=ordering, window=window
        )


class GradeDetail(DetailView):
    """One grade."""

    serializer_class = shapes.GradeSerializer

    def get_object(self, *, grade_id: str) -> GradeData:
        """Return the grade."""
        return queries.get_grade(viewer=self.actor, grade_id=grade_id)


class CertificateList(ListView):
    """Certificates: students see their own, teachers those of their courses."""

    serializer_class = shapes.CertificateSerializer
    filters = CertificateFilters
    orderings = {"-issued_at": ("-issued_at",)}

    def get_page(
        self, *, filters: CertificateFilters, ordering: Ordering, window: Window
    ) -> Page[CertificateData]:
        """Return one page."""
        return queries.list_certificates(
            viewer=self.actor, filters=filters, ordering=ordering, window=window
        )


class CertificateDetail(DetailView):
    """One certificate."""

    serializer_class = shapes.CertificateSerializer

    def get_object(self, *, certificate_id: str) -> CertificateData:
        """Return the certificate."""
        return queries.get_certificate(viewer=self.actor, certificate_id=certificate_id)


class DecisionList(ListView):
    """Decisions on semesters: students see their own, teachers those in cohorts they teach."""

    serializer_class = shapes.DecisionSerializer
    filters = DecisionFilters
    orderings = {"-decided_at": ("-decided_at",)}

    def get_page(
        self, *, filters: DecisionFilters, ordering: Ordering, window: Window
    ) -> Page[DecisionData]:
        """Return one page."""
        return queries.list_decisions(
            viewer=self.actor, filters=filters, ordering=ordering, window=window
        )


class DecisionDetail(DetailView):
    """One decision."""

    serializer_class = shapes.DecisionSerializer

    def get_object(self, *, decision_id: str) -> DecisionData:
        """Return the decision."""
        return queries.get_decision(viewer=self.actor, decision_id=decision_id)
