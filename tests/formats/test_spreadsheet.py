from __future__ import annotations

import pytest

from quizapp.formats.spreadsheet import neutral


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff20"])
def test_what_begins_like_a_formula_is_no_formula(start):
    assert neutral(f"{start}1+1") == f"'{start}1+1"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Ani;=HYPERLINK(1)", "Ani;'=HYPERLINK(1)"),
        ('Ani; "@SUM', "Ani; \"'@SUM"),
        ("Ani\t-1;+1", "Ani\t'-1;'+1"),
        ("=1;=1", "'=1;'=1"),
    ],
)
def test_where_a_semicolon_ends_a_cell_nothing_runs_after_it_either(text, told):
    assert neutral(text) == told


def test_other_texts_stay_as_they_are():
    assert neutral("1 = 1") == "1 = 1"
    assert neutral("A, -5; a=b") == "A, -5; a=b"
    assert neutral("") == ""
