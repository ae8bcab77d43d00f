from __future__ import annotations

import re
from types import SimpleNamespace

import pytest
import sqlalchemy as sa
from flask import render_template

from quizapp.analysis.given import PartTable
from quizapp.bank.models import QuestionVersion
from quizapp.db import db
from quizapp.psychometrics.resampling import Figure
from quizapp.quizzes.models import Slot


def text_at(client, path):
    reply = client.get(path)
    assert reply.status_code == 200
    return reply.text


def test_answers_to_a_date_are_told_as_feedback_tells_them(app):
    said = {
        "is_key": True,
        "chosen": 3,
        "share": 1.0,
        "best": 1,
        "weakest": 1,
        "correlation": Figure(None, is_said=False),
    }
    table = SimpleNamespace(options=[SimpleNamespace(option=0, **said)], best=1, weakest=1, blank=0)
    parts = [PartTable("", ("1703-11",), table, 0)]
    with app.test_request_context():
        shown = {"report": SimpleNamespace(parts=parts, current=SimpleNamespace(kind="date"))}
        page = render_template("analysis/_parts.html", part_name=lambda *_: "", **shown)
    assert "November 1703" in page
    assert "1703-11" not in page


@pytest.mark.longer
def test_all_that_stands_out_is_told_of_a_question_the_most_pressing_first(sit, instructor, ids):
    sit(30)
    row = re.search(r'(?s)<th scope="row".*?</th>', text_at(instructor, "/statistics/quizzes/test")).group()
    on_its_page = text_at(instructor, f"/statistics/questions/{ids['premier']}")
    badges = re.compile(r'class="finding[^"]*"><strong>([^<]*)')
    assert len(badges.findall(row)) > 1
    assert badges.findall(row) == badges.findall(on_its_page)


@pytest.mark.longer
def test_where_none_has_to_be_looked_at_those_that_could_be_better_are_counted(app, sit, instructor, ids):
    sit(30)
    with app.app_context():
        of_premier = sa.select(QuestionVersion.id).where(QuestionVersion.question_id == ids["premier"])
        db.session.execute(sa.delete(Slot).where(Slot.version_id.in_(of_premier)))
        db.session.commit()
    page = text_at(instructor, "/statistics/quizzes/test")
    assert "No question has to be looked at. 1 could be better." in page
