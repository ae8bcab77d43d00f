"""A student of a class who did a bit of everything, and one beside them whose name nobody else may read."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from quizapp.accounts.models import Person, Role
from quizapp.classroom import cards, services
from quizapp.classroom.cards import CardKind
from quizapp.classroom.services import ClassSettings, create_class
from quizapp.db import db
from tests import practice

load, small_bank, browse, stored = practice.load, practice.small_bank, practice.browse, practice.stored
statements, player, rate, cards_of = practice.statements, practice.player, practice.rate, practice.cards_of
NOW = datetime(2026, 9, 1, 8, tzinfo=UTC)


@pytest.fixture
def teacher(make_person):
    return make_person(Role.INSTRUCTOR, "Ms Hakobyan")


@pytest.fixture
def class_id(app, teacher):
    with app.app_context():
        made = create_class(db.session(), teacher, ClassSettings("10 b", "UTC"), now=NOW)
        db.session.commit()
        return made.id


@pytest.fixture
def join(app, teacher, class_id):
    """Let somebody learn in the class, with a sign-in card."""

    def join(person_id, name, of=None):
        with app.app_context():
            school_class = db.session.get_one(services.SchoolClass, of or class_id)
            services.enrol_student(db.session(), school_class, person_id, name, now=NOW)
            person = db.session.get_one(Person, person_id)
            password_hash = person.password_hash
            cards.keep_cards(db.session(), [cards.draw_card(person_id, CardKind.PICTURES)], teacher, now=NOW)
            person.password_hash = password_hash  # given again after the card
            db.session.commit()
        return person_id

    return join


@pytest.fixture
def ani(app, small_bank, make_person, join, browse, rate, cards_of):
    """Somebody who took a quiz, rated a card, wrote a note on it and set their calendar; returns their id."""
    person_id = join(make_person(name="Ani Grigoryan"), "Grigoryan, Ani")
    player = practice.Player(app, browse(person_id))
    attempt = player.start(feedback="at_once")
    for key, answers in (("brokered", None), ("premier", ("3",)), ("surname", ("Sargsyan",))):
        player.answer(attempt, key, answers)
    player.finish(attempt)
    player.client.post("/settings/calendar", data={f"shares-{day}": "1" for day in range(7)})
    rate(person_id, cards_of("csto")[0], 3)
    return person_id


@pytest.fixture
def other(app, small_bank, make_person, join, browse):
    """Another student of the class, who answered the same quiz."""
    person_id = join(make_person(name="Zarevand Other"), "Other, Zarevand")
    player = practice.Player(app, browse(person_id))
    attempt = player.start(feedback="at_once")
    player.answer(attempt, "brokered", ("false",))
    player.finish(attempt)
    return person_id


@pytest.fixture
def admin(app, make_person, browse):
    person_id = make_person(Role.INSTRUCTOR, "Ada")
    with app.app_context():
        db.session.execute(sa.update(Person).where(Person.id == person_id).values(is_admin=True))
        db.session.commit()
    return browse(person_id)


def unpacked(data):
    """Return an export's page, its JSON by path, and the names of all its files."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        told = json.loads(packed.read("your-data.json"))
        parts = {f"{part['table']}.{part['of']}": part["rows"] for part in told["parts"]}
        return packed.read("your-data.html").decode(), told | {"parts": parts}, packed.namelist()
