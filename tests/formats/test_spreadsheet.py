from __future__ import annotations

import io

import pytest
from openpyxl import Workbook, load_workbook

from quizapp.formats.spreadsheet import neutral, sheet_title


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


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Points", "Points"),
        ("Punkte / Score", "Punkte - Score"),
        ("[a]: b*c?\\d", "-a-- b-c--d"),
        ("’Score’ of 'Ani'", "’Score’ of 'Ani"),
        ("a\tb\x00\n c ", "a b c"),
        ("x" * 40, "x" * 30),
        ("x" * 29 + "'x", "x" * 29),
        ("Միավորներ", "Միավորներ"),
        ("History", "History-"),
        ("'HISTORY' ", "HISTORY-"),
        ("History of Armenia", "History of Armenia"),
        ("'", "-"),
        ("", "-"),
    ],
)
def test_every_text_can_be_the_title_of_a_sheet(text, told):
    assert sheet_title(text) == told


@pytest.mark.parametrize("text", ["Punkte / Score", "[a]: b*c?\\d", "'", "", "\x00", "x" * 40, "\U0001d50d" * 20])
def test_a_title_of_a_sheet_is_one_that_it_is_found_by(text):
    workbook = Workbook(write_only=True)
    for _time in range(2):
        workbook.create_sheet(sheet_title(text))
    kept = io.BytesIO()
    workbook.save(kept)
    first, second = load_workbook(kept).sheetnames
    assert first == sheet_title(text) != second
