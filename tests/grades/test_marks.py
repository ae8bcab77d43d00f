from __future__ import annotations

import pytest

from quizapp.grades.marks import Cell, Standing, mark_of


@pytest.mark.parametrize(
    ("cell", "standing", "points"),
    [
        (Cell(1, 10, 7.5), Standing.GRADED, 7.5),
        (Cell(1, 10, -2), Standing.GRADED, -2),
        (Cell(1, 10), Standing.WAITING, None),
        (Cell(1, 10, is_over=True), Standing.MISSING, 0),
        (Cell(1, 10, 3, override=9), Standing.GRADED, 9),
        (Cell(1, 10, is_over=True, override=4), Standing.GRADED, 4),
        (Cell(1, 10, 10, override=9, excused=True), Standing.EXCUSED, None),
    ],
)
def test_what_a_teacher_decides_goes_before_what_was_reached(cell, standing, points):
    mark = mark_of(cell)
    assert (mark.standing, mark.points) == (standing, points)


def test_an_assignment_without_points_has_no_percentage():
    assert mark_of(Cell(1, 0, 0)).share is None
    assert mark_of(Cell(1, 4, 3)).share == 0.75
