from __future__ import annotations

import pytest
from wtforms import PasswordField, StringField, TextAreaField

from quizapp.web.forms import BaseForm


class Sample(BaseForm):
    line = StringField(filters=[lambda text: text and text.upper()])
    words = TextAreaField()
    secret = PasswordField()


@pytest.fixture
def form(app):
    app.config["WTF_CSRF_ENABLED"] = False

    def form(**fields):
        with app.test_request_context(method="POST", data=fields):
            return Sample()

    return form


def test_texts_lose_their_outer_spaces_and_passwords_keep_them(form):
    sent = form(line="  a  b ", words=" a\n b \n", secret=" s ")
    assert (sent.line.data, sent.words.data, sent.secret.data) == ("A  B", "a\n b", " s ")


def test_line_breaks_of_browsers_become_those_of_files(form):
    assert form(words="a\r\nb").words.data == "a\nb"


def test_filters_of_a_field_work_in_every_form_that_is_made(form):
    assert [form(line=" a ").line.data for _ in range(3)] == ["A", "A", "A"]


@pytest.mark.parametrize("sent", [[1], {"line": 5, "secret": {}}, {"line": "a"}, 7])
def test_json_is_no_form(app, sent):
    app.config["WTF_CSRF_ENABLED"] = False
    with app.test_request_context(method="POST", json=sent):
        assert Sample().line.data is None
        assert Sample(line="b").line.data == "B"


def test_a_form_asks_for_its_token(app):
    with app.test_request_context(method="POST", data={"line": "a"}):
        sent = Sample()
        assert not sent.validate()
        assert list(sent.errors) == ["csrf_token"]
