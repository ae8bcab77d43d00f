from __future__ import annotations

import time
from random import Random

import pytest

from quizapp.classroom import roster_likeness
from quizapp.classroom.roster_likeness import nearly_alike


def test_a_name_is_like_one_of_the_class_or_one_further_up_and_only_where_it_is_looked_at():
    here = {"ani petrosyan": "Ani Petrosyan"}
    names = [("Petrossyan Ani", True), ("Ben Smith", True), ("Ben Smyth", False), ("Bem Smith", True)]
    assert nearly_alike(names, here) == ({0: "Ani Petrosyan", 3: "Ben Smith"}, 0)


def test_of_very_many_the_most_alike_are_told(monkeypatch):
    monkeypatch.setattr(roster_likeness, "MOST_ALIKE", 1)
    names = [("Anahit Petrosyan", True), ("Anahit Petrosyam", True), ("Anahid Petrosyan", True)]
    assert [len(part) if isinstance(part, dict) else part for part in nearly_alike(names, {})] == [1, 1]
    monkeypatch.setattr(roster_likeness, "MOST_COMPARISONS", 1)
    assert nearly_alike(names, {}) == ({}, 0)


@pytest.mark.longer
def test_one_slip_among_five_thousand_names_is_found_in_bounded_time():
    seed = Random(7)
    names = ["".join(seed.choices("abcdefghijklmnopqrstuvwxyz", k=14)) for _name in range(4_999)]
    before = time.process_time()
    found = nearly_alike([(name, True) for name in (*names, f"{names[42][:5]}ü{names[42][6:]}")], {})
    assert found == ({4_999: names[42]}, 0)
    assert time.process_time() - before < 4
