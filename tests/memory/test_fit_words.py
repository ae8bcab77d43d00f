from __future__ import annotations

from dataclasses import replace

import pytest

from quizapp.memory.fit_words import sentence_of
from quizapp.memory.fits import Outcome
from quizapp.memory.models import MemoryFit
from quizapp.scheduling.held_out import HeldOut

FIGURES = HeldOut(20_000, 120, "learner", 12, 0.5, 0.48, 0.52, 0.53, -0.03, -0.01)


@pytest.mark.parametrize(
    ("outcome", "figures", "words"),
    [
        (Outcome.TOO_FEW, None, "Not adopted: 900 reviews of 12 learners are too few; 400 reviews are asked for."),
        (Outcome.ADOPTED, FIGURES, "Adopted; 900 reviews of 12 learners; log loss on 120 answers held back: 0.5000"),
        (Outcome.ADOPTED, FIGURES, "change -0.0200, 95 % from -0.0300 to -0.0100 (bootstrap over 12 learners)."),
        (Outcome.NOT_BETTER, replace(FIGURES, high=0.01), "Not adopted: it may be chance; 900 reviews"),
        (Outcome.NOT_BETTER, replace(FIGURES, after=0.6), "Not adopted: it does not predict better; 900 reviews"),
        (Outcome.NOT_BETTER, replace(FIGURES, low=None, high=None), "too few to say how sure that is."),
    ],
)  # fmt: skip
def test_what_became_of_a_fit_is_said_in_a_sentence(outcome, figures, words):
    fit = MemoryFit(outcome=outcome, learners=12, reviews=900, held_out=figures and figures.as_json())
    assert words in sentence_of(fit)
