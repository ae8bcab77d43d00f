from __future__ import annotations

import pytest

from quizapp.kinds.base import Part
from quizapp.kinds.scores import forgiven_note, right_or_wrong, share_of_parts


def test_right_or_wrong_is_1_or_0():
    assert right_or_wrong(Part("", "a", "a", True)).score == 1
    assert str(right_or_wrong(Part("", "b", "a", False)).arithmetic) == "Wrong: 0.00"


def test_the_share_of_parts_counts_blanks_as_not_right_but_as_no_evidence():
    parts = [Part("1", "a", "a", True), Part("2", "", "b", False), Part("3", "x", "c", False)]
    grade = share_of_parts(parts, ["k1", "k2", "k3"], "%(right)s of %(all)s: %(score)s")
    assert grade.score == pytest.approx(1 / 3)
    assert str(grade.arithmetic) == "1 of 3: 0.33"
    assert grade.evidence == {"k1": 1.0, "k3": 0.0}


def test_a_score_is_told_as_the_gradebook_tells_it_with_halves_going_up():
    parts = [Part(str(place), "a", "a", place < 5) for place in range(8)]
    grade = share_of_parts(parts, list("abcdefgh"), "%(right)s of %(all)s: %(score)s")
    assert str(grade.arithmetic) == "5 of 8: 0.63"


def test_a_forgiven_slip_is_told_with_both_spellings():
    assert str(forgiven_note("Putn", "Putin")) == "“Putn” was taken as a slip of the fingers for “Putin”."
