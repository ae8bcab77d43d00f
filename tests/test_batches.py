from __future__ import annotations

from quizapp.batches import BATCH, batches, runs


def test_a_list_comes_in_parts_and_in_its_order():
    assert list(batches([1, 2, 3, 4, 5], 2)) == [[1, 2], [3, 4], [5]]
    assert list(batches([], 2)) == []
    assert [len(some) for some in batches(range(BATCH + 1))] == [BATCH, 1]


def test_equal_values_in_a_row_are_told_by_where_they_stand():
    assert list(runs("aabba")) == [slice(0, 2), slice(2, 4), slice(4, 5)]
    assert list(runs([])) == []
