"""What each visitor gets where classes are taught and joined."""

from __future__ import annotations

from datetime import timedelta

from quizapp.clock import utcnow
from tests.security.rows import SIGN_IN, Row, everybody, instructors

_SETTINGS = {"name": "Renamed by test", "time_zone": "UTC", "rollover_hour": "4"}
_PAGES = (
    "show_code",
    "draw_code",
    "edit_class",
    "copy_class",
    "list_announcements",
    "edit_announcement",
    "list_readers",
    "list_teachers",
    "add_students",
    "choose_cards",
)

_EXAM = {"title": "U", "held_on": f"{utcnow() + timedelta(days=30):%Y-%m-%d}", "banks": "1", "minutes": "5"}
_HOLIDAY = {"name": "Kept by test", "first": "2020-01-01"}

ROWS = {
    "GET oversight.list_class_actions": instructors(),
    "GET oversight.export_class_actions": instructors(),
    "POST oversight.take_action_back": instructors(302),
    "GET classroom.list_classes": everybody(),
    "GET classroom.show_class": Row(SIGN_IN, 302, 302, 200),  # who learns there is led to their own page
    "GET classroom.create_class": instructors(),
    "POST classroom.create_class": instructors(302).sending(name="Made by test"),
    **{f"GET classroom.{page}": instructors() for page in _PAGES},
    "POST classroom.edit_class": instructors(302).sending(**_SETTINGS),
    "POST classroom.copy_class": instructors(302).sending(name="Copied by test"),
    **{f"POST classroom.{deed}_class": instructors(302) for deed in ("archive", "restore")},
    "POST classroom.write_announcement": instructors(302).sending(text="Told by test"),
    "POST classroom.edit_announcement": instructors(302).sending(text="Changed by test"),
    **{f"POST classroom.{deed}_announcement": instructors(302) for deed in ("withdraw", "restore")},
    "GET classroom.list_own_announcements": Row(404, 200, 200, 404),  # its teacher does not learn there
    "POST classroom.acknowledge_announcements": Row(404, 302, 302, 404),
    "POST classroom.preview_roster": instructors().sending(text="Ani Petrosyan\nBen Smith"),
    "POST classroom.apply_roster": instructors().sending(text="Ani Petrosyan"),  # shown again: it was not seen before
    "POST classroom.change_code": instructors(302).sending(deed="new"),
    "POST classroom.add_teacher": instructors(302).sending(name="viewer"),
    "POST classroom.change_teacher": instructors(404).sending(role="none"),  # the person at hand teaches nothing
    "GET classroom.show_own_class": Row(404, 200, 200, 404),  # its teacher does not learn there
    "POST classroom.confirm_class": Row(404, 302, 302, 404),
    "POST classroom.make_cards": instructors(302),  # nobody was chosen
    "GET classroom.show_student": instructors(404),  # the person at hand is in no class of theirs
    "POST classroom.show_student": instructors(404).sending(roster_name="Renamed", extra_time_percent="0"),
    **{f"POST classroom.{deed}_student": instructors(404) for deed in ("move", "remove", "restore", "erase")},
    **{f"GET planning.{page}": instructors() for page in ("show_class_calendar", "edit_holiday")},
    "GET planning.lead_from_holidays": instructors(302),
    **{f"POST planning.{deed}_holiday": instructors(302).sending(**_HOLIDAY) for deed in ("add", "edit", "remove")},
    "GET planning.create_class_exam": instructors(),
    "POST planning.create_class_exam": instructors(302).sending(**_EXAM),
    **{f"GET planning.{page}_class_exam": instructors() for page in ("show", "edit")},
    **{f"POST planning.{deed}_class_exam": instructors(302).sending(**_EXAM) for deed in ("edit", "remove", "restore")},
    "POST classroom.begin_fit": instructors(302),
    "POST classroom.revert_fit": instructors(404),  # the fit at hand is everyone's
    "POST planning.copy_holidays": instructors(404),  # from no class
    "GET classroom.open_card": everybody(),
    "GET classroom.draw_card": everybody(),
    "POST classroom.sign_in_by_card": everybody().sending(picture="sun"),  # the first of three
    "GET classroom.enter_code": everybody(),
    "POST classroom.enter_code": everybody(302).sending(code="CLASSX"),
    "GET classroom.join_class": Row(200, 302, 302, 302),  # whoever is in it, or teaches it, is sent to its page
    "POST classroom.join_class": everybody(302).sending(name="A newcomer"),
}
