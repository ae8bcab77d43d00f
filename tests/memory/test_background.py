from __future__ import annotations

from quizapp.db import db
from quizapp.memory import background
from quizapp.memory.access import rules_of_app
from quizapp.web.background import wait


def test_work_on_memories_gets_a_session_of_its_own_and_the_rules_of_the_installation(app, session):
    seen = []
    background.begin(lambda own, rules: seen.append((own is session, rules)))
    wait(app)
    assert seen == [(False, rules_of_app(app))]
    assert db.session() is session
