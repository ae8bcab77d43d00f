from __future__ import annotations

import re

import pytest
import sqlalchemy as sa

from quizapp.bank.models import Bank, Question, QuestionVersion
from quizapp.db import db
from quizapp.workbench.models import BulkOperation, SavedSearch

NEW = {"title": "Water & Wind", "language": "en", "description": "About both.", "reading_grade": "8"}


def stored(app, statement):
    with app.app_context():
        rows = db.session.execute(statement).all()
        db.session.rollback()
    return rows


@pytest.mark.longer
def test_a_bank_is_created_from_its_title_alone(app, instructor):
    reply = instructor.post("/new-bank", data={"title": "Water & Wind", "language": "en"})
    assert reply.location == "/banks/water-wind"
    page = instructor.get(reply.location).text
    assert "The first question" in page
    assert "/banks/water-wind/new/matching" in page
    assert "Water &amp; Wind" in instructor.get("/banks").text


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"title": ""}, "This text is empty: write it."),
        ({"key": "Not A Key"}, "is no id"),
        ({"language": "English"}, "is no language"),
        ({"reading_grade": "high"}, "is no reading grade"),
        ({"title": "Հայաստան"}, "Of this title none can be made: write one"),
    ],
)
def test_a_heading_that_is_not_sound_is_refused_beside_its_field(app, instructor, sent, sentence):
    reply = instructor.post("/new-bank", data=NEW | sent)
    assert reply.status_code == 422
    assert sentence in reply.text
    assert "About both." in reply.text
    assert stored(app, sa.select(Bank.key)) == []


def test_a_taken_key_is_refused(instructor):
    assert instructor.post("/new-bank", data=NEW).status_code == 302
    reply = instructor.post("/new-bank", data=NEW)
    assert reply.status_code == 422
    assert "There is a bank “water-wind” already" in reply.text


@pytest.mark.longer
def test_a_heading_is_edited(app, instructor):
    instructor.post("/new-bank", data=NEW)
    address = "/banks/water-wind/heading"
    assert 'value="Water &amp; Wind"' in instructor.get(address).text
    assert instructor.post(address, data=NEW | {"title": ""}).status_code == 422
    page = instructor.post(address, data=NEW | {"title": "Wind", "reading_grade": ""}, follow_redirects=True).text
    assert "Saved." in page
    assert stored(app, sa.select(Bank.title, Bank.reading_grade)) == [("Wind", None)]
    again = instructor.post(address, data=NEW | {"title": "Wind", "reading_grade": ""}, follow_redirects=True)
    assert "Nothing was changed." in again.text


@pytest.mark.longer
def test_what_a_colleague_made_of_a_heading_meanwhile_is_not_written_over_unseen(instructor, browse, all_kinds):
    colleague = browse("Bella")
    address = "/banks/sample/heading"
    seen = {"seen_state": re.search(r'seen_state"[^>]* value="(\w+)"', instructor.get(address).text)[1]}
    sent = seen | {"title": "Sample", "language": "en", "topics": "rift:"}
    assert colleague.post(address, data=sent | {"topics": "rift: The rift"}).status_code == 302
    reply = instructor.post(address, data=sent | {"title": "Mine"})
    assert reply.status_code == 422
    assert '<dt>Titles of topics</dt><dd dir="auto">rift: The rift</dd>' in reply.text
    assert re.search(r"<p>Last saved by Bella, on .+\.</p>", reply.text)
    seen = {"seen_state": re.search(r'seen_state"[^>]* value="(\w+)"', reply.text)[1]}
    assert "Saved." in instructor.post(address, data=sent | seen | {"title": "Mine"}, follow_redirects=True).text


@pytest.mark.longer
def test_topics_get_titles_in_the_heading_of_their_bank(app, instructor, all_kinds):
    address = "/banks/sample/heading"
    assert ">\r\nrift:</textarea>" in instructor.get(address).text
    sent = {"title": "Sample", "language": "en", "topics": "rift: The rift, from its beginning\r\nother:\r\n"}
    instructor.post(address, data=sent)
    assert stored(app, sa.select(Bank.topics)) == [({"rift": "The rift, from its beginning"},)]
    for page in ("/banks/sample", "/banks/sample/topics", "/practise", "/questions", address):
        assert "The rift, from its beginning" in instructor.get(page).text, page
    renaming = instructor.get("/banks/sample/topics/rename?old=rift&new=two-words").text
    assert "The title “The rift, from its beginning” goes with it" in renaming
    assert 'topics: {rift: "The rift, from its beginning"}' in instructor.get("/banks/sample/file").text


@pytest.mark.longer
def test_a_title_goes_with_a_topic_that_is_renamed_and_comes_back(app, instructor, all_kinds):
    instructor.post("/banks/sample/heading", data={"title": "S", "language": "en", "topics": "rift: The rift itself"})
    instructor.post("/banks/sample/topics", data={"old": "rift", "new": "two-words"})
    assert stored(app, sa.select(Bank.topics)) == [({"two-words": "The rift itself"},)]
    assert "The rift itself" in instructor.get("/banks/sample").text
    [(operation,)] = stored(app, sa.select(BulkOperation.id))
    instructor.post(f"/questions/changes/{operation}/undo")
    assert stored(app, sa.select(Bank.topics)) == [({"rift": "The rift itself"},)]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("The rift: A title", "“The rift” is no id"),
        ("rift: " + "x" * 81, "80"),
        ("rift: One\nrift: Two", "The topic “rift” stands here twice: remove a line."),
    ],
)
def test_titles_of_topics_that_are_not_sound_are_refused_and_kept_in_the_form(instructor, all_kinds, typed, sentence):
    reply = instructor.post("/banks/sample/heading", data={"title": "Sample", "language": "en", "topics": typed})
    assert reply.status_code == 422
    assert sentence in reply.text
    assert typed.splitlines()[-1] in reply.text


