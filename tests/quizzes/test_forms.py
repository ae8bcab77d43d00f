from __future__ import annotations

import pytest

from quizapp.bank.queries import Facts
from quizapp.quizzes.forms import PracticeForm, answer_fields
from quizapp.quizzes.selection import Selection

FACTS = Facts(
    banks=(("dates", "When it happened"),),
    topics=("ukraine-war",),
    facets=("actor",),
    kinds=("true_false", "cloze"),
)


@pytest.fixture
def sent(app):
    """Read a form out of a request that sends some fields."""
    app.config["WTF_CSRF_ENABLED"] = False

    def sent(**fields):
        data = {"size": "7", "feedback": "at_end", "event_id": "event-0001"} | fields
        with app.test_request_context(method="POST", data=data):
            form = PracticeForm().offer(FACTS)
            return form.validate(), form.errors, form.selection()

    return sent


def test_no_tick_restricts_nothing(sent):
    assert sent() == (True, {}, Selection(size=7))


def test_ticks_become_a_selection(sent):
    valid, _errors, selection = sent(banks="dates", topics="ukraine-war", facets="actor", kinds=["cloze", "true_false"])
    assert valid
    assert selection == Selection(("dates",), ("ukraine-war",), ("actor",), ("cloze", "true_false"), 7)


def test_passages_are_chosen_from_those_that_were_asked_for(app):
    app.config["WTF_CSRF_ENABLED"] = False
    data = {"size": "7", "feedback": "at_end", "event_id": "event-0001", "passages": "a#p1"}
    with app.test_request_context(method="POST", data=data):
        form = PracticeForm().offer(FACTS, [("a#p1", "The mill")])
        assert form.validate()
        assert form.selection() == Selection(size=7, passages=("a#p1",))


@pytest.mark.parametrize("name", ["passages", "banks", "topics", "facets", "kinds"])
def test_what_no_question_has_cannot_be_chosen(sent, name):
    valid, errors, _selection = sent(**{name: "nonsense"})
    assert not valid
    assert list(errors) == [name]


@pytest.mark.parametrize("event_id", ["", "short", "with space", "line\nbreak-id", "x" * 65])
def test_an_event_id_has_a_form(sent, event_id):
    assert not sent(event_id=event_id)[0]


def test_choices_are_named_for_people(app):
    with app.test_request_context():
        form = PracticeForm().offer(FACTS)
        assert [choice[1] for choice in form.topics.iter_choices()] == ["Ukraine war"]
        assert [str(choice[1]) for choice in form.kinds.iter_choices()] == ["True or false", "Gap text"]


def test_only_fields_of_an_answer_are_read(app):
    data = {"answer": ["1", "2"], "answer-0": "x", "rating": "good", "event_id": "e", "csrf_token": "t"}
    with app.test_request_context(method="POST", data=data):
        assert answer_fields() == {"answer": ["1", "2"], "answer-0": ["x"], "rating": ["good"]}
