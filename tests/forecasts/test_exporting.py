from __future__ import annotations

from dataclasses import replace

from quizapp.forecasts.exporting import csv_of
from quizapp.forecasts.mastery import mastery_of
from tests.forecasts.test_mastery import CARDS, STANDINGS, STUDENTS


def test_a_line_for_each_student_and_topic():
    lines = csv_of(mastery_of(STUDENTS, STANDINGS, CARDS)).split("\r\n")
    assert lines[0].startswith("student,topic,cards,cards_met,recall_today,")
    assert lines[1].startswith("Ani,csto,12,10,0.8000,")
    assert lines[2] == "Ani,armenia,8,2,,,,,,"
    assert lines[6] == "Clara,armenia,8,0,,,,,,"
    assert len(lines) == 8


def test_a_name_that_a_spreadsheet_would_run_is_made_harmless():
    students = [replace(STUDENTS[0], roster_name="=1+1"), *STUDENTS[1:]]
    assert "\r\n'=1+1,csto" in csv_of(mastery_of(students, STANDINGS, CARDS))
