from __future__ import annotations

import pytest
from werkzeug.exceptions import NotFound

from quizapp.bank import access
from quizapp.bank.kind_forms import FORMS
from quizapp.db import db


def test_what_exists_opens(app, load_one):
    with app.app_context():
        question = access.open_question(load_one)
        assert question.key == "one"
        assert access.open_bank("sample") is question.bank
        assert access.open_version(question, 1) is question.current


def test_what_does_not_exist_is_404(app, load_one):
    with app.app_context():
        question = access.open_question(load_one)
        for opening in (
            lambda: access.open_bank("nope"),
            lambda: access.open_question(999),
            lambda: access.open_version(question, 2),
            lambda: access.form_of_kind("nope"),
        ):
            with pytest.raises(NotFound):
                opening()


def test_a_form_is_of_its_kind(app, kind):
    with app.test_request_context():
        assert type(access.form_of_kind(kind)) is FORMS[kind]
        db.session.rollback()
