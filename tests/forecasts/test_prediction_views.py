from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from quizapp.db import db
from quizapp.memory.models import ReviewEvent
from tests.forecasts.conftest import BEGUN, memory


@pytest.mark.longer
def test_a_class_reads_how_well_it_is_predicted_beside_two_yardsticks(
    app, browse, teacher, make_class, remember, cards_of, today
):
    class_id, people = make_class(["Ani", "Ben"])
    cards = [card for topic in ("offices", "csto", "premier", "surname") for card in cards_of(topic)]
    remember(*(memory(person, card, today, reps=3) for person in people for card in cards))
    told = {"source": "review", "recorded_at": BEGUN}
    rows = [
        told
        | {
            "event_id": f"e-{card}-{day}",
            "learner_id": person,
            "card_id": card,
            "rating": 1 if day == 30 and card % 3 else 4,
        }
        | {"at": BEGUN + timedelta(days=day), "day": 20_697 + day, "was_new": day == 0}
        for person in people
        for card in cards
        for day in (0, 9, 30)
    ]
    with app.app_context():
        db.session.execute(sa.insert(ReviewEvent), rows)
        db.session.commit()
    page = browse(teacher).get(f"/classes/{class_id}/insight/prediction").text
    for words in ("the model", "AVG", "MOVING-AVG", "Log loss", "RMSE (bins)", "AUC", "Reliability", "By 32 answers."):
        assert words in page
    assert "Nothing is tried below 400 reviews; the class has 48." in page
    assert "This class has no weights of its own" in page
