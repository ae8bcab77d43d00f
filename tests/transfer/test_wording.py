from __future__ import annotations

import pytest

from quizapp.bank.labels import FIELDS
from quizapp.formats.question_fields import fields_of
from quizapp.kinds import registry
from quizapp.transfer import wording
from quizapp.transfer.conflicts import said_by


def test_every_field_of_every_kind_has_a_label(app):
    fields = {name for kind in registry.KINDS.values() for name in kind.model_fields}
    with app.test_request_context():
        assert fields - set(wording.field_labels()) == set()


@pytest.mark.longer
def test_every_field_of_a_question_has_a_label(folder, load, says):
    load(folder)
    draft = says("one")
    assert set(said_by(draft)) - set(FIELDS) == set()
    assert set(fields_of(draft)) < set(said_by(draft))


def test_yes_and_no_and_what_is_chosen_from_a_list_are_put_into_words(app):
    with app.test_request_context():
        card = {"kind": "flashcard", "reverse": True, "typed": False, "back": "x", "standing": "opinion"}
        said = wording.worded(card)
        assert said == {
            "kind": "Flashcard",
            "reverse": "yes",
            "typed": "no",
            "back": "x",
            "standing": "the author’s judgement",
        }
        assert wording.value_worded("ordering", "scoring", "absolute") == "Each in its place"
        assert wording.value_worded("ordering", "facets", ["date", "claim"]) == ["Date", "Claim"]
        assert wording.value_worded("ordering", "topic", None) is None
