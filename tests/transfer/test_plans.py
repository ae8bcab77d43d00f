from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from quizapp.bank.headings import Heading, change_heading
from quizapp.bank.models import Question, State
from quizapp.bank.states import By, change_state
from quizapp.clock import utcnow
from quizapp.transfer.plans import look_through, make_plan, plan_of_json
from quizapp.transfer.uploaded import open_upload_file, stamped

LATER = timedelta(minutes=5)


@pytest.fixture
def plan(make_person, session):
    """Return a function that looks through a text as if it were uploaded."""
    person_id = make_person()

    def plan(text):
        opened = open_upload_file(text.encode())
        return make_plan(session, opened, look_through(session, opened, {"0" * 32}.__contains__), person_id).plan

    return plan


def fates(plan):
    return {entry.key: entry.fate for entry in plan.entries}


@pytest.mark.slow
def test_a_bank_that_is_not_here_is_all_new(folder, load, plan, bank_text):
    load(folder)
    found = plan(bank_text("one", "two").replace("bank: sample", "bank: other"))
    assert (found.is_new, found.head, fates(found)) == (True, (), {"one": "new", "two": "new"})


@pytest.mark.longer
def test_each_question_gets_its_fate(folder, load, plan, bank_text, edit_here):
    load(folder)
    edit_here("two", topic="dykes")
    text = bank_text("one", "two", "three", "four").replace("the one mill", "the first mill")
    found = plan(text)
    assert fates(found) == {"one": "changed", "two": "kept", "three": "same", "four": "new"}
    assert [entry.line for entry in found.entries] == [6, 18, 30, 42]
    assert (found.is_new, found.untouched, found.refused) == (False, 0, ())
    assert fates(plan(text.replace("the two mill", "the second mill")))["two"] == "conflict"


@pytest.mark.longer
def test_faulty_questions_are_refused_with_their_lines_and_the_others_looked_at(folder, load, plan, bank_text):
    load(folder)
    text = bank_text("one", "two", "four").replace("difficulty: 1", "difficulty: 9", 1).replace("book#p1", "book#p9", 2)
    found = plan(text)
    assert (fates(found), found.untouched) == ({"four": "new"}, 1)
    assert [(one.line, one.sentence[:20]) for one in found.refused] == [
        (13, "“9” is no difficulty"),
        (15, "There is no passage "),
        (27, "There is no passage "),
    ]
    assert [one.line for one in plan(stamped(text, utcnow())).refused] == [14, 16, 28]


@pytest.mark.longer
@pytest.mark.parametrize(
    ("old", "new"),
    [("title: A sample", "titles: A"), ("  - id: two", " - id: two"), ("questions:", "questions: 3\nx:")],
)
def test_a_file_whose_head_or_form_is_broken_is_refused_as_a_whole(folder, load, plan, bank_text, old, new):
    load(folder)
    found = plan(bank_text("one", "two").replace(old, new, 1))
    assert (found.entries, bool(found.refused), found.does_something) == ((), True, False)


@pytest.mark.longer
def test_fields_above_the_questions_are_told(folder, load, plan, bank_text):
    load(folder)
    found = plan(bank_text("one").replace("Mills.", "Windmills."))
    ((change,)) = found.head
    assert (change.field, change.before, change.after) == ("description", "Mills.", "Windmills.")
    assert (found.head_fate, found.does_something, found.has_conflicts) == ("changed", True, False)


@pytest.mark.longer
def test_titles_of_topics_are_told_as_they_are_typed(folder, load, plan, bank_text):
    load(folder)
    found = plan(bank_text("one").replace("questions:", "topics: {wind: The wind, sea: The sea}\nquestions:", 1))
    ((change,)) = found.head
    assert (change.field, change.before, change.after) == ("topics", "", "sea: The sea; wind: The wind")


@pytest.fixture
def edit_heading(session, bank):
    """Return a function that changes the title as the browser does."""

    def edit(title, now=None):
        change_heading(session, bank(), Heading(title, "en", "Mills."), now=now or utcnow())
        session.commit()

    return edit


