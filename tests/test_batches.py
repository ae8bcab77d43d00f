from __future__ import annotations

from quizapp.batches import BATCH, batches


def test_a_list_comes_in_parts_and_in_its_order():
    assert list(batches([1, 2, 3, 4, 5], 2)) == [[1, 2], [3, 4], [5]]
    assert list(batches([], 2)) == []
    assert [len(some) for some in batches(range(BATCH + 1))] == [BATCH, 1]
