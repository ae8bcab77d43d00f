from __future__ import annotations

import csv
import io
from dataclasses import replace
from types import SimpleNamespace

from quizapp.analysis.exporting import csv_of
from quizapp.psychometrics.findings import Finding, Sign
from quizapp.psychometrics.items import ItemStatistics
from quizapp.psychometrics.resampling import Figure

FEW = Figure(0.5, 0.1, 0.9)
ITEM = ItemStatistics(9, 9, Figure(0.123456789, 0.1, 0.25, True), FEW, 12.5, FEW, FEW, Figure(None))


def row(title="Plain?", item=ITEM, told=True):
    version = SimpleNamespace(bank_key="small", key="premier", title=title, number=2, kind="single_choice")
    return SimpleNamespace(version=version, item=item, guess=0.25, findings=(Finding(Sign.WEAK),), is_told=told)


def read(*rows):
    return list(csv.DictReader(io.StringIO(csv_of(rows), newline="")))


def test_each_question_is_a_line_with_its_figures():
    (line,) = read(row("Who, “then”?"))
    assert (line["bank"], line["question"], line["title"], line["version"]) == ("small", "premier", "Who, “then”?", "2")
    assert (line["facility"], line["facility_low"], line["facility_high"]) == ("0.123457", "0.1", "0.25")
    assert (line["random_guess_score"], line["intended_weight_percent"]) == ("0.25", "12.5")
    assert line["what_stands_out"] == "weak"


def test_what_is_too_few_to_say_is_left_empty():
    (line,) = read(row())
    assert line["sd"] == line["discrimination_index_percent"] == line["discriminative_efficiency_percent"] == ""
    (line,) = read(row(told=False))
    assert line["facility"] == line["what_stands_out"] == ""
    (line,) = read(row(item=replace(ITEM, intended_weight=None)))
    assert line["intended_weight_percent"] == ""


def test_a_title_that_begins_like_a_formula_is_none():
    (line,) = read(row('=HYPERLINK("x")'))
    assert line["title"] == '\'=HYPERLINK("x")'
