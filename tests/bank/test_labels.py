from __future__ import annotations

from typing import Literal, get_args, get_origin

from quizapp.bank.labels import CHOICES, label_of_facet, label_of_standing, value_said
from quizapp.bank.labels import FACETS as FACET_LABELS
from quizapp.bank.labels import STANDINGS as STANDING_LABELS
from quizapp.formats.base import FACETS, STANDINGS
from quizapp.kinds import registry
from quizapp.kinds.true_false import WORDS


def test_every_facet_and_standing_has_words(app):
    assert tuple(FACET_LABELS) == FACETS
    assert tuple(STANDING_LABELS) == STANDINGS
    with app.test_request_context():
        assert (label_of_facet("treaty"), label_of_standing("opinion")) == ("Treaty", "the author’s judgement")


def test_every_choice_of_every_kind_has_words():
    offered = {
        (kind, name): list(get_args(field.annotation))
        for kind, content in registry.KINDS.items()
        for name, field in content.model_fields.items()
        if get_origin(field.annotation) is Literal
    } | {("true_false", "answer"): list(WORDS)}
    assert {(kind, name): list(words) for kind, fields in CHOICES.items() for name, words in fields.items()} == offered


def test_a_value_is_said_by_its_kind_and_field_and_every_other_as_it_stands(app):
    with app.test_request_context():
        assert value_said("true_false", "answer", True) == "true"
        assert value_said("flashcard", "reverse", True) == "yes"
        assert value_said("short_answer", "tolerance", "exact") == "Letter by letter"
        assert value_said("numeric", "tolerance", "exact") == "exact"
        assert value_said("short_answer", "answers", ["exact"]) == ["exact"]
