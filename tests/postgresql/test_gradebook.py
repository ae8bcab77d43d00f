"""The gradebook on PostgreSQL: marks and grades, decisions, rules, regrades of a class, own marks, files, calendars."""

from __future__ import annotations

import pytest

from tests.gradebook import conftest as shared
from tests.gradebook.test_views import main_of, mark_path, told

pytestmark = [pytest.mark.slow, pytest.mark.postgresql]
teacher, students, make_class, class_id = shared.teacher, shared.students, shared.make_class, shared.class_id
question_ids, give_out, outcome, sit = shared.question_ids, shared.give_out, shared.outcome, shared.sit
take, desk = shared.take, shared.desk


def test_a_gradebook_from_answers_to_grades(desk, browse, class_id, give_out, take, students, question_ids):
    quiz, other = give_out(title="Week one"), give_out(title="Week two")
    take(quiz, students[0], right=2)
    base, mark = f"/classes/{class_id}/gradebook", mark_path(class_id, students[1], quiz)
    assert desk.post(f"{mark}/override", data={"value": "9", "text": "Orally"}).status_code == 302
    assert desk.post(f"{mark}/comment", data={"text": "Well done"}).status_code == 302
    excused = mark_path(class_id, students[0], other)
    assert desk.post(f"{excused}/excuse", data={"text": "Ill"}).status_code == 302
    sent = {"rows": "2", "weighted": "1", "missing_is_zero": "1", "name-1": "Tests", "weight-1": "60"}
    sent |= {f"points-{quiz}": "10", f"category-{quiz}": "1", f"extra-{other}": "1", f"points-{other}": "5"}
    assert desk.post(f"{base}/rules", data=sent).status_code == 302
    words = told(main_of(desk, base))
    assert "Student 0 66.7 % 6.67 66.7 % excused" in words
    assert "Student 1 90.0 % 9 90.0 %" in words
    assert "Sargsyan" in main_of(desk, mark_path(class_id, students[0], quiz))
    path = f"{base}/questions/{question_ids['surname']}/full_marks"
    assert "0 → 1 2 → 3" in told(main_of(desk, path))
    assert desk.post(path, data={"reason": "Doubtful"}).status_code == 302
    assert "Student 0 100.0 %" in told(main_of(desk, base))
    assert desk.post(f"{base}/regrades/1/undo").status_code == 302
    assert "Student 0 66.7 %" in told(main_of(desk, base))
    for ending in ("csv", "xlsx"):
        assert desk.get(f"{base}.{ending}").status_code == 200
    student = browse(students[0])
    assert "6.67" in main_of(student, f"/classes/{class_id}/marks/{quiz}")
    assert student.post("/calendar").status_code == 302
    assert ".ics" in student.get("/calendar").text
