from __future__ import annotations

import pytest
from werkzeug.exceptions import NotFound

from quizapp.bank import access


def test_what_exists_opens(app, load_one):
    with app.app_context():
        question = access.open_question(load_one)
        assert question.key == "one"
        assert access.open_bank("sample") is question.bank


def test_what_does_not_exist_is_404(app, load_one):
    with app.app_context():
        for opening in (lambda: access.open_bank("nope"), lambda: access.open_question(999)):
            with pytest.raises(NotFound):
                opening()
