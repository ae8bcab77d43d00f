"""A class's life on PostgreSQL: its roster, its calendar, its cards, and erasing a student who has practised."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from quizapp.accounts.models import Person, Role
from quizapp.accounts.services import create_students
from quizapp.bank.models import Card
from quizapp.classroom import cards, joining, queries, rosters, services
from quizapp.classroom.cards import CardKind
from quizapp.classroom.roster_plan import plan_roster
from quizapp.classroom.services import ClassSettings, create_class
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.formats.roster import read_roster
from quizapp.formats.roster_tables import table_of_text
from quizapp.memory.access import rules_of_app
from quizapp.memory.rebuild import rebuild_memories
from quizapp.memory.services import Event, learner_by_id, record_review
from quizapp.scheduling.state import Rating

pytestmark = [pytest.mark.slow, pytest.mark.postgresql]


def test_a_class_is_set_up_practises_and_a_student_is_erased(app, with_banks_loaded, make_person):
    teacher, now, rules = make_person(Role.INSTRUCTOR), utcnow(), rules_of_app(app)
    with app.app_context():
        session = db.session()
        known = create_students(session, [("Անի Պետրոսյան", "")], now=now)[0]
        card_id = session.scalars(sa.select(Card.id).limit(1)).one()
        record_review(
            session, learner_by_id(session, known.id, rules), card_id, Rating.EASY, Event("event-1", now), now=now
        )
        made = create_class(session, teacher, ClassSettings("10 b", "Asia/Tokyo"), now=now)
        lines = read_roster(table_of_text("Անի Պետրոսյան\nАнна Иванова\nBen Smith")).lines
        plan = plan_roster(session, made.id, lines)
        assert [row.fate for row in plan.rows] == ["same_name", "new", "new"]
        assert rosters.apply_roster(session, made, plan, {}, rules, now=now).made == 2
        assert session.get_one(Person, known.id).calendar == "Asia/Tokyo 4"
        assert rebuild_memories(session, rules) == (1, [])
        assert (
            len(queries.students_of_class(session, made.id))
            == len(queries.card_holders(session, made.id, teacher))
            == 3
        )
        assert list(queries.last_practised(session, made.id, [known.id])) == [known.id]
        joining.open_joining(session, made)
        assert joining.class_by_code(session, made.join_code.lower()) is made
        cards.keep_cards(session, [cards.draw_card(known.id, CardKind.PICTURES)], teacher, now=now)
        person = session.get_one(Person, known.id)
        services.erase_student(session, person, from_class=made.id, by_id=teacher, now=now)
        assert session.get(Person, known.id) is None
        assert rebuild_memories(session, rules) == (0, [])
        services.archive_class(session, made, rules, now=now)
        assert [row.students for row in queries.classes_of_teacher(session, teacher)] == [2]
        session.rollback()
