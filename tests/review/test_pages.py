from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from flask_login import login_user

from quizapp.accounts.models import Person
from quizapp.accounts.visitor import visitor_of
from quizapp.app import create_app
from quizapp.classroom.services import ClassSettings, create_class, enrol_student
from quizapp.db import db
from quizapp.kinds import registry
from quizapp.memory.access import learner_of
from quizapp.planning.holidays import HolidayTerms, add_holiday
from quizapp.planning.services import save_calendar
from quizapp.review.pages import NEW_FOR_VISITORS, choices_for, hint_of, queue_of_visitor
from quizapp.scheduling.memory import preview
from tests.application import PASSWORD

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)


def face_of(kind, **content):
    return registry.load(kind, content).cards()[0]


def test_a_first_visitors_queue_holds_as_many_new_cards_as_a_beginners(app, load, practice, make_person):
    load(practice.many_questions(NEW_FOR_VISITORS + 5))
    with app.test_request_context():
        first = queue_of_visitor(now=NOW)
        db.session.rollback()
    person_id = make_person()
    with app.test_request_context():
        login_user(visitor_of(db.session().get_one(Person, person_id)))
        known = queue_of_visitor(now=NOW)
        db.session.rollback()
    assert (first.new, first.review, first.learning) == (NEW_FOR_VISITORS, 0, 0)
    assert known.new == first.new


def test_the_queue_follows_the_limits_of_whoever_asks(app, small_bank, make_person):
    person_id = make_person()
    with app.app_context():
        db.session().get_one(Person, person_id).new_per_day = 2
        db.session.commit()
    with app.test_request_context():
        login_user(visitor_of(db.session().get_one(Person, person_id)))
        assert queue_of_visitor(now=NOW).new == 2
        db.session.rollback()


def test_choices_are_placed_on_days_that_are_not_free(app, small_bank, make_person):
    person_id = make_person()
    with app.test_request_context():
        person = visitor_of(db.session().get_one(Person, person_id))
        learner = learner_of(person)
        plain = preview(None, at=NOW, card_id=1, rules=learner.rules)
        save_calendar(db.session(), person_id, [0, 0, 0, 0, 0, 0, 1], [], now=NOW)
        easy = choices_for(person, plain, 1)[3]
        db.session.rollback()
    assert easy.memory.due_at.weekday() in {6, 0}  # Sunday's learner-day begins at four on Sunday
    assert easy.spread.low <= easy.memory.interval_days <= easy.spread.high


def test_choices_are_placed_on_lesson_days_and_not_in_the_holidays_of_the_class(app, small_bank, make_person):
    person_id, teacher = make_person(), make_person()
    with app.test_request_context():
        session, person = db.session(), visitor_of(db.session().get_one(Person, person_id))
        plain = preview(None, at=NOW, card_id=1, rules=learner_of(person).rules)
        low, high = plain[3].spread.low, plain[3].spread.high
        assert high - low >= 3
        lessons = ClassSettings("10 b", "UTC", lesson_days=tuple((NOW.weekday() + low + day) % 7 for day in (0, 1)))
        made = create_class(session, teacher, lessons, now=NOW)
        enrol_student(session, made, person_id, "Ani", now=NOW)
        assert choices_for(person, plain, 1)[3].memory.interval_days == low + 1  # nearer to what was wanted
        off = (date.fromordinal(NOW.toordinal() + day) for day in (low + 1, high))
        add_holiday(session, made.id, HolidayTerms("Spring", *off))
        assert choices_for(person, plain, 1)[3].memory.interval_days == low
        session.rollback()


def test_a_hint_tells_the_first_letters_of_what_is_shown(app):
    with app.test_request_context():
        assert hint_of(face_of("short_answer", stem="Who?", answers=["Nikol Pashinyan"])) == "N···· P········"
        assert hint_of(face_of("date", stem="When?", answer="2023-09")) == "S········ 2···"


@pytest.mark.longer
def test_a_hint_is_in_the_language_of_the_page(settings):
    path = settings.data_dir / "languages" / "de.po"
    path.parent.mkdir()
    path.write_text('msgid "True"\nmsgstr "Richtig"\n', encoding="utf-8")
    with create_app(replace(settings, language="de")).test_request_context():
        assert hint_of(face_of("true_false", stem="So?", answer="yes")) == "R······"
        db.engine.dispose()


@pytest.mark.longer
def test_whoever_begins_goes_on_with_the_card_that_they_have_read(client, small_bank):
    for number in range(5):
        visitor = client.application.test_client()
        front = re.search(r'class="front"[^>]*>(.*?)</div>', visitor.get("/review/").text, re.DOTALL)
        visitor.post("/review/begin")
        assert front[0] in visitor.get("/review/").text
        visitor.post("/sign-up", data={"name": f"Ani {number}", "password": PASSWORD})
        page = visitor.get("/review/").text
        assert f"Sign out Ani {number}" in page
        assert "Show the answer" in page
        assert front[0] in page
