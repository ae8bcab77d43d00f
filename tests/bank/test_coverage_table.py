from __future__ import annotations

import json
from typing import NamedTuple

import pytest

from quizapp.bank.coverage import count_coverage
from quizapp.bank.coverage_table import abbreviation, as_json, as_text
from quizapp.kinds.registry import KINDS


class Citation(NamedTuple):
    kind: str
    level: int
    sources: tuple[str, ...]


ABOUT = "Something that takes a good many words to be said at all"
COVERAGE = count_coverage(
    [Citation("date", 1, ("a#p1",)), Citation("short_answer", 3, ("a#p1",))], [("a#p1", ABOUT), ("a#p22", "Nothing")]
)


def test_the_table_is_as_wide_as_what_it_says():
    assert as_text(COVERAGE, 200).splitlines() == [
        f"passage        {'about'.ljust(len(ABOUT))}  all  sa  da  L1  L2  L3",
        f"a#p1           {ABOUT}    2   1   1   1   ·   1",
        f"a#p22          {'Nothing'.ljust(len(ABOUT))}    ·   ·   ·   ·   ·   ·",
        f"all questions  {'each counted once'.ljust(len(ABOUT))}    2   1   1   1   ·   1",
        "",
        "sa short_answer, da date, L1 recall, L2 connect, L3 judge",
        "",
        "No question cites:",
        "  a#p22  Nothing",
    ]


@pytest.mark.parametrize("width", [60, 70, 80])
def test_what_a_passage_is_about_is_cut_to_the_terminal(width):
    lines = as_text(COVERAGE, width).split("\n\n")[0].splitlines()
    assert {len(line) for line in lines} == {width}
    assert "Something that t" in lines[1]
    assert "…" in lines[1]


def test_a_terminal_without_a_width_gets_a_table_all_the_same():
    assert "Something that…" in as_text(COVERAGE, 0)


def test_nothing_to_complain_of_is_not_mentioned():
    assert "No question cites" not in as_text(count_coverage([Citation("date", 1, ("a#p1",))], [("a#p1", "x")]), 80)


def test_programs_get_every_figure():
    assert json.loads(as_json(COVERAGE)) == {
        "passages": [
            {
                "passage": "a#p1",
                "about": ABOUT,
                "questions": 2,
                "kinds": {"short_answer": 1, "date": 1},
                "levels": {"1": 1, "2": 0, "3": 1},
            },
            {"passage": "a#p22", "about": "Nothing", "questions": 0, "kinds": {}, "levels": {"1": 0, "2": 0, "3": 0}},
        ],
        "total": {"questions": 2, "kinds": {"short_answer": 1, "date": 1}, "levels": {"1": 1, "2": 0, "3": 1}},
        "uncited": ["a#p22"],
    }


def test_every_kind_has_letters_of_its_own():
    assert len({abbreviation(kind) for kind in KINDS}) == len(KINDS)
