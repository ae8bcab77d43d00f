from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from quizapp.bank.models import Question
from quizapp.db import db
from quizapp.editorial import report_queries
from quizapp.editorial.models import Report, Verdict
from quizapp.editorial.report_queries import ReportOrder, ReportsWanted, reports_wanted
from quizapp.editorial.reports import Answer, answer_report


@pytest.fixture
def told(app, people, reported):
    """Three reports, two of them of one question; a session to look them up."""
    for key in ("brokered", "surname", "surname"):
        reported(key, ("false",) if key == "brokered" else ("Mirzoyan",))
    with app.app_context():
        yield db.session()
        db.session.rollback()


def keys(rows):
    return [row.title.split()[0] for row in rows]


@pytest.mark.longer
def test_reports_are_sorted(told):
    everything = sa.true()
    found = {order: keys(reports_wanted(told, ReportsWanted(everything, order=order))) for order in ReportOrder}
    assert found == {
        "most": ["What", "What", "Russia"],
        "oldest": ["Russia", "What", "What"],
        "newest": ["What", "What", "Russia"],
    }
    assert [row.same for row in reports_wanted(told, ReportsWanted(everything))] == [2, 2, 1]


@pytest.mark.longer
def test_only_what_somebody_may_see_is_found(told):
    within = Question.key == "brokered"
    assert keys(reports_wanted(told, ReportsWanted(within))) == ["Russia"]
    assert report_queries.count_reports(told, report_queries.is_open_report(), within) == 1


@pytest.mark.longer
def test_a_report_of_what_is_gone_for_good_is_not_listed(told, now):
    told.execute(sa.update(Question).where(Question.key == "brokered").values(trashed_at=now, removed_at=now))
    assert len(reports_wanted(told, ReportsWanted(sa.true()))) == 2
    assert report_queries.count_reports(told) == 2


@pytest.mark.longer
def test_closed_reports_stand_apart(told, people, now):
    report = told.scalars(sa.select(Report).order_by(Report.id)).first()
    answer_report(told, report, Answer(Verdict.WRONG, "No.", people["owner"]), now=now)
    assert keys(reports_wanted(told, ReportsWanted(sa.true(), is_open=False))) == ["Russia"]
    assert len(reports_wanted(told, ReportsWanted(sa.true()))) == 2
    assert report_queries.sent_and_answered(told, report.learner_id, now - timedelta(1)) == (3, 1)
    assert report_queries.sent_and_answered(told, report.learner_id, now) == (3, 0)


@pytest.mark.longer
def test_a_learner_finds_their_own(told):
    report = told.scalars(sa.select(Report).order_by(Report.id)).first()
    mine = report_queries.reports_of_learner(told, report.learner_id)
    assert [own.report.id for own in mine] == [3, 2, 1]
    (own,) = report_queries.reports_of_attempt(told, report.learner_id, mine[-1].attempt_id).values()
    assert (own.report.id, own.number, own.answered_by) == (report.id, 1, None)
    assert report_queries.reports_of_learner(told, report.learner_id + 1) == []
    assert report_queries.reports_of_attempt(told, report.learner_id + 1, own.attempt_id) == {}
    assert report_queries.report_of_slot(told, report.slot_id) is report


@pytest.mark.longer
def test_a_learner_who_reported_much_finds_it_in_parts(told, monkeypatch):
    monkeypatch.setattr(report_queries, "PAGE_SIZE", 2)
    learner_id = told.scalars(sa.select(Report.learner_id)).first()
    assert report_queries.count_reports_of_learner(told, learner_id) == 3
    parts = [report_queries.reports_of_learner(told, learner_id, first) for first in (0, 2)]
    assert [[own.report.id for own in part] for part in parts] == [[3, 2], [1]]


@pytest.mark.longer
def test_what_was_asked_is_told_with_how_many_others(told):
    report = report_queries.report_by_id(told, 2)
    asked = report_queries.asked_slot(told, report)
    assert (asked.version_id, asked.number, asked.others) == (report.version_id, 1, 1)
    waiting = report_queries.open_reports_of_question(told, report.question_id)
    assert [one.id for one in waiting] == [2, 3]


@pytest.mark.longer
def test_a_page_takes_as_many_statements_as_an_empty_one(told, statements):
    with statements() as one:
        reports_wanted(told, ReportsWanted(Question.key == "nothing"))
    with statements() as three:
        reports_wanted(told, ReportsWanted(sa.true()))
    assert len(one) == len(three) == 1