def test_a_copy_of_a_bank_has_the_titles_of_its_topics(app, instructor, all_kinds):
    instructor.post("/banks/sample/heading", data={"title": "S", "language": "en", "topics": "rift: The rift itself"})
    assert "rift: The rift itself" in instructor.get("/banks/sample/copy").text


@pytest.mark.longer
def test_topics_are_listed_renamed_and_merged(app, instructor, all_kinds):
    assert 'value="rift"' in instructor.get("/banks/sample/topics").text
    sent = {"old": "rift", "new": "The Great Rift"}
    page = instructor.post("/banks/sample/topics", data=sent, follow_redirects=True).text
    assert f"{len(all_kinds)} questions have another topic now." in page
    assert set(stored(app, sa.select(QuestionVersion.topic).where(QuestionVersion.number == 2))) == {
        ("the-great-rift",)
    }
    page = instructor.post("/banks/sample/topics", data={"old": "gone", "new": "x"}, follow_redirects=True).text
    assert "Nothing was changed." in page


@pytest.mark.parametrize("new", ["", "!!!"])
def test_a_topic_without_letters_is_refused(instructor, load_one, new):
    sent = {"old": "rift", "new": new}
    replies = [instructor.post("/banks/sample/topics", data=sent)]
    replies.append(instructor.get("/banks/sample/topics/rename", query_string=sent))
    for reply in replies:
        assert reply.status_code == 422
        assert re.search(rf'name="new"[^>]* value="{new}"[^>]* data-focus', reply.text)
        assert 'aria-describedby="refused"' in reply.text


@pytest.mark.longer
def test_a_renaming_is_looked_at_first_and_taken_back_with_the_searches_that_followed(app, instructor, all_kinds):
    instructor.post("/questions/searches", data={"name": "Of the rift", "q": "topic:rift level:1"})
    sent = {"old": "rift", "new": "Break"}
    page = instructor.get("/banks/sample/topics/rename", query_string=sent).text
    assert f"{len(all_kinds)} questions get a new version each" in page
    assert "1 saved search follows" in page
    assert "<code>topic:break level:1</code>" in page
    instructor.post("/banks/sample/topics", data={"old": "rift", "new": "break"})
    assert stored(app, sa.select(SavedSearch.query)) == [("topic:break level:1",)]
    undo = re.findall(r"/questions/changes/\d+/undo", instructor.get("/questions/changes").text)[0]
    instructor.post(undo)
    assert stored(app, sa.select(SavedSearch.query)) == [("topic:rift level:1",)]
    page = instructor.get("/banks/sample/topics/rename", query_string={"old": "gone", "new": "x"}).text
    assert "Nothing would be changed." in page


@pytest.mark.longer
def test_a_bank_is_copied_and_another_owner_is_not_in_the_way(app, instructor, browse, load_one):
    other = browse("Mr Other")
    assert "my copy" in other.get("/banks/sample/copy").text
    reply = other.post("/banks/sample/copy", data=NEW)
    assert reply.location == "/banks/water-wind"
    assert "a copy of" in other.get(reply.location).text
    assert other.post("/banks/sample/copy", data=NEW).status_code == 422
    assert instructor.get("/banks/water-wind").status_code == 404
    assert len(stored(app, sa.select(Question.id).where(Question.key == "one"))) == 2


@pytest.mark.longer
def test_from_nothing_to_a_question_that_a_student_practises(app, instructor, page_forms):
    """No shipped bank, no command: a bank, a source and a question made in the browser are practised."""
    assert "There is no bank yet" in instructor.get("/banks").text
    bank = instructor.post("/new-bank", data={"title": "Weather", "language": "en"}).location
    assert "/edit/new-source" in instructor.get(bank).text
    source = {"title": "A book of weather", "passages": "c1: Wind\r\nc2: Rain"}
    assert instructor.post("/edit/new-source", data=source).status_code == 302
    address = f"{bank}/new/true_false"
    fields = page_forms.fields_of(instructor.get(address).text)
    typed = {"key": "wind", "stem": "Wind is moving air.", "answer": "true", "explanation": "So it is."}
    typed |= {"sources": "a-book-of-weather#c1", "topic": "wind", "facets": "claim", "save": "ready"}
    reply = instructor.post(address, data=fields | typed)
    assert reply.status_code == 302, reply.text
    student = app.test_client()
    begun = student.post("/practise", data={"size": "1", "feedback": "at_once", "event_id": "event-0001"})
    slot = begun.location
    assert "Wind is moving air." in student.get(slot).text
    token = re.search(r'name="event_id" value="([^"]+)"', student.get(slot).text)[1]
    answered = student.post(f"{slot.partition('#')[0]}", data={"answer": "true", "event_id": token})
    assert answered.status_code == 302
    assert "A book of weather" in student.get(slot).text
