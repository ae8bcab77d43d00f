from __future__ import annotations

import pytest

from tests.gradebook.test_views import main_of, told


@pytest.mark.longer
def test_the_grade_opens_to_its_categories(app, desk, class_id, give_out, take, students):
    one, other = give_out(title="Week one"), give_out(title="Week two")
    take(one, students[0], right=3)
    take(other, students[0], right=0)
    sent = {"rows": "3", "weighted": "1", "missing_is_zero": "1", "places": "0", "name-1": "Quizzes", "weight-1": "50"}
    sent |= {"drop-1": "1"} | {f"points-{number}": "10" for number in (one, other)}
    sent |= {f"category-{number}": "1" for number in (one, other)}
    assert desk.post(f"/classes/{class_id}/gradebook/rules", data=sent).status_code == 302
    words = told(main_of(desk, f"/classes/{class_id}/gradebook/students/{students[0]}"))
    assert "Grade: 100 %" in words
    assert "Quizzes 10 of 10 100 % 50 of 50 100 %" in words
    assert "Dropped in Quizzes, as the lowest: Week two (0 %)" in words
    assert "add up to 50" in words
