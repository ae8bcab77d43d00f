from __future__ import annotations

import pytest

from quizapp.classroom.forms import name_of_copy


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("10 b 2026/27", "10 b 2027/28"),
        ("10 b (2026–2027)", "10 b (2027–2028)"),
        ("History 26/27", "History 27/28"),
        ("History 2099 - 00", "History 2100 - 01"),
        ("99/00", "00/01"),
        ("Autumn 2026", "Autumn 2027"),
        ("10 b", "10 b (copy)"),
        ("10-12 b", "10-12 b (copy)"),
        ("Room 120265", "Room 120265 (copy)"),
        ("1914–18", "1914–18 (copy)"),
        ("x" * 80, "x" * 73 + " (copy)"),
    ],
)
def test_the_copy_of_a_class_is_called_by_the_year_after_or_a_copy(app, name, expected):
    with app.test_request_context():
        assert name_of_copy(name) == expected
