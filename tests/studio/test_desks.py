from __future__ import annotations

import pytest
from werkzeug.datastructures import MultiDict

from quizapp.bank.models import Question
from quizapp.db import db
from quizapp.studio import desks
from quizapp.studio.drafts import Desk


@pytest.fixture
def desk(app, instructor_id, all_kinds):
    """An instructor's desk at a question with things in order."""
    with app.test_request_context():
        question = db.session().get_one(Question, all_kinds["ordering"])
        yield Desk(instructor_id, question.bank, "ordering", question)
        db.session.rollback()


def typed(**fields):
    return MultiDict([("base_number", "1"), *((name.replace("_", "-"), value) for name, value in fields.items())])


@pytest.mark.longer
def test_an_edit_begins_with_the_current_version(desk):
    assert desks.begun(desk).raw() == desks.base_of(desk, "1").raw()
    assert [entry.data for entry in desks.begun(desk)["items"].entries] == ["one", "two", "three", "four"]


@pytest.mark.longer
def test_what_lies_on_a_desk_is_the_draft_or_the_current_version(desk):
    assert desks.on_the_desk(desk)[1].stem.data == desks.begun(desk).stem.data
    desks.keep(desk, typed(stem="Half a thou", items_0="a"))
    there, form = desks.on_the_desk(desk)
    assert (there.kind, form.stem.data, form["items"].data) == ("ordering", "Half a thou", ["a"])


@pytest.mark.longer
def test_a_draft_of_another_kind_is_a_draft_even_where_all_fields_say_the_same(desk):
    numeric = desk.of_kind("numeric")
    assert desks.keep(numeric, MultiDict([("base_number", "1")])) is not None


def test_names_that_no_browser_sends_are_no_error(desk):
    form = desks.form_of(desk, MultiDict([("items-²", "x"), ("items-0", "a"), ("items-" + "9" * 40, "z")]))
    assert form["items"].data == ["a", "z"]


def test_the_key_of_a_question_is_its_own(desk):
    assert desks.form_of(desk, MultiDict([("key", "other")])).key.data == "ordering"
