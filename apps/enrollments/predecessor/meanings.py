"""What the findings about cohorts, progress and older collections mean, for people."""

MEANINGS = {
    "another_row_came_further": "A course stands in several rows of a student; the best counts.",
    "attendance_rate_differs": "The stored rate is not that of the registers, which won.",
    "average_grade_differs": "The stored mean grade is not that of the scores, which won.",
    "cohort_unknown": "The cohort named does not exist; the reference is kept.",
    "course_list_differs": "A list of courses differs from the standings, which won.",
    "course_named_twice": "A course without key, or twice in one row; the first one counts.",
    "course_missing": "A document of the older design without course; kept in the remainders.",
    "course_unknown": "The course named does not exist; the reference is kept.",
    "creator_unknown": "Whoever made the cohort is nobody's account; the reference is kept.",
    "current_cohort_missing": "Cohorts list the student, who names none as the current one.",
    "current_cohort_not_listed": "The student's current cohort does not list the student; it won.",
    "ends_before_start": "It ends before it begins; kept as it is, for staff to decide.",
    "enrolled_twice": "Two open enrolments of one student in one course; the later one is closed.",
    "events_attended_differs": "The stored number is not that of the registers, which won.",
    "events_total_differs": "The stored number is not that of the registers' rows, which won.",
    "history_open_but_not_listed": "A history without end in a cohort that does not list the "
    "student; the membership is closed, and contested.",
    "history_unreadable": "An entry of the history that names no cohort; left out.",
    "intake_unusual": "Odd semesters begin in September and even ones in March; kept as it is.",
    "listed_but_not_in_history": "A cohort lists the student, whose history does not know it; "
    "the list won.",
    "member_is_no_student": "A cohort lists somebody who is no student; kept as it is.",
    "member_unknown": "A cohort lists somebody who is nobody's account; left out.",
    "overall_progress_differs": "The stored progress is not that of its formula, which won.",
    "progress_taken": "A second progress of one student in one course; kept in the remainders.",
    "row_of_nobody": "A progress row without student or cohort; kept in the remainders.",
    "row_taken": "A second progress row of one student and cohort; kept in the remainders.",
    "semester_stuck": "The stored semester is not the cohort's, which won.",
    "several_cohorts_at_once": "Several cohorts list the student; all but one are contested.",
    "student_missing": "A document of the older design without student; kept in the remainders.",
    "student_unknown": "The student is nobody's account; the document is kept.",
    "submission_refused": "A submission without exercise, or a second one of the same attempt; "
    "kept in the remainders.",
}
