"""What the page is told while somebody types, and answers that are tried."""

from __future__ import annotations

import re

import pytest
import sqlalchemy as sa

from quizapp.bank.models import QuestionVersion, UnsavedDraft
from quizapp.db import db
from quizapp.memory.models import ReviewEvent
from quizapp.quizzes.models import Attempt
from tests.replies import page_of


@pytest.fixture
def look(instructor):
    """Type into a question's editor and return what the page is told."""
    return lambda address, fields: page_of(instructor.post(f"{address}/draft", data=fields))


def beside(page, field_id):
    found = re.search(rf'<div data-beside="{field_id}">(.*?)</div>', page, re.DOTALL)
    return found[1] if found else ""


@pytest.mark.longer
def test_the_preview_and_the_remarks_come_with_the_draft(instructor, single, fields_at, look):
    fields = fields_at(instructor, f"{single}/edit")
    typed = {"stem": ["Is **this** seen?"], "topic": ["Two Words"], "explanation": ["See the article."]}
    page = look(single, fields | typed)
    assert "Draft saved" in page
    assert "Is <strong>this</strong> seen?" in page
    assert "is no id" in beside(page, "edit-topic")
    assert "only says where to look" in beside(page, "edit-explanation")
    assert "1 thing is to be done before saving." in page
    assert "<form method" in page.partition("What a student gets")[2]


@pytest.mark.longer
def test_a_new_question_is_looked_at_while_it_is_written(instructor, all_kinds, fields_at, look):
    fields = fields_at(instructor, "/banks/sample/new/date")
    page = look("/banks/sample/new/date", fields | {"stem": ["When?"], "answer": ["2020-01"]})
    assert "What a student gets" in page
    assert "To be done before it can be saved" in page
    assert "problem-text" not in page.partition("data-beside")[2], "blank fields are only listed"


@pytest.mark.longer
def test_passages_are_said_with_their_subjects(app, instructor, single, fields_at, look):
    page = look(single, fields_at(instructor, f"{single}/edit") | {"sources": ["nowhere#p1"]})
    assert "described by no source" in page


@pytest.mark.longer
def test_looking_takes_as_many_statements_for_many_rows_as_for_few(instructor, all_kinds, fields_at, look, statements):
    address = f"/questions/{all_kinds['ordering']}"
    fields = fields_at(instructor, f"{address}/edit")
    counts = []
    for size in (4, 60):
        typed = fields | {f"items-{number}": [f"thing {number}"] for number in range(size)}
        look(address, typed)
        with statements() as ran:
            look(address, typed | {"note": [str(size)]})
        counts.append(len(ran))
    assert counts[0] == counts[1]


def seen_in(page):
    return re.search(r'name="seen" value="(\w+)"', page)[1]


@pytest.mark.longer
def test_an_answer_is_tried_on_the_question_as_it_is_typed_and_nothing_is_recorded(
    app, instructor, single, fields_at, look, stored
):
    fields = fields_at(instructor, f"{single}/edit")
    page = look(single, fields | {"answer-text": ["A quite new key"]})
    place = page.count("<label>", 0, page.index("A quite new key")) - 1
    reply = page_of(instructor.post(f"{single}/try", data={"answer": str(place), "seen": seen_in(page)}))
    assert "After your answer" in reply
    assert "✓ Right" in reply
    assert "Marking:" in reply
    assert fields_at(instructor, f"{single}/edit?draft=go-on")["answer-text"] == ["A quite new key"]
    assert (stored(Attempt), stored(ReviewEvent), stored(UnsavedDraft), stored(QuestionVersion)) == (0, 0, 1, 11)


@pytest.mark.longer
def test_a_question_without_a_draft_is_tried_as_it_stands(instructor, single):
    page = page_of(instructor.get(f"{single}/edit"))
    reply = page_of(instructor.post(f"{single}/try", data={"seen": seen_in(page)}, headers={"X-Part": "look"}))
    assert "Nothing is answered yet." in reply
    assert "<html" not in reply


@pytest.mark.longer
def test_an_answer_to_an_older_wording_is_asked_for_again(instructor, single, fields_at, look):
    page = page_of(instructor.get(f"{single}/edit"))
    look(single, fields_at(instructor, f"{single}/edit") | {"stem": ["Another one?"]})
    reply = page_of(instructor.post(f"{single}/try", data={"seen": seen_in(page), "answer": "0"}))
    assert "was changed since" in reply
    assert "Another one?" in reply


@pytest.mark.longer
def test_what_is_no_question_yet_cannot_be_tried(instructor, all_kinds):
    assert "enough of the question" in page_of(instructor.post("/banks/sample/new/date/try", data={"answer-year": "1"}))


@pytest.mark.longer
def test_a_flashcard_is_turned_and_rated(instructor, all_kinds):
    address = f"/questions/{all_kinds['flashcard']}"
    seen = seen_in(page_of(instructor.get(f"{address}/edit")))
    back = page_of(instructor.post(f"{address}/try", data={"seen": seen, "answer": "x"}))
    assert 'value="good"' in back
    rated = page_of(instructor.post(f"{address}/try", data={"seen": seen, "answer": "x", "rating": "hard"}))
    assert "You rated your recall" in rated


@pytest.mark.longer
def test_trying_writes_nothing_at_all(app, instructor, single, statements):
    with statements() as ran:
        page_of(instructor.post(f"{single}/try", data={"answer": "0"}))
    assert [one for one in ran if one.split()[0] in {"INSERT", "UPDATE", "DELETE"}] == []
    with app.app_context():
        assert db.session().scalar(sa.select(sa.func.count()).select_from(UnsavedDraft)) == 0
