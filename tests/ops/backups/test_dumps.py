"""Whoever was erased after a dump is erased again once it stands in the database's place."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from quizapp.accounts.models import Person, SiteSetting
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.erasure.erasing import Asked, Way, erase_person
from quizapp.erasure.models import Erasure
from quizapp.ops.backups.dumps import follow_erasures, keep_erasures


@pytest.fixture
def erased(app, make_person):
    """Somebody who was erased after the list began; returns what brings them back as an older dump does."""
    person_id = make_person(name="Ani")
    assert follow_erasures(app) == 0
    with app.app_context():
        person = db.session.get_one(Person, person_id)
        dumped = {column.name: getattr(person, column.name) for column in Person.__table__.c}
        erase_person(db.session(), person, Asked(Way.ADMIN), now=utcnow())
        db.session.commit()

    def restore(**changes):
        with app.app_context():
            db.session.execute(sa.delete(Erasure))
            db.session.execute(sa.insert(Person).values(dumped | changes))
            db.session.commit()

    return restore


@pytest.mark.longer
def test_what_a_dump_brings_back_is_erased_again_once(app, settings, erased, stored):
    assert follow_erasures(app) == 0
    [(number,)] = stored("erasures", "number")
    erased()
    assert follow_erasures(app) == 1
    assert stored("people", "name", "role") == []
    assert stored("erasures", "number", "way") == [(number, "restore")]
    assert follow_erasures(app) == 0
    assert len(list(settings.data_dir.glob("erased-*.json"))) == 1


@pytest.mark.longer
def test_whoever_has_the_number_of_somebody_erased_and_came_later_stays(app, erased, stored):
    follow_erasures(app)
    erased(created_at=utcnow() + timedelta(days=1), name="Narek")
    assert follow_erasures(app) == 0
    assert stored("people", "name") == [("Narek",)]


@pytest.mark.longer
def test_the_list_of_another_installation_is_not_held_against_this_one(app, erased, stored):
    follow_erasures(app)
    erased()
    with app.app_context():
        db.session.execute(sa.update(SiteSetting).values(value="another"))
        db.session.commit()
    assert follow_erasures(app) == 0
    assert stored("people", "name") == [("Ani",)]


def test_with_sqlite_restores_see_to_it_themselves(app):
    assert keep_erasures(app, 0.001) is None
