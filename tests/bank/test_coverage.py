from __future__ import annotations

from typing import NamedTuple

from quizapp.bank.coverage import Counts, count_coverage


class Citation(NamedTuple):
    kind: str
    level: int
    sources: tuple[str, ...]


PASSAGES = [("a#p2", "second"), ("a#p1", "first"), ("a#p3", "never")]


def test_a_question_counts_for_every_passage_that_it_cites_and_once_in_all():
    questions = [
        Citation("date", 1, ("a#p1", "a#p2", "a#p1")),
        Citation("date", 3, ("a#p1",)),
        Citation("cloze", 1, ("a#p1",)),
    ]
    coverage = count_coverage(iter(questions), PASSAGES)
    assert [(row.reference, row.about, row.counts) for row in coverage.rows] == [
        ("a#p2", "second", Counts(1, {"date": 1}, {1: 1})),
        ("a#p1", "first", Counts(3, {"date": 2, "cloze": 1}, {1: 2, 3: 1})),
        ("a#p3", "never", Counts(0, {}, {})),
    ]
    assert coverage.total == Counts(3, {"date": 2, "cloze": 1}, {1: 2, 3: 1})
    assert [row.reference for row in coverage.uncited] == ["a#p3"]


def test_kinds_are_those_that_occur_in_the_order_of_the_registry():
    questions = [Citation("flashcard", 1, ()), Citation("cloze", 1, ()), Citation("single_choice", 1, ())]
    assert count_coverage(questions, []).kinds == ("single_choice", "cloze", "flashcard")


def test_cited_passages_that_nobody_described_stand_last():
    coverage = count_coverage([Citation("date", 1, ("z#p1", "b#p9", "a#p1"))], PASSAGES)
    assert [row.reference for row in coverage.rows] == ["a#p2", "a#p1", "a#p3", "b#p9", "z#p1"]
    assert coverage.rows[-1].about == ""


def test_drafts_of_files_are_counted_as_rows_are(make_draft):
    coverage = count_coverage([make_draft()], [("ally-2023#p2", "x")])
    assert [row.counts.questions for row in coverage.rows] == [1, 1]


def test_nothing_is_counted_as_nothing():
    coverage = count_coverage([], [])
    assert (coverage.rows, coverage.kinds, coverage.uncited) == ((), (), ())
    assert coverage.total == Counts(0, {}, {})
