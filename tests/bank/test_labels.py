from __future__ import annotations

from quizapp.bank.labels import FACETS as FACET_LABELS
from quizapp.bank.labels import STANDINGS as STANDING_LABELS
from quizapp.bank.labels import label_of_facet, label_of_standing
from quizapp.formats.base import FACETS, STANDINGS


def test_every_facet_and_standing_has_words(app):
    assert tuple(FACET_LABELS) == FACETS
    assert tuple(STANDING_LABELS) == STANDINGS
    with app.test_request_context():
        assert (label_of_facet("treaty"), label_of_standing("opinion")) == ("Treaty", "the author’s judgement")
