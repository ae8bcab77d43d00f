"""What each visitor gets where classes are taught and joined."""

from __future__ import annotations

from tests.security.rows import Row, everybody, instructors

ROWS = {
    "GET classroom.list_classes": everybody(),
    "GET classroom.create_class": instructors(),
    "POST classroom.create_class": instructors(302).sending(name="Made by test"),
    "GET classroom.show_class": instructors(),
    "GET classroom.show_own_class": Row(404, 200, 200, 404),  # its teacher does not learn there
}
