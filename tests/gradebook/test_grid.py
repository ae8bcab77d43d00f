from __future__ import annotations

import pytest

from tests.gradebook.test_views import main_of, told


@pytest.mark.longer
def test_a_big_class_is_shown_in_parts(app, desk, class_id, give_out, make_person):
    for number in range(21):
        give_out(title=f"Quiz {number}")
    page = main_of(desk, f"/classes/{class_id}/gradebook")
    assert "Assignments 1 to 20 of 21" in told(page)
    assert "assignments=2" in page
    assert "Quiz 20" in told(main_of(desk, f"/classes/{class_id}/gradebook?assignments=2"))


@pytest.mark.longer
def test_the_grid_takes_as_many_statements_for_many_as_for_few(desk, class_id, give_out, take, students, statements):
    def count():
        with statements() as seen:
            assert desk.get(f"/classes/{class_id}/gradebook").status_code == 200
        return len(seen)

    take(give_out(), students[0])
    few = count()
    for _time in range(4):
        take(give_out(), students[1])
    assert count() == few
