"""What each visitor gets where marks are kept, decided about and shown."""

from __future__ import annotations

from tests.security.rows import Row, everybody, instructors

_LEARNERS = Row(404, 200, 200, 404)  # a class's teacher does not learn there
_KNOWN = Row(404, 200, 200, 200)
_PAGES = ("show_gradebook", "export_csv", "export_xlsx", "show_assignment_marks", "edit_gradebook", "list_regrades")

ROWS = {
    **{f"GET gradebook.{page}": instructors() for page in _PAGES},
    # the person at hand is in no class, nobody was asked the question in this one, and the regrade is of everybody
    **{f"GET gradebook.{page}": instructors(404) for page in ("show_student_marks", "show_mark", "preview_regrade")},
    **{
        f"POST gradebook.{deed}": instructors(404)
        for deed in ("decide_mark", "decide_grade", "regrade_class", "undo_regrade")
    },
    "POST gradebook.edit_gradebook": instructors(302).sending(rows="1"),
    "POST gradebook.release_marks": instructors(302),
    **{f"GET gradebook.{page}": _LEARNERS for page in ("show_own_marks", "show_own_mark")},
    "GET gradebook.show_calendar": _KNOWN,
    **{f"POST gradebook.{deed}_calendar": Row(404, 302, 302, 302) for deed in ("make", "revoke")},
    "GET gradebook.fetch_calendar": everybody(),  # whoever knows the address: calendar programs cannot sign in
}
