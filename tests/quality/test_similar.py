from __future__ import annotations

from itertools import combinations
from random import Random

import pytest

from quizapp.quality.similar import alike, asked_by, similar_pairs

WORDS = [
    "river",
    "tower",
    "market",
    "winter",
    "bridge",
    "soldier",
    "letter",
    "garden",
    "harbour",
    "castle",
    "minister",
    "treaty",
    "border",
    "village",
    "railway",
]


def test_two_stems_that_ask_the_same_are_found_on_the_later_question(found, choice, question, bank_of):
    one = choice("When did the First World War begin?", "1914", "1915", "1916")
    other = question("short_answer", stem="When did the First World War start?", answers=["1914"])
    (finding,) = found("near-duplicate-stems", bank_of(one, other))
    assert finding.question == "q1"
    assert "“q0”" in str(finding.message)


def test_another_key_another_number_or_another_sense_is_another_question(found, choice, question, bank_of):
    first = choice("When did the first war begin?", "1914", "1915")
    assert not found("near-duplicate-stems", bank_of(first, choice("When did the second war begin?", "1939", "1940")))
    assert not found("near-duplicate-stems", bank_of(first, choice("When did the second war begin?", "1914", "1940")))
    assert not found("near-duplicate-stems", bank_of(first, choice("When did the first war begin?", "1915", "1914")))
    statements = [
        question("true_false", stem=f"{who} helped Armenia in the war.", answer=True) for who in ("Iran", "India")
    ]
    assert not found("near-duplicate-stems", bank_of(*statements))


def test_every_kind_is_compared_by_its_own_key(found, question, bank_of):
    kinds = [
        ("multiple_choice", {"stem": "Which two came by boat?", "answers": ["Anna", "Bert"], "distractors": ["Carl"]}),
        ("numeric", {"stem": "How many people came?", "answer": "7"}),
        ("date", {"stem": "When did they come?", "answer": "1994"}),
        ("true_false", {"stem": "Anna came by boat.", "answer": True}),
        ("ordering", {"stem": "Order these arrivals.", "items": ["a", "b", "c"]}),
    ]
    once = [question(kind, **fields) for kind, fields in kinds]
    assert not found("near-duplicate-stems", bank_of(*once))
    assert len(found("near-duplicate-stems", bank_of(*once, *once))) == len(kinds)


@pytest.mark.longer
def test_pairs_found_by_blocks_are_those_found_by_comparing_all(choice):
    rng = Random(7)
    stems = [" ".join(rng.choices(WORDS, k=rng.randint(2, 6))) for _ in range(150)]
    stems += [" ".join(rng.sample(stem.split(), len(stem.split()))) for stem in stems[:40]]
    stems += [f"{stem} {rng.choice(WORDS)}" for stem in stems[:40]]
    drafts = [choice(f"{stem}?", rng.choice(("Anna", "Bert", "Carl")), "Dora") for stem in stems]
    asked = [asked_by(place, draft) for place, draft in enumerate(drafts)]
    brute = [(one.place, other.place) for one, other in combinations(asked, 2) if alike(one, other)]
    assert len(brute) > 20
    assert similar_pairs(asked) == brute
