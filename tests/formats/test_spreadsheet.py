from __future__ import annotations

import pytest

from quizapp.formats.spreadsheet import neutral


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_what_begins_like_a_formula_is_no_formula(start):
    assert neutral(f"{start}1+1") == f"'{start}1+1"


def test_other_texts_stay_as_they_are():
    assert neutral("1 = 1") == "1 = 1"
    assert neutral("") == ""
