"""Reporting and answering: one report an answer, and only once its feedback was seen."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from quizapp.db import db
from quizapp.editorial import reports
from quizapp.editorial.models import Reason, Report, Verdict
from quizapp.editorial.reports import (
    Answer,
    Complaint,
    NoSuchVersionError,
    NotDueError,
    ReportedError,
    TooManyReportsError,
    answer_report,
    reopen_report,
    report_question,
)
from quizapp.quizzes.models import Attempt
from quizapp.quizzes.queries import slot_of_learner

COMPLAINT = Complaint(Reason.MINE, "So I was taught.")


@pytest.fixture
def slot_of(app, player, small_bank):
    """Answer a question in a new attempt and return its slot, in a session that is open until the test ends."""

    def answer(key="surname", feedback="at_once"):
        attempt = player.start(feedback)
        player.answer(attempt, key, ("Mirzoyan",) if key == "surname" else None)
        place = player.place(attempt, key)
        learner = db.session.scalar(sa.select(Attempt.learner_id).where(Attempt.id == attempt))
        slot = slot_of_learner(db.session(), learner, attempt, place)
        db.session.rollback()
        return slot

    with app.app_context():
        yield answer
        db.session.rollback()


@pytest.mark.longer
def test_a_report_keeps_the_version_and_the_response(slot_of, now):
    slot = slot_of()
    report = report_question(db.session(), slot, COMPLAINT, now=now)
    assert (report.slot_id, report.version_id, report.answers, report.score) == (
        slot.id,
        slot.version_id,
        ["Mirzoyan"],
        0,
    )
    assert (report.reason, report.text, report.created_at, report.verdict) == ("mine", "So I was taught.", now, "")


@pytest.mark.longer
def test_what_is_not_due_is_not_reported(slot_of, now):
    with pytest.raises(NotDueError):
        report_question(db.session(), slot_of(feedback="at_end"), COMPLAINT, now=now)


@pytest.mark.longer
def test_an_answer_is_reported_once(slot_of, now):
    slot = slot_of()
    report_question(db.session(), slot, COMPLAINT, now=now)
    with pytest.raises(ReportedError):
        report_question(db.session(), slot, COMPLAINT, now=now)


@pytest.mark.longer
def test_nobody_reports_without_end(slot_of, now, monkeypatch):
    monkeypatch.setattr(reports, "MOST_A_DAY", 1)
    first, second = slot_of(), slot_of()
    report_question(db.session(), first, COMPLAINT, now=now)
    with pytest.raises(TooManyReportsError):
        report_question(db.session(), second, COMPLAINT, now=now + timedelta(hours=23))
    report_question(db.session(), second, COMPLAINT, now=now + timedelta(hours=25))


@pytest.mark.longer
def test_a_report_is_closed_with_an_answer_and_opened_again(slot_of, people, now):
    report = report_question(db.session(), slot_of(), COMPLAINT, now=now)
    answer = Answer(Verdict.RIGHT, "You are.", people["reviewer"])
    assert answer_report(db.session(), report, answer, now=now) == 1
    assert (report.verdict, report.answer, report.answered_at, report.fixed_number) == ("right", "You are.", now, None)
    reopen_report(db.session(), report)
    assert (report.verdict, report.answer) == ("", "You are.")


@pytest.mark.longer
def test_what_mended_a_question_is_one_of_its_versions(slot_of, people, now):
    report = report_question(db.session(), slot_of(), COMPLAINT, now=now)
    fixed = Answer(Verdict.FIXED, "It is.", people["reviewer"])
    for number in (0, 2):
        if number:
            with pytest.raises(NoSuchVersionError):
                answer_report(db.session(), report, replace(fixed, fixed_number=number), now=now)
    answer_report(db.session(), report, fixed, now=now)
    assert report.fixed_number == 1


@pytest.mark.longer
def test_all_open_reports_of_a_question_are_answered_at_once(slot_of, people, now):
    told = [report_question(db.session(), slot_of(), COMPLAINT, now=now) for _ in range(3)]
    other = report_question(db.session(), slot_of("brokered"), COMPLAINT, now=now)
    answer = Answer(Verdict.WRONG, "It is not.", people["owner"])
    assert answer_report(db.session(), told[0], replace(answer, text="First."), now=now) == 1
    assert answer_report(db.session(), told[1], answer, now=now, with_others=True) == 2
    assert [one.answer for one in told] == ["First.", "It is not.", "It is not."]
    assert db.session.scalar(sa.select(Report.verdict).where(Report.id == other.id)) == ""
