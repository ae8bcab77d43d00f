from __future__ import annotations

from datetime import date

import pytest

from quizapp.forecasts.words import sentence
from quizapp.psychometrics.needs import Fact, Sign
from quizapp.psychometrics.shares import Share
from quizapp.scheduling.day import day_of

DAY = day_of(date(2026, 11, 3))


@pytest.mark.parametrize(
    ("fact", "told"),
    [
        (Fact(Sign.NOT_BEGUN), "Has not answered anything yet."),
        (Fact(Sign.ABSENT, day=DAY, count=20), "Has not studied since 3 Nov 2026."),
        (
            Fact(Sign.DUE, "csto", 12, 15, DAY),
            "12 of 15 cards of “Csto” are due, and it was not studied since 3 Nov 2026.",
        ),
        (
            Fact(Sign.BELOW, "csto", 12, share=Share(0.3, 0.1, 0.55, 12), others=0.8),
            "Recall of “Csto” is expected at 30 % (10 % to 55 %), well below the others' 80 %.",
        ),
        (Fact(Sign.FEW_MET, count=3, of=40), "Has met 3 cards; half of the class has met 40 or more."),
    ],
)
def test_a_fact_is_told_with_its_figures(app, fact, told):
    with app.test_request_context():
        assert sentence(fact).replace("\xa0", " ") == told
