from __future__ import annotations

import itertools
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.formats.bank_yaml import parse_bank
from quizapp.formats.quiz_rules import Drawable, DrawRule, draw, drawables, rule_of

ONE = Drawable("dates/one", "dates", "date", "war", 2, ("date", "event"))
BANKS, KINDS = ("dates", "actors"), ("date", "cloze")

rules = st.builds(
    DrawRule,
    count=st.integers(1, 3),
    bank=st.sampled_from(("", *BANKS)),
    kind=st.sampled_from(("", *KINDS)),
    level=st.integers(0, 2),
    questions=st.lists(st.sampled_from([f"{bank}/q{n}" for bank in BANKS for n in range(3)]), max_size=3).map(tuple),
    leave_out=st.lists(st.sampled_from(KINDS), max_size=1).map(tuple),
)


@st.composite
def pools(make):
    count = make(st.integers(0, 7))
    chosen = [
        (make(st.sampled_from(BANKS)), make(st.sampled_from(KINDS)), make(st.integers(1, 2))) for _ in range(count)
    ]
    return [Drawable(f"{bank}/q{n}", bank, kind, "war", level, ()) for n, (bank, kind, level) in enumerate(chosen)]


def most(wanted, pool):
    """Return how many questions can be drawn at most, tried out in every way."""
    seats = [rule for rule in wanted for _ in range(rule.count)]
    best = {frozenset()}
    for rule in seats:
        fitting = [place for place, question in enumerate(pool) if rule.fits(question)]
        best |= {taken | {place} for taken, place in itertools.product(best, fitting) if place not in taken}
    return max(map(len, best))


@pytest.mark.parametrize(
    ("rule", "fits"),
    [
        (DrawRule(1), True),
        (DrawRule(1, bank="dates"), True),
        (DrawRule(1, bank="actors"), False),
        (DrawRule(1, topic="war"), True),
        (DrawRule(1, topic="peace"), False),
        (DrawRule(1, facet="event"), True),
        (DrawRule(1, facet="actor"), False),
        (DrawRule(1, kind="date"), True),
        (DrawRule(1, kind="cloze"), False),
        (DrawRule(1, level=2), True),
        (DrawRule(1, level=1), False),
        (DrawRule(1, questions=("dates/one", "dates/two")), True),
        (DrawRule(1, questions=("actors/one",)), False),
        (DrawRule(1, leave_out=("cloze",)), True),
        (DrawRule(1, leave_out=("date",)), False),
        (DrawRule(1, bank="dates", level=2, kind="date", topic="war", facet="date"), True),
        (DrawRule(1, bank="dates", level=2, kind="date", topic="war", facet="place"), False),
    ],
)
def test_a_rule_draws_what_fits_all_that_it_names(rule, fits):
    assert rule.fits(ONE) is fits


@pytest.mark.parametrize(
    ("rule", "banks"),
    [
        (DrawRule(1), set()),
        (DrawRule(1, bank="dates"), {"dates"}),
        (DrawRule(1, questions=("dates/a", "actors/b")), {"dates", "actors"}),
    ],
)
def test_a_rule_knows_the_banks_that_it_names(rule, banks):
    assert rule.banks() == banks


@pytest.mark.longer
@given(rules)
def test_a_stored_rule_comes_back_without_its_line(rule):
    stored = replace(rule, line=7).as_json()
    assert rule_of(stored) == rule
    assert "line" not in stored
    assert not any(isinstance(value, tuple) for value in stored.values())


@pytest.mark.longer
@given(st.lists(rules, max_size=4), pools(), st.integers(0, 99))
def test_a_draw_repeats_nothing_keeps_the_rules_and_finds_as_many_as_there_can_be(wanted, pool, seed):
    drawn = draw(wanted, pool, Random(seed))
    places = [place for part in drawn for place in part]
    assert len(places) == len(set(places)) == most(wanted, pool)
    assert len(drawn) == len(wanted)
    for rule, part in zip(wanted, drawn, strict=True):
        assert len(part) <= rule.count
        assert all(rule.fits(pool[place]) for place in part)


def test_a_draw_comes_again_from_the_same_seed_and_not_from_every_other():
    pool = [replace(ONE, reference=f"dates/q{n}") for n in range(50)]
    wanted = [DrawRule(3, bank="dates"), DrawRule(2)]
    drawn = [draw(wanted, pool, Random(seed)) for seed in (1, 1, 2, 3)]
    assert drawn[0] == drawn[1]
    assert len({str(one) for one in drawn}) > 1


def test_every_question_has_its_chance():
    pool = [replace(ONE, reference=f"dates/q{n}") for n in range(10)]
    seen = {place for seed in range(100) for (place,) in draw([DrawRule(1)], pool, Random(seed))}
    assert seen == set(range(10))


def test_kinds_differ_where_they_can():
    kinds = ["date"] * 20 + ["cloze"] * 2 + ["numeric"]
    pool = [replace(ONE, reference=f"dates/q{n}", kind=kind) for n, kind in enumerate(kinds)]
    for seed in range(20):
        drawn = draw([DrawRule(2), DrawRule(3)], pool, Random(seed))
        assert sorted(pool[place].kind for part in drawn for place in part) == [
            "cloze",
            "cloze",
            "date",
            "date",
            "numeric",
        ]


def test_an_earlier_rule_gives_up_a_question_that_a_later_one_needs():
    pool = [ONE, replace(ONE, reference="dates/two", level=1)]
    for seed in range(10):
        assert draw([DrawRule(1), DrawRule(1, level=2)], pool, Random(seed)) == [[1], [0]]


def test_a_rule_that_cannot_be_served_goes_short_and_not_those_above_it():
    drawn = draw([DrawRule(1), DrawRule(2)], [ONE, replace(ONE, reference="dates/two")], Random(1))
    assert [len(part) for part in drawn] == [1, 1]


def test_what_rules_look_at_is_taken_from_what_is_ready_in_a_bank():
    question = "id: one, kind: true_false, stem: So?, answer: true, topic: war, facets: [event], difficulty: 3"
    rest = "standing: reported, explanation: So., sources: [a#p1]"
    draft = question.replace("one", "two") + ", state: draft"
    listed = f"  - {{{question}, {rest}}}\n  - {{{draft}, {rest}}}\n"
    bank, _problems = parse_bank(f"bank: dates\ntitle: T\nquestions:\n{listed}", "dates.yaml")
    assert list(drawables(bank)) == [Drawable("dates/one", "dates", "true_false", "war", 3, ("event",))]
