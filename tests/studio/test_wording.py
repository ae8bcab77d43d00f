from __future__ import annotations

import pytest

from quizapp.formats.question_fields import fields_of
from quizapp.studio.wording import field_labels, part_labels, worded


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
    assert worded("date", {"standing": None, "kind": "date", "odd": "x"})["standing"] is None


def test_parts_that_need_a_name_have_one():
    assert {"feedback", "right", "items"} == set(part_labels())
