from __future__ import annotations

import pytest
from flask_login import login_user
from werkzeug.exceptions import NotFound

from quizapp.accounts.models import Person
from quizapp.accounts.visitor import visitor_of
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.workbench import access
from quizapp.workbench.searches import save_search


def test_a_kept_search_opens_for_its_owner_and_nothing_else_does(app, instructor_id):
    with app.test_request_context("/questions"):
        login_user(visitor_of(db.session().get_one(Person, instructor_id)))
        kept = save_search(db.session(), instructor_id, "Wars", "topic:war", now=utcnow())
        assert access.open_search(kept.id) is kept
        with pytest.raises(NotFound):
            access.open_search(kept.id + 1)
        db.session.rollback()
