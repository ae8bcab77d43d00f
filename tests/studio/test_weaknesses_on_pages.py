"""What instructors see of the linter: on a question's page and in its editor."""

from __future__ import annotations

import re

import pytest
import sqlalchemy as sa

from quizapp.bank.models import QuestionVersion
from quizapp.db import db


def page_of(reply):
    assert reply.status_code == 200, reply.text
    return reply.text


def versions(app):
    with app.app_context():
        return db.session().scalar(sa.select(sa.func.count()).select_from(QuestionVersion))


@pytest.fixture
def editing(instructor, load_one, page_forms):
    """The address of an editing page, and its fields as a browser has them."""
    address = f"/questions/{load_one}/edit"
    return address, page_forms.fields_of(page_of(instructor.get(address)))


def status_of(page):
    """Return what stands under “What could be better”, "" where nothing does."""
    return "".join(re.findall(r'<section[^>]*aria-labelledby="better"[^>]*>(.*?)</section>', page, re.DOTALL))


@pytest.mark.longer
def test_a_preview_lists_what_could_be_better_and_saving_goes_on(app, instructor, editing):
    address, fields = editing
    weak = fields | {"explanation": "See the article.", "allow": ""}
    before = versions(app)
    said = status_of(page_of(instructor.post(address, data=weak)))
    assert "What could be better" in said
    assert "The explanation explains." in said
    assert "only says where to look" in said
    assert "Rule explanation-missing; Butler &amp; Roediger 2008" in said
    reply = instructor.post(address, data=weak | {"save": "1"})
    assert (reply.status_code, versions(app)) == (302, before + 1)
    assert "only says where to look" in status_of(page_of(instructor.get(reply.location)))


@pytest.mark.longer
def test_what_is_allowed_is_left_out(instructor, editing):
    address, fields = editing
    weak = fields | {"explanation": "See the article."}
    allowed = weak | {"allow": "explanation-missing: They know it."}
    assert "explanation-missing" in status_of(page_of(instructor.post(address, data=weak)))
    assert "explanation-missing" not in status_of(page_of(instructor.post(address, data=allowed)))


@pytest.mark.longer
def test_a_new_question_is_looked_at_before_it_is_saved(instructor, editing):
    new = editing[1] | {"key": "brand-new", "explanation": "See the article."}
    assert "explanation-missing" in status_of(page_of(instructor.post("/banks/sample/new/true_false", data=new)))


@pytest.mark.longer
def test_what_a_finding_quotes_is_text_and_no_markup(instructor, all_kinds, page_forms):
    address = f"/questions/{all_kinds['single_choice']}/edit"
    fields = page_forms.fields_of(page_of(instructor.get(address)))
    hostile = {name: "<b onclick=x>All</b> of the above" for name in fields if name.startswith("distractors-1-text")}
    assert hostile
    said = status_of(page_of(instructor.post(address, data=fields | hostile)))
    assert "above-options" in said
    assert "<b" not in said
