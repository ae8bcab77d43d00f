from __future__ import annotations

import threading

import sqlalchemy as sa

from quizapp.db import db
from quizapp.web import background


def test_work_runs_beside_the_request_with_a_session_of_its_own(app, session):
    seen = []
    background.start(lambda: seen.append((threading.current_thread().name, db.session() is session)))
    background.wait(app)
    assert seen == [("quizapp-background", False)]


def test_what_goes_wrong_stands_in_the_servers_log_and_holds_nothing(app, caplog):
    def work():
        db.session.execute(sa.text("DELETE FROM people"))
        raise ZeroDivisionError

    with app.app_context():
        background.start(work)
    background.wait(app)
    assert "broke off" in caplog.text
    with app.app_context():  # the gate is free
        db.session.execute(sa.text("DELETE FROM people"))
        db.session.commit()
