from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.grades.dropping import kept_of

_pairs = st.lists(st.tuples(st.integers(0, 20), st.integers(1, 20)), min_size=1, max_size=7)


def _ratio(pairs):
    return sum(reached for reached, _possible in pairs) / sum(possible for _reached, possible in pairs)


def test_the_lowest_percentage_is_not_always_the_one_to_drop():
    """Kane and Kane's example: 80/100, 20/100 and 1/20; without 1/20 50 %, without 20/100 67.5 %."""
    assert kept_of([(80, 100), (20, 100), (1, 20)], 1) == {0, 2}


def test_one_always_stays_and_none_is_dropped_of_none():
    assert kept_of([(1, 10), (9, 10)], 5) == {1}
    assert kept_of([], 3) == frozenset()
    assert kept_of([(1, 2)], -1) == {0}


def test_of_equals_the_later_is_dropped():
    assert kept_of([(5, 10), (5, 10), (5, 10)], 1) == {0, 1}


@pytest.mark.longer
@given(_pairs, st.integers(0, 8))
def test_no_other_choice_leaves_more(pairs, drop):
    kept = kept_of(pairs, drop)
    assert len(kept) == max(len(pairs) - drop, 1)
    best = max(_ratio(choice) for choice in combinations(pairs, len(kept)))
    assert abs(_ratio([pairs[place] for place in kept]) - best) < 1e-9
