from __future__ import annotations

import pytest
import sqlalchemy as sa

from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.memory.fits import begin_fit
from quizapp.memory.rows import STATE


def rate(client, card):
    return client.post(f"/review/cards/{card}", data={"rating": "3", "event_id": f"event-card-{card}"})


@pytest.mark.longer
def test_a_rebuild_of_what_is_right_says_so(client, cards_of, runner):
    rate(client, cards_of("premier")[0])
    result = runner("review", "rebuild")
    assert result.exit_code == 0
    assert result.output == "1 memories recomputed, 0 differed.\n"


@pytest.mark.longer
def test_a_rebuild_says_how_much_differed_and_whose_it_was_and_mends_it(app, client, cards_of, runner):
    card = cards_of("premier")[0]
    rate(client, card)
    with app.app_context():
        db.session.execute(sa.update(STATE).values(stability=99.0))
        db.session.commit()
    result = runner("review", "rebuild")
    assert result.exit_code == 1
    said = "1 memories recomputed, 1 differed.\nOf 1 learner: #1. They are as the log says now.\n"
    assert result.output == said
    assert runner("review", "rebuild").exit_code == 0


@pytest.mark.slow
def test_a_rebuild_of_many_is_told_in_two_lines(studied, generated, app, runner):
    studied(generated.forgetful())
    with app.app_context():
        db.session.execute(sa.update(STATE).values(stability=99.0))
        db.session.commit()
    lines = runner("review", "rebuild").output.splitlines()
    assert [line.split(".")[0] for line in lines] == [
        "480 memories recomputed, 480 differed",
        "Of 12 learners: #1, #2, #3, #4, #5, #6, #7, #8, #9, #10 and 2 more",
    ]


@pytest.mark.longer
def test_a_fit_of_too_few_reviews_says_how_many_are_asked_for(small_bank, runner):
    result = runner("review", "fit")
    assert result.exit_code == 0
    assert "Not adopted: 0 reviews of 0 learners are too few; 400 reviews are asked for." in result.output


@pytest.mark.longer
def test_two_fits_are_not_made_at_once(app, small_bank, runner):
    with app.app_context():
        begin_fit(db.session(), by_id=None, now=utcnow())
        db.session.commit()
    result = runner("review", "fit")
    assert result.exit_code == 1
    assert "Another fit is being made" in result.output


def test_without_scipy_the_command_says_how_to_get_it(small_bank, runner, stored, monkeypatch):
    monkeypatch.setattr("quizapp.scheduling.fitting.find_spec", lambda _name: None)
    result = runner("review", "fit")
    assert result.exit_code == 1
    assert "install it beside quizapp with “pip install scipy”" in result.output
    assert stored("memory_fits", "id") == []


@pytest.mark.longer
def test_there_is_nothing_to_take_back_from_the_models_own_weights(small_bank, runner):
    result = runner("review", "unfit")
    assert result.exit_code == 1
    assert "there is nothing to take back" in result.output
    assert "Nobody signs in as “nobody”." in runner("review", "unfit", "--learner", "nobody").output


@pytest.mark.slow
def test_weights_are_fitted_and_taken_back_by_command(studied, generated, runner, stored):
    studied(generated.forgetful())
    before = stored("memory_states")
    assert runner("review", "fit", "--no-learners").output.startswith("Adopted; ")
    assert runner("review", "rebuild").exit_code == 0
    assert stored("memory_states") != before
    assert runner("review", "unfit").output == "Taken back: the memories of 12 learners were replayed.\n"
    assert stored("memory_states") == before
    assert runner("review", "rebuild").exit_code == 0
    assert runner("review", "unfit", "--learners").output == "Taken back: the memories of 0 learners were replayed.\n"
