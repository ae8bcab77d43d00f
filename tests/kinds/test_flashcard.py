from __future__ import annotations

import pytest

from quizapp.kinds.base import ContentError
from quizapp.kinds.flashcard import Flashcard

CARD = Flashcard(front="CSTO", back="Collective Security Treaty Organization", typed=True)


@pytest.mark.parametrize(
    ("rating", "score", "button"),
    [("again", 0, "not at all"), ("hard", 0.5, "partly"), ("good", 1, "well"), ("easy", 1, "easily")],
)
def test_the_learners_rating_is_the_score_and_said_as_on_its_button(rating, score, button):
    grade = CARD.grade((rating, ""))
    assert (grade.score, grade.evidence, grade.answered) == (score, {"main": score}, True)
    assert str(grade.arithmetic) == f"You rated your recall “{button}”: {score:.2f}"


def test_typed_recall_is_no_answer_before_it_is_rated():
    grade = CARD.grade(("", "Collective"))
    assert (grade.answered, grade.score, grade.evidence) == (False, 0, {})
    assert grade.parts[0].given == "Collective"


def test_typed_recall_is_compared_and_its_difference_shown():
    assert "stands on the card" in str(CARD.grade(("good", "collective security treaty organization")).notes[0])
    assert "slip" in str(CARD.grade(("good", "Colective Security Treaty Organization")).notes[0])
    assert CARD.grade(("good", "Moscow")).notes == ()
    assert CARD.difference(("", "Collective Security")) == (
        ("same", "Collective Security"),
        ("missing", "Treaty Organization"),
    )
    assert CARD.difference(("good", "")) == ()


def test_an_unknown_rating_is_refused():
    with pytest.raises(ContentError, match="“great” is no rating: choose again, hard, good or easy"):
        CARD.read({"rating": ["great"]}, ())


def test_typed_text_is_read_only_where_recall_is_typed():
    fields = {"rating": ["hard"], "answer": ["Collective"]}
    assert CARD.read(fields, ()) == ("hard", "Collective")
    assert Flashcard(front="a", back="b").read(fields, ()) == ("hard", "")


def test_a_reverse_is_a_second_card():
    assert [card.key for card in CARD.cards()] == ["main"]
    main, reverse = Flashcard(front="a", back="b", reverse=True).cards()
    assert (main.front, main.back, reverse.front, reverse.back) == ("a", "b", "b", "a")
    assert reverse.key == "reverse"


def test_the_learner_rates_themself_and_lists_show_the_front():
    assert CARD.self_rated
    assert CARD.title == "CSTO"


@pytest.mark.parametrize("more", [{}, {"reverse": True}, {"stem": "Say it aloud.", "reverse": True}, {"typed": True}])
def test_its_cards_are_the_same_from_what_is_stored(more):
    card = Flashcard(front="one", back="eins", **more)
    assert Flashcard.stored_cards(card.model_dump(mode="json", exclude_defaults=True)) == card.cards()
