from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import count

import pytest
import sqlalchemy as sa

from quizapp.accounts.models import Role
from quizapp.accounts.services import Credentials, create_account
from quizapp.accounts.visitor import visitor_of
from quizapp.bank.models import Bank, Card
from quizapp.memory.access import rules_of_app
from quizapp.planning import exam_queries, services
from quizapp.planning.services import ExamTerms
from quizapp.scheduling.planner import Costs
from quizapp.scheduling.state import Phase

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
TODAY = date(2026, 3, 2)


@pytest.fixture
def person(session):
    """Make a visitor, in the test's own transaction."""
    numbers = count(1)

    def person(role=Role.STUDENT):
        credentials = Credentials(f"{role.value} {next(numbers)}", "no password")
        return visitor_of(create_account(session, credentials, role, now=NOW))

    return person


@pytest.fixture
def bank_id(small_bank, session):
    return session.scalar(sa.select(Bank.id))


@pytest.fixture
def set_exam(session, bank_id):
    def set_exam(owner, title="Unit 1", in_days=21, *, for_everyone=False):
        terms = ExamTerms(title, TODAY + timedelta(days=in_days), 10, frozenset({bank_id}), for_everyone)
        return services.set_exam(session, owner.id, terms, now=NOW)

    return set_exam


def titles(exams):
    return [exam.title for exam in exams]


@pytest.mark.longer
def test_the_tests_ahead_are_ones_own_and_those_for_everybody_by_date(session, person, set_exam):
    student, other, teacher = person(), person(), person(Role.INSTRUCTOR)
    set_exam(student, "late", 40)
    set_exam(student, "soon", 5)
    set_exam(student, "today", 0)
    set_exam(other, "of another")
    set_exam(teacher, "for all", 9, for_everyone=True)
    set_exam(teacher, "the teacher's own", 9)
    assert titles(exam_queries.coming_exams(session, student, TODAY)) == ["soon", "for all", "late"]
    assert titles(exam_queries.coming_exams(session, teacher, TODAY)) == ["the teacher's own"]
    assert titles(exam_queries.exams_of(session, teacher)) == ["for all", "the teacher's own"]
    (for_all,) = (exam for exam in exam_queries.exams_of(session, student) if exam.for_everyone)
    assert (for_all.own, for_all.set_by, for_all.minutes) == (False, "instructor 3", 10)


def test_a_removed_test_is_ahead_of_nobody_and_its_owner_can_bring_it_back(session, person, set_exam):
    student, teacher = person(), person(Role.INSTRUCTOR)
    mine, for_all = set_exam(student), set_exam(teacher, for_everyone=True)
    for exam in (mine, for_all):
        services.remove_exam(session, exam, now=NOW)
    assert exam_queries.coming_exams(session, student, TODAY) == []
    assert [exam.removed for exam in exam_queries.exams_of(session, student)] == [True]
    services.restore_exam(session, mine)
    assert len(exam_queries.coming_exams(session, student, TODAY)) == 1


@pytest.mark.longer
def test_a_learner_may_choose_another_pace_or_leave_it_out(session, person, set_exam):
    student, other, teacher = person(), person(), person(Role.INSTRUCTOR)
    exam = set_exam(teacher, for_everyone=True)
    services.choose_pace(session, exam.id, student.id, 25, follows=True)
    assert [one.minutes for one in exam_queries.coming_exams(session, student, TODAY)] == [25]
    assert [one.minutes for one in exam_queries.coming_exams(session, other, TODAY)] == [10]
    services.choose_pace(session, exam.id, student.id, 25, follows=False)
    assert exam_queries.coming_exams(session, student, TODAY) == []
    assert [one.follows for one in exam_queries.exams_of(session, student)] == [False]
    assert exam_queries.exam_of(session, student, exam.id).minutes == 25
    assert exam_queries.exam_of(session, student, 999) is None


def test_cards_come_with_what_is_remembered_of_them(app, session, person, record, card, bank_id):
    student, today = person(), rules_of_app(app).day(NOW)
    known, fresh, learning = card("premier"), card("surname"), card("deaths")
    record(student.id, known, 4, NOW - timedelta(days=2))
    record(student.id, learning, 1, NOW)
    cards = {
        card.candidate.card_id: card for card in exam_queries.cards_of_banks(session, student.id, {bank_id}, today)
    }
    assert len(cards) == session.scalar(sa.select(sa.func.count()).select_from(Card))
    assert cards[known].candidate.last_day == today - 2
    assert cards[known].candidate.stability > 8
    assert (cards[known].queued.phase, cards[known].in_steps) == (Phase.REVIEW, False)
    assert (cards[fresh].candidate.stability, cards[fresh].queued.phase) == (None, Phase.NEW)
    assert cards[learning].in_steps
    assert exam_queries.cards_of_banks(session, student.id, {999}, today) == []


def test_time_spent_is_counted_by_bank_and_ones_own_pace_is_learnt(app, session, person, record, card, bank_id):
    student, rules = person(), rules_of_app(app)
    assert exam_queries.costs_of(session, student.id) == Costs()
    for minute in range(30):
        record(student.id, card("premier"), 3, NOW + timedelta(minutes=minute), duration_ms=2_000)
    record(student.id, card("premier"), 3, NOW + timedelta(minutes=31), duration_ms=900_000)
    record(student.id, card("premier"), 3, NOW + timedelta(minutes=32), duration_ms=None)
    spent = exam_queries.seconds_by_bank(session, student.id, rules.day(NOW), Costs(recalled=7))
    assert spent == {bank_id: pytest.approx(60 + 60 + 7)}
    costs = exam_queries.costs_of(session, student.id)
    assert 2 < costs.recalled < Costs().recalled
    assert costs.new < Costs().new
    assert costs.forgotten == Costs().forgotten


@pytest.mark.sqlite
def test_ones_own_pace_is_read_from_the_end_of_the_index_of_days(session):
    asked = exam_queries._last_told([1]).compile(session.get_bind(), compile_kwargs={"literal_binds": True})
    plan = str(session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {asked}").all())
    assert "ix_review_log_learner_id_day" in plan
    assert "ORDER BY" not in plan


def test_banks_are_offered_by_title(session, bank_id):
    assert exam_queries.banks_by_id(session) == [(bank_id, "A small bank")]
