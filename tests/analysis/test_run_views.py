from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from quizapp.accounts.models import Role
from quizapp.analysis import queries
from quizapp.analysis.models import AnalysisRun
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.web import background
from tests.analysis.test_views import main_of, told


@pytest.fixture
def begin(app, instructor):
    def begin(path="/statistics/quizzes/test/runs"):
        reply = instructor.post(path)
        assert reply.status_code == 302
        background.wait(app)
        return reply.location

    return begin


@pytest.mark.longer
def test_all_attempts_are_analysed_in_the_background(sit, instructor, begin):
    sit(30)
    run = begin()
    words = told(main_of(instructor, run))
    assert "30 attempts were read" in words
    assert "Most of your best students chose “Ararat Mirzoyan”" in words
    assert ",premier,Who is the prime minister?,1,single_choice,30," in instructor.get(f"{run}/questions.csv").text
    assert f'href="{run}?sort=facility' in main_of(instructor, run)
    assert "By 30 students." in told(main_of(instructor, begin("/statistics/banks/small/runs?attempts=all")))


@pytest.mark.longer
def test_a_page_offers_it_where_it_cannot_read_all(sit, instructor, monkeypatch):
    sit(10)
    assert "Analyse all attempts" not in main_of(instructor, "/statistics/quizzes/test")
    monkeypatch.setattr(queries, "MOST_ANSWERS", 36)
    page = main_of(instructor, "/statistics/quizzes/test?attempts=all")
    assert 'action="/statistics/quizzes/test/runs?attempts=all"' in page
    assert 'action="/statistics/banks/small/runs"' in main_of(instructor, "/statistics/banks/small")


@pytest.mark.longer
def test_a_run_that_goes_on_says_how_far_it_is_and_one_that_broke_off_says_so(app, sit, instructor, begin):
    sit(6)
    run = begin()
    with app.app_context():
        going = {"finished_at": None, "report": None, "done": 4_000, "total": 100_000, "seen_at": utcnow()}
        db.session.execute(sa.update(AnalysisRun).values(**going))
        db.session.commit()
    page = main_of(instructor, run)
    assert "4,000 of 100,000 attempts are read." in told(page)
    assert '<progress value="4000" max="100000"' in page
    with app.app_context():
        db.session.execute(sa.update(AnalysisRun).values(seen_at=utcnow() - timedelta(minutes=9)))
        db.session.commit()
    assert "It has broken off" in told(main_of(instructor, run))


@pytest.mark.longer
def test_a_run_is_there_for_whoever_began_it_alone(sit, begin, browse, make_person):
    sit(6)
    run = begin()
    colleague = browse(make_person(Role.INSTRUCTOR, "Colleague"))
    assert colleague.get(run).status_code == 404
    assert colleague.get(f"{run}/questions.csv").status_code == 404
    assert colleague.post("/statistics/quizzes/test/runs?class=1").status_code == 404
