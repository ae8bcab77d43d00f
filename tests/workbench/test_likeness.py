from __future__ import annotations

from random import Random

from quizapp.workbench import likeness
from quizapp.workbench.likeness import likely_pairs, stem_of

WORDS = [
    f"{one}{other}" for one in ("ba", "do", "ke", "li", "mu", "na") for other in ("po", "ri", "sa", "ta", "vo", "zu")
]


def pairs(*titles):
    return [(pair.first, pair.second) for pair in likely_pairs(map(stem_of, range(len(titles)), titles)).pairs]


def test_the_same_words_are_found_whatever_their_case_signs_and_order():
    assert pairs("When did the war begin?", "Who won?", "When did the War begin…", "Did the war begin when?") == [
        (0, 2),
        (0, 3),
        (2, 3),
    ]


def test_nearly_the_same_stems_are_found_and_those_with_other_figures_are_not():
    treaty = "Which state signed the treaty of mutual defence with Russia in {}?"
    assert pairs(treaty.format(1997), "Which state signed a treaty of mutual defence with Russia in 1997?") == [(0, 1)]
    assert pairs(treaty.format(1997), treaty.format(2010)) == []
    assert pairs("Who left the alliance first?", "What is meant by a frozen conflict?") == []
    assert pairs("", "?", "!") == []


def test_every_likely_pair_is_found_that_comparing_all_with_all_finds():
    rng = Random(3)
    titles = [" ".join(rng.sample(WORDS, 8)) for _number in range(120)]
    titles += [" ".join([*title.split()[:7], "other"]) for title in titles[:40]]
    stems = [stem_of(number, title) for number, title in enumerate(titles)]
    every = {
        (one.id, other.id)
        for place, one in enumerate(stems)
        for other in stems[place + 1 :]
        if likeness._likeness(one, other)
    }
    found = likely_pairs(stems)
    assert {(pair.first, pair.second) for pair in found.pairs} == every
    assert len(every) >= 40
    assert found.is_whole


def test_the_cost_is_bounded_and_it_is_said_when_that_ends_it(monkeypatch):
    titles = ["When did the war begin?"] * 40
    monkeypatch.setattr(likeness, "MOST_COMPARED", 25)
    found = likely_pairs(map(stem_of, range(40), titles))
    assert (len(found.pairs), found.is_whole) == (25, False)
