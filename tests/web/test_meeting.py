from __future__ import annotations

from datetime import date

import pytest
from flask import Flask
from flask_babel import Babel
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, SelectChoice, SelectField, SelectMultipleField, StringField
from wtforms.validators import Optional

from quizapp.web.forms import DayField
from quizapp.web.meeting import MeetingForm, state_of

KEPT = {"name": "10 b", "open": False, "begins": None, "hour": "4", "days": [0, 2]}


class Settings(MeetingForm):
    name = StringField("Name")
    open = BooleanField("Open")
    begins = DayField("Begins", [Optional()])
    hour = SelectField("Hour", choices=[SelectChoice("4", "04:00"), SelectChoice("5", "05:00")])
    days = SelectMultipleField(
        "Days",
        coerce=int,
        choices=[SelectChoice(0, "Monday"), SelectChoice(1, "Tuesday"), SelectChoice(2, "Wednesday")],
    )

    class Meta:
        csrf = False


@pytest.fixture
def sent():
    """Return a form of what is kept now, as it was sent by somebody who saw something."""
    app = Flask(__name__)
    app.secret_key = "any"
    Babel(app)

    def sent(kept, seen=KEPT, **said):
        fields = {"name": "10 b", "begins": "", "hour": "4", "days": ["0", "2"], "seen_state": state_of(seen)} | said
        return Settings(MultiDict(fields), data=kept | {"seen_state": state_of(kept)})

    with app.test_request_context():
        yield sent


def test_what_nobody_changed_meanwhile_is_kept(sent):
    form = sent(KEPT, name="10 c")
    assert form.validate(), form.errors
    assert not form.meets_another


def test_who_saves_second_is_told_once_what_it_says_now(sent):
    now = KEPT | {"name": "10 d", "open": True, "begins": date(2026, 9, 1), "hour": "5", "days": [1]}
    form = sent(now, name="10 c")
    assert not form.validate()
    assert form.meets_another
    assert "changed meanwhile" in form.form_errors[0]
    assert form.others_made() == [
        ("Name", "10 d"),
        ("Open", "ticked"),
        ("Begins", "1 Sep 2026"),
        ("Hour", "05:00"),
        ("Days", "Tuesday"),
    ]
    again = sent(now, seen=now, name="10 c")
    assert again.validate(), again.errors


def test_two_who_say_the_same_do_not_meet(sent):
    now = KEPT | {"name": "10 c"}
    assert sent(now, name="10 c").validate()


def test_what_was_emptied_meanwhile_is_told_as_nothing(sent):
    form = sent(KEPT | {"name": "", "days": []}, name="10 c")
    assert not form.validate()
    assert form.others_made() == [("Name", "nothing"), ("Days", "nothing")]


def test_a_form_that_names_no_state_is_kept_as_it_is(sent):
    assert sent(KEPT | {"name": "10 d"}, name="10 c", seen_state="").validate()
