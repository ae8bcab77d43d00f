from __future__ import annotations

import pytest

from quizapp.kinds.base import ContentError
from quizapp.kinds.true_false import TrueFalse

STATEMENT = TrueFalse.model_validate({"stem": "Russia brokered it.", "answer": "false", "feedback": "No, France."})


@pytest.mark.parametrize(("text", "key"), [("true", "true"), ("Yes", "true"), ("no", "false"), (False, "false")])
def test_the_file_may_say_true_or_yes(text, key):
    assert TrueFalse.model_validate({"stem": "s", "answer": text}).key() == (key,)


def test_scores_are_1_and_0():
    assert STATEMENT.grade(("false",)).score == 1
    assert STATEMENT.grade(("true",)).score == 0
    assert STATEMENT.grade(("true",)).evidence == {"main": 0.0}


def test_feedback_is_for_whoever_chose_the_other_one():
    assert STATEMENT.grade(("true",)).parts[0].feedback == "No, France."
    assert STATEMENT.grade(("false",)).parts[0].feedback == ""
    assert STATEMENT.grade(()).parts[0].feedback == ""


def test_any_other_value_is_refused():
    with pytest.raises(ContentError, match="not one of the choices"):
        STATEMENT.read({"answer": ["maybe"]}, ())


def test_the_card_asks_whether_it_is_true():
    (card,) = STATEMENT.cards()
    assert (card.front, card.back) == ("True or false? Russia brokered it.", "False")
