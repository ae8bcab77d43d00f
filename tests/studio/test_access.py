from __future__ import annotations

import pytest
from werkzeug.exceptions import NotFound

from quizapp.bank.models import Question
from quizapp.bank.queries import versions_of_question
from quizapp.db import db
from quizapp.studio import access
from quizapp.studio.kind_forms import FORMS


def test_a_version_opens_by_its_number(app, load_one):
    with app.app_context():
        question = db.session.get(Question, load_one)
        assert access.open_version(question, 1) is question.current
        history = versions_of_question(db.session(), question)
        assert access.open_row(history, "1").version is question.current


def test_what_does_not_exist_is_404(app, load_one):
    with app.app_context():
        question = db.session.get(Question, load_one)
        for opening in (
            lambda: access.open_version(question, 2),
            lambda: access.open_row([], "1"),
            lambda: access.form_of_kind("nope"),
        ):
            with pytest.raises(NotFound):
                opening()


def test_a_form_is_of_its_kind(app, kind):
    with app.test_request_context():
        assert type(access.form_of_kind(kind)) is FORMS[kind]
        db.session.rollback()
