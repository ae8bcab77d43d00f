from __future__ import annotations

from quizapp.explore.actors import Actor, ActorCard, Shown, actors_met, cards_by_actor, names_to_meet
from quizapp.explore.reader import Reader
from quizapp.kinds.base import CardFace

FACES = {(question, "main"): CardFace("main", f"front {question}", f"back {question}") for question in (1, 2, 3)}
CARDS = [
    ActorCard(10, "main", 1, ("Zoe", "adam")),
    ActorCard(20, "main", 2, ("adam",)),
    ActorCard(30, "main", 3, ("Unknown",)),
]


def shown(question):
    return Shown(question, FACES[question, "main"])


def test_cards_stand_under_each_name_that_they_are_about():
    assert actors_met(CARDS, FACES, Reader(sees_all=True)) == [
        Actor("adam", (shown(1), shown(2)), 0),
        Actor("Unknown", (shown(3),), 0),
        Actor("Zoe", (shown(1),), 0),
    ]


def test_a_student_gets_the_cards_met_and_the_others_as_a_number():
    reader = Reader(cards=frozenset({10}), met=frozenset({1}))
    met = actors_met(CARDS, FACES, reader)
    assert met == [Actor("adam", (shown(1),), 1), Actor("Zoe", (shown(1),), 0)]
    assert names_to_meet(CARDS, met) == 1


def test_cards_of_an_open_quiz_are_not_shown():
    reader = Reader(cards=frozenset({10, 30}), met=frozenset({1, 3}), withheld=frozenset({1}))
    assert [actor.name for actor in actors_met(CARDS, FACES, reader)] == ["Unknown"]


def test_a_card_that_its_question_does_not_give_is_none_to_show():
    assert actors_met(CARDS, {}, Reader(sees_all=True)) == []
    assert names_to_meet(CARDS, []) == 3


def test_every_actor_has_its_number_of_cards():
    cards = [ActorCard(1, "main", 1, ("b", "A")), ActorCard(2, "main", 2, ("b",))]
    assert cards_by_actor(cards) == [("A", 1), ("b", 2)]
