from __future__ import annotations

import pytest
from flask import render_template_string

from quizapp.formats.differences import changes
from quizapp.formats.question_fields import fields_of
from quizapp.studio.wording import field_labels, worded


@pytest.fixture(autouse=True)
def request_context(app):
    with app.test_request_context():
        yield


def test_every_field_that_a_question_has_is_named_as_in_the_editor(make_draft, kind):
    labels = field_labels(kind)
    assert set(fields_of(make_draft(kind))) <= set(labels)
    assert all(labels.values())


def test_what_is_chosen_from_a_list_is_said_in_its_words():
    said = worded("multiple_choice", {"scoring": "all_or_nothing", "difficulty": "2", "topic": "all_or_nothing"})
    assert said == {"scoring": "All or nothing", "difficulty": "2 connect", "topic": "all_or_nothing"}
    assert worded("true_false", {"answer": True, "kind": "true_false"}) == {"answer": "true", "kind": "True or false"}
    assert worded("flashcard", {"reverse": True, "typed": False}) == {"reverse": "yes", "typed": "no"}
    assert worded("date", {"facets": ["claim", "date"]}) == {"facets": ["Claim", "Date"]}
    assert worded("date", {"standing": None, "kind": "date", "odd": "x"})["standing"] is None


def test_parts_of_an_element_that_are_not_its_main_text_have_a_name(app):
    before = {"distractors": [{"text": "Anna", "feedback": "She came later."}]}
    (change,) = changes(before, {"distractors": [{"text": "Anna", "feedback": "He came later."}]})
    with app.test_request_context():
        told = render_template_string('{% from "macros/changes.html" import change %}{{ change(it) }}', it=change)
    assert ("<small>Feedback:</small>" in told, told.count("<small>")) == (True, 1)
