from __future__ import annotations

import sqlalchemy as sa

from quizapp.db import db
from quizapp.memory.rows import STATE


def rate(client, card):
    return client.post(f"/review/cards/{card}", data={"rating": "3", "event_id": f"event-card-{card}"})


def test_a_rebuild_of_what_is_right_says_so(client, cards_of, runner):
    rate(client, cards_of("premier")[0])
    result = runner("review", "rebuild")
    assert result.exit_code == 0
    assert result.output == "1 memories recomputed, 0 differed.\n"


def test_a_rebuild_names_what_differed_and_mends_it(app, client, cards_of, runner):
    card = cards_of("premier")[0]
    rate(client, card)
    with app.app_context():
        db.session.execute(sa.update(STATE).values(stability=99.0))
        db.session.commit()
    result = runner("review", "rebuild")
    assert result.exit_code == 1
    assert f"learner 1, card {card}: differed from the log, rebuilt" in result.output
    assert "1 memories recomputed, 1 differed." in result.output
    assert runner("review", "rebuild").exit_code == 0
