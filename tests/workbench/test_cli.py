from __future__ import annotations

import pytest

from quizapp.bank.models import Question
from quizapp.clock import utcnow
from quizapp.db import db


@pytest.mark.longer
def test_the_trash_is_emptied_by_a_command(app, runner, three):
    with app.app_context():
        db.session.get_one(Question, three["a"]).trashed_at = utcnow().replace(year=2020)
        db.session.commit()
    done = runner("bank", "empty-trash")
    assert (done.exit_code, done.output) == (0, "0 questions deleted, 1 hidden, as something refers to them\n")


@pytest.mark.longer
def test_answers_are_counted_by_a_command(runner, three):
    done = runner("bank", "count-answers")
    assert (done.exit_code, done.output) == (0, "0 questions were answered since the last time\n")
