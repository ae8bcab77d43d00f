from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from quizapp.accounts.models import Person
from quizapp.analysis import queries, running
from quizapp.analysis.models import AnalysisRun
from quizapp.analysis.report import report_of
from quizapp.analysis.running import Wanted, begin_run, is_silent, kept_report_of, work_run_out
from quizapp.analysis.sittings import Counted, LaidOut, first_attempts
from quizapp.clock import utcnow
from quizapp.db import db


@pytest.fixture
def worked_out(app, instructor):
    """Work a run out to its end, and return it with its report."""

    def worked_out(kind="quiz", key="test", counted=Counted.FIRST, clock=utcnow):
        with app.app_context():
            session = db.session()
            by_id = session.scalars(sa.select(Person.id).where(Person.name == "Ms Grigoryan")).one()
            run_id = begin_run(session, Wanted(by_id, kind, key, "Title", None, counted), now=utcnow()).id
            session.commit()
            work_run_out(session, run_id, sa.true(), clock)
            run = session.get_one(AnalysisRun, run_id)
            report = kept_report_of(run)
            session.expunge(run)
            session.rollback()
            return run, report

    return worked_out


@pytest.mark.longer
def test_the_report_of_all_is_the_one_that_the_page_makes(app, sit, worked_out):
    sit(30)
    sit(5, again=True)
    run, report = worked_out()
    with app.app_context():
        rows = first_attempts(queries.answers_to_quiz(db.session(), "test", now=utcnow()))
        versions = queries.versions_of(db.session(), {row.question_id for row in rows}, sa.true())
        db.session.rollback()
    assert report == report_of(LaidOut(rows), versions, is_quiz=True)
    assert (run.done, run.total) == (30, 30)
    assert worked_out(counted=Counted.ALL)[0].total == 35


@pytest.mark.longer
def test_a_bank_is_worked_out_by_first_answers(sit, worked_out):
    sit(20)
    sit(20, again=True)
    _run, report = worked_out("bank", "small")
    assert {row.item.students for row in report.items} == {20}
    assert report.quiz is None


@pytest.mark.longer
def test_how_far_it_is_is_told_part_by_part(sit, worked_out, monkeypatch):
    sit(7)
    told = []

    def clock():
        told.append(db.session.execute(sa.select(AnalysisRun.done, AnalysisRun.total)).one())
        return utcnow()

    monkeypatch.setattr(running, "PART", 3)
    worked_out(clock=clock)
    assert told == [(0, 0), (0, 7), (3, 7), (6, 7), (7, 7)], "what the parts before have told, and at last all"


def test_nobody_asked_gives_a_report_of_nobody(small_bank, worked_out):
    run, report = worked_out(key="unknown")
    assert (run.total, report.students, report.is_told) == (0, 0, False)


def test_a_run_that_says_nothing_has_broken_off():
    now = utcnow()
    run = AnalysisRun(seen_at=now - timedelta(minutes=5), finished_at=None)
    assert is_silent(run, now=now)
    assert not is_silent(AnalysisRun(seen_at=now, finished_at=None), now=now)
    assert not is_silent(AnalysisRun(seen_at=now - timedelta(days=1), finished_at=now), now=now)


@pytest.mark.longer
def test_an_earlier_run_of_the_same_goes(app, sit, worked_out):
    sit(6)
    worked_out()
    worked_out()
    with app.app_context():
        assert db.session.scalar(sa.select(sa.func.count(AnalysisRun.id))) == 1
