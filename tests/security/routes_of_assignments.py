"""What each visitor gets where assignments are given out and done."""

from __future__ import annotations

from tests.security.rows import Row, instructors

_QUIZ = {"title": "Made by test", "source": "rules", "rules": "1 ×", "points": "10", "attempts": "1", "counts": "best"}
_QUIZ |= {"feedback": "after", "late": "refuse", "percent_per_day": "10"}
_QUIZ |= dict.fromkeys(("score", "verdict", "key", "explanation"), "after_submission")
_OF_STUDENTS = Row(404, 200, 200, 404)  # their teacher does not learn there
_DEEDS_OF_STUDENTS = Row(404, 302, 302, 404)

ROWS = {
    **{
        f"GET assignments.{page}": instructors()
        for page in (
            *("list_assignments", "create_assignment", "edit_assignment", "show_assignment", "preview_assignment"),
            "copy_assignment",
        )
    },
    **{f"POST assignments.{deed}_assignment": instructors(302).sending(**_QUIZ) for deed in ("create", "edit")},
    **{f"POST assignments.{deed}_assignment": instructors(302) for deed in ("close", "reopen", "remove")},
    "POST assignments.restore_assignment": instructors(302),  # it does not lie in the trash: its page
    "POST assignments.copy_assignment": instructors(422),
    "POST assignments.make_paper": instructors(302).sending(versions="2"),
    **{f"GET assignments.{page}": instructors() for page in ("show_paper", "show_paper_key", "draw_paper_code")},
    "GET assignments.edit_exception": instructors(404),  # the person at hand is not in the class
    "POST assignments.edit_exception": instructors(404),
    "POST assignments.give_time": instructors(404),
    "GET assignments.list_tasks": _OF_STUDENTS,
    "GET assignments.show_task": Row(404, 200, 200, 302),  # who teaches alone is led to their own page of it
    "POST assignments.start_task": _DEEDS_OF_STUDENTS,
    "POST assignments.mark_passage": _DEEDS_OF_STUDENTS,
}