@pytest.mark.longer
def test_what_stands_above_the_questions_and_was_edited_here_stays(folder, load, plan, bank_text, edit_heading):
    load(folder)
    edit_heading("Ours")
    kept, both = plan(bank_text("one")), plan(bank_text("one").replace("Mills.", "Windmills."))
    assert (kept.head_fate, kept.does_something) == ("kept", False)
    assert (both.head_fate, both.does_something, both.has_conflicts) == ("conflict", True, True)
    assert [(one.field, one.before, one.after) for one in both.head] == [
        ("title", "Ours", "A sample"),
        ("description", "Mills.", "Windmills."),
    ]
    assert plan(bank_text("one").replace("A sample", "Ours")).head_fate == "same"


@pytest.mark.longer
def test_a_head_edited_since_the_download_stays_and_one_edited_before_may_be_changed(
    folder, load, plan, bank_text, edit_heading
):
    load(folder)
    old = stamped(bank_text("one"), utcnow())
    edit_heading("Ours", utcnow() + LATER)
    assert plan(old).head_fate == "kept"
    assert plan(old.replace("A sample", "Theirs")).head_fate == "conflict"
    new = stamped(bank_text("one").replace("A sample", "Ours, too"), utcnow() + 2 * LATER)
    assert plan(new).head_fate == "changed"


@pytest.mark.longer
def test_a_file_that_says_above_the_questions_what_was_once_said_is_behind(folder, load, plan, bank_text, edit_heading):
    load(folder)
    edit_heading("Ours")
    edit_heading("Ours, again")
    assert plan(bank_text("one").replace("A sample", "Ours")).head_fate == "kept"


@pytest.mark.longer
def test_what_others_changed_since_the_download_stays(folder, load, plan, bank_text, edit_here):
    load(folder)
    text = stamped(bank_text("one", "two", "three"), utcnow())
    edit_here("one", topic="dykes")
    edit_here("two", topic="dykes")
    found = plan(text.replace("the two mill", "the second mill").replace("the three mill", "the third mill"))
    assert fates(found) == {"one": "kept", "two": "conflict", "three": "changed"}


@pytest.mark.longer
def test_an_edit_here_before_the_download_may_be_changed_by_the_file(folder, load, plan, bank_text, edit_here):
    load(folder)
    edit_here("one", topic="dykes")
    text = bank_text("one").replace("topic: mills", "topic: dykes").replace("the one mill", "the first mill")
    assert fates(plan(text)) == {"one": "conflict"}
    assert fates(plan(stamped(text, utcnow() + LATER))) == {"one": "changed"}


@pytest.mark.longer
def test_a_state_changed_since_the_download_stays(folder, load, plan, bank_text, session):
    load(folder)
    text = stamped(bank_text("one"), utcnow())
    question = session.scalars(sa.select(Question).where(Question.key == "one")).one()
    change_state(session, question, State.REVIEW, By(), now=utcnow() + LATER)
    session.commit()
    assert fates(plan(text)) == {"one": "kept"}


@pytest.mark.longer
def test_what_lies_in_the_trash_stays_there(folder, load, plan, bank_text, session):
    load(folder)
    session.execute(sa.update(Question).where(Question.key == "one").values(trashed_at=utcnow()))
    session.commit()
    found = plan(bank_text("one", "two"))
    assert (fates(found), found.untouched) == ({"one": "in-trash", "two": "same"}, 1)


@pytest.mark.longer
def test_a_picture_that_is_not_kept_here_refuses_its_question(folder, load, plan, bank_text):
    load(folder)
    text = bank_text("four", "five").replace("the four mill", f"the ![a](picture:{'1' * 32}) mill")
    found = plan(text.replace("the five mill", f"the ![a](picture:{'0' * 32}) mill"))
    assert fates(found) == {"five": "new"}
    assert [(one.line, one.sentence[:15]) for one in found.refused] == [(8, "The picture 111")]


@pytest.mark.longer
def test_a_report_survives_its_storage_and_tells_itself_from_others(folder, load, plan, bank_text, edit_here):
    load(folder)
    text = bank_text("two", "four", "one").replace("Mills.", "Windmills.").replace("difficulty: 1", "difficulty: 9", 1)
    found = plan(text)
    assert plan_of_json(found.as_json()) == found
    assert plan(text).digest == found.digest
    edit_here("one", topic="dykes")
    assert plan(text).digest != found.digest
    assert found.does_something
    assert not plan(bank_text("three")).does_something
