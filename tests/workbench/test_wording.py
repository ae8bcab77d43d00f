from __future__ import annotations

from dataclasses import replace

from quizapp.workbench.changes import Action, Change, Hindrance
from quizapp.workbench.models import BulkOperation
from quizapp.workbench.wording import fields_said, hindered, named, note_of, note_of_undoing


def test_every_action_and_every_hindrance_has_its_words(app):
    with app.test_request_context():
        assert len({named(action, "x") for action in Action}) == len(Action)
        assert len({hindered(reason, 2) for reason in Hindrance}) == len(Hindrance)


def test_facets_and_standings_are_named_by_the_words_that_people_read(app):
    with app.test_request_context():
        assert named("add_facet", "date") == "Facet added: Date"
        assert named("remove_facet", "claim") == "Facet taken away: Claim"
        assert named("standing", "reported") == "Standing: stated as fact"
        assert note_of(Change(Action.ADD_FACET, "date")) == "bulk: Facet added: Date"


def test_banks_and_topics_are_named_by_their_titles(app, fill, make_bank):
    fill(replace(make_bank(key="weather"), topics={"csto": "The pact"}))
    with app.test_request_context():
        assert named("move", "weather") == "Moved to the bank The weather bank"
        assert named("move", "gone") == "Moved to the bank gone"
        assert named("topic", "csto") == "Topic: The pact"


def test_notes_say_that_it_was_in_bulk(app):
    with app.test_request_context():
        assert note_of(Change(Action.TOPIC, "ukraine-war")) == "bulk: Topic: Ukraine war"
        undone = BulkOperation(action="level", said={"value": "3"})
        assert note_of_undoing(undone) == "bulk: undone: Level: 3"
        assert named("trash", "") != named("trash", "The bank")


def test_what_a_question_says_is_told_by_field_and_its_key_stands_apart_from_feedback(app):
    choice = {"stem": "Who?", "answer": "Ann", "distractors": ["Bo", {"text": "Cy", "feedback": "Later."}]}
    with app.test_request_context():
        assert fields_said("single_choice", choice) == [
            ("Question", [{"text": "Who?"}]),
            ("Answer", [{"text": "Ann"}]),
            ("Distractors", [{"text": "Bo"}, {"text": "Cy", "feedback": "Later."}]),
        ]
        assert fields_said("matching", {"pairs": [{"left": "a", "right": "b"}]}) == [
            ("Pairs", [{"left": "a", "right": "b"}])
        ]


def test_what_is_chosen_from_a_list_is_said_in_the_words_of_the_editor(app):
    with app.test_request_context():
        assert fields_said("true_false", {"answer": True}) == [("Answer", [{"text": "true"}])]
        assert fields_said("ordering", {"scoring": "absolute"}) == [
            ("How it is marked", [{"text": "Each in its place"}])
        ]
        number = {"tolerance": "10%", "tolerance_kind": "relative"}
        assert fields_said("numeric", number) == [
            ("Tolerance", [{"text": "10%"}]),
            ("Kind of tolerance", [{"text": "a share of the answer"}]),
        ]
        assert fields_said("flashcard", {"typed": False}) == [("Recall is typed", [{"text": "no"}])]
