from __future__ import annotations

import re

import pytest

from quizapp.bank.loading import load_bank
from quizapp.clock import utcnow
from quizapp.db import db
from tests.replies import page_of


def links(page):
    return re.findall(r'href="([^"]+)"', page.replace("&amp;", "&"))


def test_banks_are_listed_and_lead_to_their_questions(instructor, all_kinds):
    page = page_of(instructor.get("/banks"))
    assert "The sample bank" in page
    assert "11 questions" in page
    assert "/questions?bank=sample" in links(page)


def test_no_bank_is_said_plainly(instructor):
    assert "There is no bank yet." in page_of(instructor.get("/banks"))


@pytest.mark.longer
@pytest.mark.parametrize("address", ["/questions", "/banks"])
def test_pages_take_as_many_statements_for_many_questions_as_for_few(
    app, instructor, make_bank, make_draft, statements, address
):
    counts = []
    for size in (2, 40):
        with app.app_context():
            drafts = [make_draft(key=f"q{number}") for number in range(size)]
            load_bank(db.session(), make_bank(*drafts), now=utcnow())
            db.session.commit()
        page_of(instructor.get(address))
        with statements() as ran:
            page_of(instructor.get(address))
        counts.append(len(ran))
    assert counts[0] == counts[1] <= 10
