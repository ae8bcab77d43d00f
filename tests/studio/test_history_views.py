from __future__ import annotations

import re
from dataclasses import replace

import pytest

from quizapp.bank.models import Origin, Question
from quizapp.bank.versions import Authorship, add_version, draft_of
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.kinds import registry
from tests.replies import page_of


def text_of(page):
    return " ".join(re.sub(r"<[^>]+>", " ", page.partition("<main")[2].partition("</main>")[0]).split())


@pytest.fixture
def history(app, all_kinds, instructor_id):
    """A single choice question in three versions: from the file, a new topic, a new distractor; returns its address."""
    number = all_kinds["single_choice"]
    with app.app_context():
        question = db.session().get_one(Question, number)
        draft = replace(draft_of(question.key, question.current), topic="other")
        add_version(db.session(), question, draft, Authorship(Origin.BROWSER, instructor_id, "Topic"), now=utcnow())
        raw = registry.dump(draft.content)
        raw["distractors"] = [*raw["distractors"], {"text": "A new <b>one</b>", "feedback": "No."}]
        draft = replace(draft, content=registry.load(draft.kind, raw))
        add_version(db.session(), question, draft, Authorship(Origin.BROWSER, instructor_id), now=utcnow())
        db.session.commit()
    return f"/questions/{number}"


@pytest.mark.longer
def test_the_last_change_is_shown_with_words_for_what_was_added_and_removed(instructor, history):
    page = page_of(instructor.get(f"{history}/compare"))
    said = text_of(page)
    assert "From version 2 to version 3" in said
    assert "1 field is different" in said
    assert "Added A new &lt;b&gt;one&lt;/b&gt;" in said
    assert "Feedback: No." in said
    said = text_of(page_of(instructor.get(f"{history}/compare?from=1&to=2")))
    assert "removed: rift added: other" in said
    assert "Ms Grigoryan" in said
    assert ": Topic" in said


@pytest.mark.longer
def test_any_two_versions_can_be_chosen(instructor, history):
    page = page_of(instructor.get(f"{history}/compare?from=3&to=1"))
    assert "2 fields are different" in page
    assert re.findall(r'value="(\d)" selected', page) == ["3", "1"]
    assert "Nothing is different." in page_of(instructor.get(f"{history}/compare?from=2&to=2"))


@pytest.mark.longer
@pytest.mark.parametrize("number", ["0", "4", "-1", "x", "", "9" * 40, "1%00", "²"])
def test_versions_that_are_not_there_are_404(instructor, history, number):
    page_of(instructor.get(f"{history}/compare?from={number}"), 404)
    page_of(instructor.get(f"{history}/compare?to={number}"), 404)
    page_of(instructor.get("/questions/999/compare"), 404)
    page_of(instructor.get("/questions/999/blame"), 404)


@pytest.mark.longer
def test_restoring_shows_first_what_would_change(instructor, history):
    version = page_of(instructor.get(f"{history}/versions/1"))
    assert f"{history}/compare?from=3&amp;to=1" in version
    assert "<button>" not in version.partition("<main")[2]
    compared = page_of(instructor.get(f"{history}/compare?from=3&to=1"))
    assert "Make version 1 current again" in compared
    assert "/restore" in compared
    for addresses in ("?from=2&to=3", "?from=1&to=3"):
        assert "/restore" not in page_of(instructor.get(f"{history}/compare{addresses}"))
    assert "Make version" not in page_of(instructor.get(f"{history}/compare?from=1&to=2"))


@pytest.mark.longer
def test_a_version_saved_since_the_look_is_shown_before_anything_is_restored(instructor, history):
    reply = instructor.post(f"{history}/versions/1/restore", data={"seen": "2"})
    assert reply.location == f"{history}/compare?from=3&to=1"
    assert "Somebody saved a newer version meanwhile" in page_of(instructor.get(reply.location))
    assert instructor.post(f"{history}/versions/1/restore", data={"seen": "3"}).location == history
    assert "From version 3 to version 4" in text_of(page_of(instructor.get(f"{history}/compare")))


@pytest.mark.longer
def test_each_field_and_option_says_who_wrote_it(instructor, history):
    said = text_of(page_of(instructor.get(f"{history}/blame")))
    assert re.search(r"Topic other Ms Grigoryan 2 Topic", said)
    assert re.search(r"Wrong options \d A new &lt;b&gt;one&lt;/b&gt; – No. Ms Grigoryan 3", said)
    assert re.search(r"Wrong options 1 .{3,60} from the file 1", said)
    assert re.search(r"Level 2 connect from the file 1", said)


@pytest.mark.longer
def test_the_history_leads_to_changes_and_to_who_wrote_it(instructor, history):
    page = page_of(instructor.get(history))
    for link in ("/compare?to=3", "/compare?to=2", "/blame"):
        assert f'href="{history}{link}"' in page
    assert f"{history}/compare?to=1" not in page


@pytest.mark.slow
def test_every_kind_has_pages_of_its_history(instructor, all_kinds):
    for number in all_kinds.values():
        assert "Nothing is different." in page_of(instructor.get(f"/questions/{number}/compare"))
        assert "from the file" in page_of(instructor.get(f"/questions/{number}/blame"))


@pytest.mark.longer
def test_the_pages_take_as_many_statements_for_many_versions_as_for_few(app, instructor, history, statements):
    counts = []
    for _size in range(2):
        for page in ("compare", "blame"):
            page_of(instructor.get(f"{history}/{page}"))
            with statements() as ran:
                page_of(instructor.get(f"{history}/{page}"))
            counts.append(len(ran))
        with app.app_context():
            question = db.session().get_one(Question, int(history.rsplit("/", 1)[1]))
            for number in range(10):
                draft = replace(draft_of(question.key, question.current), topic=f"t{number}")
                add_version(db.session(), question, draft, Authorship(Origin.BROWSER), now=utcnow())
            db.session.commit()
    assert counts[:2] == counts[2:]
    assert max(counts) <= 6
