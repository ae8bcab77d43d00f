from __future__ import annotations

from quizapp.kinds.alike import edits, likeness


def test_neighbours_that_changed_places_are_one_edit():
    assert [edits("Yerevan", other) for other in ("Yerevan", "Yervean", "Erivan")] == [0, 1, 3]


def test_likeness_is_of_a_hundred_and_none_below_the_least():
    assert likeness("a treaty", "a treaty") == 100
    assert 80 < likeness("a treaty", "a treat") < 100
    assert likeness("a treaty", "a river", least=90) == 0
