"""Courses as lists, details and neighbours see them."""

from dataclasses import dataclass, field
from datetime import datetime

from apps.courses.data.outlines import OutlineSizeData
from apps.courses.data.words import CollaboratorRole, CourseStatus, Level, MaterialKind, ReadingVia


@dataclass(frozen=True, kw_only=True)
class InstructorData:
    """Who answers for a course, as it shows them.

    Attributes:
        id: id of the account; empty where the predecessor had none that is valid.
        name: as on the profile.
        email: as on the account.
        is_active: False once the account is closed.
    """

    id: str
    name: str
    email: str = ""
    is_active: bool = True


@dataclass(frozen=True, kw_only=True)
class CollaboratorData(InstructorData):
    """Somebody who helps with a course.

    Attributes:
        role: what they do in it.
    """

    role: CollaboratorRole = CollaboratorRole.ASSISTANT


@dataclass(frozen=True, kw_only=True)
class CourseSettingsData:
    """Who may come, when, and what they may do.

    Attributes:
        is_public: True if anybody may read the course once it is published.
        requires_approval: True if an enrolment waits for a yes.
        capacity: seats, 1 to 10,000; None for no limit.
        starts_at: first day; None for any time.
        ends_at: last day; None for any time.
        allows_late_submissions: True if work may come after its time.
        allows_discussions: True if learners may discuss.
        allows_collaboration: True if learners may work together.
    """

    is_public: bool = True
    requires_approval: bool = False
    capacity: int | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    allows_late_submissions: bool = True
    allows_discussions: bool = True
    allows_collaboration: bool = False


@dataclass(frozen=True, kw_only=True)
class CourseMaterialData:
    """Something that goes with the course as a whole.

    Attributes:
        id: id of the material.
        name: what it is called.
        kind: file, link or reference.
        url: where it is.
        description: what it is good for.
        size_bytes: how big a file is; None if nobody said.
        uploaded_at: when it was added, UTC.
    """

    id: str = ""
    name: str
    kind: MaterialKind
    url: str
    description: str = ""
    size_bytes: int | None = None
    uploaded_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class CourseSummary:
    """A course in a list, without its outline.

    Attributes:
        id: id of the course.
        code: short code, unique; None where it has none.
        slug: its name in addresses, unique.
        title: its name.
        description: what it is about.
        category: subject, as the school sorts them.
        level: how much one must know before.
        status: where it stands.
        instructor: who answers for it.
        thumbnail: address of a picture; empty for none.
        tags: words to find it by.
        estimated_minutes: how long a learner needs for all of it; 0 if nobody said.
        is_public: True if anybody may read it once published.
        outline_size: how many published parts it has.
        published_at: when it was published; None while a draft.
        created_at: when it was made, UTC.
        updated_at: when it last changed, UTC.
        version: how often it changed.
    """

    id: str
    code: str | None
    slug: str
    title: str
    description: str
    category: str
    level: Level
    status: CourseStatus
    instructor: InstructorData
    thumbnail: str
    tags: tuple[str, ...]
    estimated_minutes: int
    is_public: bool
    outline_size: OutlineSizeData
    published_at: datetime | None
    created_at: datetime
    updated_at: datetime
    version: int


@dataclass(frozen=True, kw_only=True)
class CourseData(CourseSummary):
    """A course as its neighbours see it: everything but outline and materials.

    Attributes:
        settings: who may come, when, and what they may do.
        collaborators: who helps.
        prerequisites: what one should know, in words.
        prerequisite_ids: ids of courses one should have completed.
    """

    settings: CourseSettingsData
    collaborators: tuple[CollaboratorData, ...]
    prerequisites: tuple[str, ...]
    prerequisite_ids: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class CourseDetails:
    """What an editor writes about a course, beside its outline.

    Example:
        CourseDetails(title="Python Basics", description="From zero.", category="Programming",
                      level=Level.BEGINNER)

    Attributes:
        title: its name, 1 to 100 characters.
        description: what it is about, 1 to 1,000 characters.
        category: subject, 1 to 50 characters.
        level: how much one must know before.
        code: short code, unique, made capital; None for none.
        tags: at most 20 words to find it by, 30 characters each.
        prerequisites: at most 20 sentences on what one should know, 100 characters each.
        prerequisite_ids: ids of at most 20 courses one should have completed.
        thumbnail: web address of a picture; empty for none.
        estimated_minutes: how long a learner needs for all of it; 0 if nobody said.
        settings: who may come, when, and what they may do.
    """

    title: str
    description: str
    category: str
    level: Level
    code: str | None = None
    tags: tuple[str, ...] = ()
    prerequisites: tuple[str, ...] = ()
    prerequisite_ids: tuple[str, ...] = ()
    thumbnail: str = ""
    estimated_minutes: int = 0
    settings: CourseSettingsData = field(default_factory=CourseSettingsData)


@dataclass(frozen=True, kw_only=True)
class PublicationData:
    """Whether a course is published, and what keeps it from being so.

    Attributes:
        course_id: id of the course.
        status: where it stands.
        is_public: True if anybody may read it once published.
        published_at: when it was published; None while a draft.
        obstacles: one sentence for each thing missing; empty if it may be published.
    """

    course_id: str
    status: CourseStatus
    is_public: bool
    published_at: datetime | None
    obstacles: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class CourseCounts:
    """How many courses stand where, for the statistics app.

    Attributes:
        drafts: being written.
        published: read by learners.
        archived: put away.
    """

    drafts: int
    published: int
    archived: int


@dataclass(frozen=True, kw_only=True)
class ReadingData:
    """One reason why somebody may read a course that is not public.

    Attributes:
        course_id: id of the course.
        account_id: id of the account.
        via: enrolment, cohort or grant.
        source_id: id of the enrolment or cohort; of the course for a grant.
        since: from when on, UTC.
    """

    course_id: str
    account_id: str
    via: ReadingVia
    source_id: str
    since: datetime
