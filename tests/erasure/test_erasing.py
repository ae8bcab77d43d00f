"""Whatever names a person is known to the erasing, and nothing of an erased student is left anywhere."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from quizapp.accounts.models import Person, Role
from quizapp.bank.models import Card
from quizapp.classroom import cards, services
from quizapp.classroom.cards import CardKind
from quizapp.classroom.models import SchoolClass
from quizapp.classroom.services import ClassSettings, create_class
from quizapp.db import Base, db
from quizapp.erasure import erasing
from quizapp.erasure.erasing import Asked, Way
from tests import practice

load, small_bank, cards_of, player = practice.load, practice.small_bank, practice.cards_of, practice.player
browse, stored = practice.browse, practice.stored
NOW = datetime(2026, 9, 1, 8, tzinfo=UTC)


def test_every_column_that_names_a_person_is_known_to_be_theirs_or_their_work():
    groups = (erasing.OWN, erasing.WORK, erasing.FORGETTING)
    columns = erasing.columns_naming_people()
    assert sorted(columns) == sorted(name for group in groups for name in group)
    assert all(key.ondelete == "SET NULL" for name in erasing.FORGETTING for key in columns[name].foreign_keys)


@pytest.fixture
def practised(app, small_bank, player, stored):
    """A student of a class who has practised in each way; returns their id and the class's."""
    attempt = player.start(feedback="at_once")
    for key in ("brokered", "premier", "deaths"):
        player.answer(attempt, key)
    player.finish(attempt)
    player.client.post("/settings/calendar", data={f"shares-{day}": "1" for day in range(7)})
    player.client.get("/review/")
    with app.app_context():
        session = db.session()
        person = session.scalars(sa.select(Person).where(Person.role == Role.STUDENT)).one()
        teacher = Person(role=Role.INSTRUCTOR, name="T", sign_in_name="t", session_stamp="s", created_at=NOW)
        session.add(teacher)
        session.flush()
        school_class = create_class(session, teacher.id, ClassSettings("10 b", "UTC"), now=NOW)
        services.enrol_student(session, school_class, person.id, "Ani", now=NOW)
        cards.keep_cards(session, [cards.draw_card(person.id, CardKind.PICTURES)], teacher.id, now=NOW)
        session.commit()
        return person.id, school_class.id


def rows_naming(session, person_id):
    return {
        name: count
        for name, column in erasing.columns_naming_people().items()
        if (count := session.scalar(sa.select(sa.func.count()).select_from(column.table).where(column == person_id)))
    }


@pytest.mark.longer
def test_nothing_of_an_erased_student_is_left_and_everybody_elses_is(app, practised, session):
    person_id, class_id = practised
    named = rows_naming(session, person_id)
    assert set(named) >= {"attempts.learner_id", "review_log.learner_id", "memory_states.learner_id"}
    assert set(named) >= {"enrolments.person_id", "sign_in_cards.person_id", "study_calendars.learner_id"}
    others = session.scalar(sa.select(sa.func.count()).select_from(Card))
    erasing.erase_person(session, session.get_one(Person, person_id), Asked(Way.TEACHER), now=NOW)
    assert rows_naming(session, person_id) == {}
    assert session.get(Person, person_id) is None
    assert session.scalar(sa.select(sa.func.count()).select_from(Card)) == others
    assert session.get(SchoolClass, class_id) is not None
    learners = session.scalars(sa.select(Base.metadata.tables["attempts"].c.learner_id)).all()
    assert [session.get_one(Person, one).name for one in learners] == [""]  # what they answered is nobody's
    if session.get_bind().dialect.name == "sqlite":
        assert session.execute(sa.text("PRAGMA foreign_key_check")).all() == []


@pytest.mark.longer
def test_an_open_attempt_of_an_erased_student_is_gone_and_what_they_send_is_nobodys(app, practised, browse):
    person_id, _class_id = practised
    player = practice.Player(app, browse(person_id))  # their card has ended the session before
    attempt = player.start(feedback="at_once")
    path = player.path(attempt, "brokered")
    with app.app_context():
        person = db.session().get_one(Person, person_id)
        erasing.erase_person(db.session(), person, Asked(Way.TEACHER), now=NOW)
        db.session.commit()
    assert player.client.post(path, data={"answer": "true", "event_id": "event-too-late"}).status_code == 404
    assert player.client.get(path).status_code == 404


@pytest.mark.longer
def test_who_has_worked_for_others_is_not_erased(practised, session):
    person_id, class_id = practised
    person = session.get_one(Person, person_id)
    person.role = Role.INSTRUCTOR
    with pytest.raises(erasing.WorkedForOthersError):
        erasing.erase_person(session, person, Asked(Way.TEACHER), now=NOW)
    person.role = Role.STUDENT
    session.execute(
        sa.insert(Base.metadata.tables["class_teachers"]).values(
            class_id=class_id, person_id=person_id, role="teacher", since=NOW
        )
    )
    with pytest.raises(erasing.WorkedForOthersError):
        erasing.erase_person(session, person, Asked(Way.TEACHER), now=NOW)
    assert session.get(Person, person_id) is not None
