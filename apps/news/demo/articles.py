"""What the demo school tells."""

from dataclasses import dataclass

from apps.news.data import ContentFormat


@dataclass(frozen=True, kw_only=True)
class DemoArticle:
    """One article of the demo school.

    Attributes:
        key: part of its id, the same at every run.
        title: its headline.
        summary: a sentence.
        content: what it says.
        category: key of its category.
        tags: names of its tags.
        days: days before the present when it was published; negative for days to come, None for
            a draft.
        is_pinned: whether it stands before all others.
        lasts_days: how long it is news; None for ever.
        content_format: how it is written.
        comments: what people say under it; a text that begins with `>` answers the one before.
    """

    key: str
    title: str
    summary: str
    content: str
    category: str
    tags: tuple[str, ...] = ()
    days: int | None = 0
    is_pinned: bool = False
    lasts_days: int | None = None
    content_format: ContentFormat = ContentFormat.PLAIN
    comments: tuple[str, ...] = ()


CATEGORIES = (
    ("general", "General", "What concerns everybody."),
    ("academic", "Academic", "Courses, exams, results."),
    ("events", "Events", "What happens on campus, and when."),
    ("announcements", "Announcements", "What the office has to say."),
)

ARTICLES = (
    DemoArticle(
        key="welcome",
        title="Welcome to the new Yggdrasil",
        summary="One place for courses, timetables, news and results.",
        content="<p>Courses, timetables, news and results now live in <strong>one place</strong>. "
        "Your old password works; nothing that you handed in was lost.</p><h2>What is new</h2>"
        "<ul><li>Calendars you can subscribe to</li><li>Progress that adds up</li>"
        "<li>News you can comment on</li></ul><p>Something missing? Tell the help desk.</p>",
        category="announcements",
        tags=("Platform", "Help"),
        days=28,
        is_pinned=True,
        content_format=ContentFormat.HTML,
        comments=(
            "The calendar feed works on my telephone. Thank you!",
            "> Which app do you use?",
            "Can we still see last year's grades?",
            "> Yes, under cohorts, for each semester.",
        ),
    ),
    DemoArticle(
        key="exam-week",
        title="Exam week: rooms and rules",
        summary="Where to be, what to bring, what to leave outside.",
        content="Exams begin at eight and at two. Rooms are in your timetable since today.\n\n"
        "Bring your card and two pens. Telephones stay in your bag, switched off.\n\n"
        "If you are ill, write to the office before the exam begins, not after.",
        category="academic",
        tags=("Exams", "Timetable"),
        days=3,
        is_pinned=True,
        lasts_days=30,
        comments=(
            "May we use a calculator in Accounting?",
            "> Yes, one that cannot send messages.",
        ),
    ),
    DemoArticle(
        key="library-hours",
        title="The library opens until midnight",
        summary="Longer hours until the end of the exams.",
        content="From Monday to Thursday the library stays open until midnight, on Fridays until "
        "ten.\n\nThe third floor is silent. Coffee is allowed on the ground floor only, in cups "
        "with a lid.",
        category="general",
        tags=("Library", "Exams"),
        days=5,
        comments=("Finally!", "Please open the silent room on Sundays too."),
    ),
    DemoArticle(
        key="career-fair",
        title="Career fair with forty employers",
        summary="Bring five copies of your CV and one good question.",
        content="Forty employers come to the main hall, from the two-person studio to the state "
        "railways.\n\nStaff of the career office read CVs at the entrance, ten minutes each, no "
        "appointment needed.",
        category="events",
        tags=("Careers", "Internships"),
        days=8,
        comments=("Will there be design studios?", "> Six of them; the list is on the door."),
    ),
    DemoArticle(
        key="python-projects",
        title="Python Basics: the projects are online",
        summary="Twelve small programs written by first-year students.",
        content="A timetable that speaks, a chess clock, a machine that names mushrooms: twelve "
        "projects from Python Basics can be tried in the computer room until Friday.",
        category="academic",
        tags=("Python", "Projects"),
        days=11,
        comments=("The mushroom one is great. Do not eat what it says.",),
    ),
    DemoArticle(
        key="erasmus",
        title="A semester abroad: apply by the end of the month",
        summary="Nine partner schools have places for the spring.",
        content="Lisbon, Ghent, Uppsala, Kraków and five others have places for the spring "
        "semester.\n\nYou need a plan of courses, a letter of one page, and the signature of the "
        "teacher who knows you best.",
        category="announcements",
        tags=("Abroad",),
        days=13,
        lasts_days=40,
    ),
    DemoArticle(
        key="network",
        title="Network maintenance on Sunday night",
        summary="No Wi-Fi from two to four in the morning.",
        content="The network is renewed on Sunday night between two and four. What you hand in "
        "after two waits on your machine and is sent at four; the time on it counts.",
        category="general",
        tags=("Platform",),
        days=15,
        lasts_days=6,
    ),
    DemoArticle(
        key="film-club",
        title="The film club is back",
        summary="Every second Wednesday, with subtitles, free.",
        content="We begin with <em>Playtime</em> by Jacques Tati, which is also a lesson in "
        "interface design. Every second Wednesday at seven, lecture room B, free.",
        category="events",
        tags=("Clubs", "Culture"),
        days=17,
        content_format=ContentFormat.HTML,
        comments=("Popcorn?", "> Bring your own bowl."),
    ),
    DemoArticle(
        key="grades-released",
        title="Grades of the first semester are out",
        summary="How to read them, and what to do if one is wrong.",
        content="Grades are in your record since noon.\n\nIf you think that one is wrong, ask the "
        "teacher first, within two weeks. If you still disagree, the office looks at it with a "
        "second teacher.",
        category="academic",
        tags=("Grades",),
        days=20,
    ),
    DemoArticle(
        key="bicycles",
        title="Sixty new places for bicycles",
        summary="Behind the workshop, with a roof and a pump.",
        content="The car park behind the workshop gave up eight places for cars, and there are now "
        "sixty for bicycles, with a roof, a pump and a socket for repair lights.",
        category="general",
        tags=("Campus",),
        days=24,
        comments=("Best eight cars ever.",),
    ),
    DemoArticle(
        key="guest-lecture",
        title="Guest lecture: how trains keep time",
        summary="A planner of the railways on timetables for a million people.",
        content="Every morning a million people reach work because somebody solved a puzzle in the "
        "night. Ingrid Solberg plans timetables for the railways and shows how.",
        category="events",
        tags=("Lectures", "Algorithms"),
        days=26,
    ),
    DemoArticle(
        key="help-desk",
        title="The help desk moves to the ground floor",
        summary="Next to the entrance, from eight to six.",
        content="The help desk is now next to the entrance, where people look for it. From eight "
        "to six, and by e-mail until ten.",
        category="announcements",
        tags=("Help", "Campus"),
        days=31,
    ),
    DemoArticle(
        key="scholarships",
        title="Scholarships: who may apply",
        summary="Three funds, one form, until the first of December.",
        content="There is one form for all three funds. It asks for income, not for grades. Staff "
        "of the office help to fill it in, on Tuesdays without appointment.",
        category="announcements",
        tags=("Scholarships",),
        days=35,
    ),
    DemoArticle(
        key="hackathon",
        title="Hackathon: twenty-four hours for the town",
        summary="Bus delays, empty rooms, lost gloves: what would you build?",
        content="The town opens its data for a weekend. Teams of four, one of whom should not "
        "study computer science. Sleeping bags welcome.",
        category="events",
        tags=("Hackathon", "Projects"),
        days=39,
        comments=("Looking for a designer!", "> Me. I am in Interface Design.", "Count me in."),
    ),
    DemoArticle(
        key="attendance",
        title="How attendance is counted",
        summary="What counts, what does not, and where to see it.",
        content="Attendance counts for thirty per cent of your progress. A lesson that is marked "
        "late is marked all the same. You see your rate on your own page, on the same day.",
        category="academic",
        tags=("Attendance", "Help"),
        days=44,
        comments=("Does a medical certificate help?", "> Yes: hand it in within three days."),
    ),
    DemoArticle(
        key="garden",
        title="The school garden looks for hands",
        summary="Tuesdays at five, no experience needed.",
        content="Tomatoes are easy, potatoes are forgiving, and whoever weeds may harvest.",
        category="general",
        tags=("Clubs", "Campus"),
        days=52,
    ),
    DemoArticle(
        key="spring-timetable",
        title="The spring timetable",
        summary="It appears here by itself when it is ready.",
        content="The timetable of the spring semester is in your calendar. Subscribed calendars "
        "follow within the hour.",
        category="academic",
        tags=("Timetable",),
        days=-6,
    ),
    DemoArticle(
        key="open-day",
        title="Open day: bring your parents",
        summary="Labs, workshops and cake, for those who may come next year.",
        content="Every department opens its doors. Students show what they made; parents may ask "
        "what they always wanted to.",
        category="events",
        tags=("Campus",),
        days=-13,
    ),
    DemoArticle(
        key="new-courses",
        title="Courses planned for next year",
        summary="What teachers would like to offer, for discussion.",
        content="A first list for the council: typography on paper, data journalism, statics for "
        "curious people. To be completed before it goes out.",
        category="academic",
        tags=("Courses",),
        days=None,
    ),
    DemoArticle(
        key="canteen",
        title="What the canteen learned from your answers",
        summary="Draft: figures still to be checked.",
        content="Four hundred answers, three clear wishes: later, warmer, less plastic.",
        category="general",
        tags=("Campus",),
        days=None,
    ),
)
