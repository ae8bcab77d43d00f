from __future__ import annotations

import pytest

from quizapp.studio.commands import choose_passages, fields_of_form, obey
from quizapp.studio.kind_forms import FORMS


@pytest.fixture
def form(app, make_draft):
    """An editing form of things in order: one, two, three, four."""
    with app.test_request_context():
        yield FORMS["ordering"].of(make_draft("ordering"), 1)


def items(form):
    return [entry.data for entry in form["items"].entries]


@pytest.mark.parametrize(
    ("wish", "expected", "field_id"),
    [
        ("up:items-2", ["one", "three", "two", "four"], "edit-items-1"),
        ("down:items-0", ["two", "one", "three", "four"], "edit-items-1"),
        ("up:items-0", ["one", "two", "three", "four"], "edit-items-0"),
        ("down:items-3", ["one", "two", "three", "four"], "edit-items-3"),
        ("remove:items-3", ["one", "two", "three"], "edit-items-2"),
        ("remove:items-0", ["two", "three", "four"], "edit-items-0"),
        ("add:items", ["one", "two", "three", "four", None], "edit-items-4"),
    ],
)
def test_a_row_is_added_moved_and_removed_and_writing_goes_on_there(form, wish, expected, field_id):
    assert obey(form, wish).field_id == field_id
    assert items(form) == expected
    assert [entry.name for entry in form["items"].entries] == [f"items-{place}" for place in range(len(expected))]


@pytest.mark.parametrize(
    "wish",
    ["", "up", "up:items", "up:items-9", "up:items--1", "up:items-²", "up:items-" + "9" * 30, "x:items-1", "add:stem",
     "remove:nothing-0", "add:topic", "add:csrf_token"],
)  # fmt: skip
def test_a_wish_that_makes_no_sense_changes_nothing(form, wish):
    assert obey(form, wish).sentence == ""
    assert items(form) == ["one", "two", "three", "four"]


def test_the_last_row_is_emptied_and_stays(form):
    for _row in range(4):
        obey(form, "remove:items-0")
    assert items(form) == [None]


def test_rows_of_several_fields_move_as_a_whole(app, make_draft):
    with app.test_request_context():
        form = FORMS["single_choice"].of(make_draft("single_choice"), 1)
        before = [entry.data for entry in form.distractors.entries]
        obey(form, "up:distractors-1")
        assert [entry.data for entry in form.distractors.entries] == [before[1], before[0], *before[2:]]
        assert form.distractors[0].form.text.name == "distractors-0-text"


def test_ticked_passages_are_taken_over_and_others_that_were_typed_stay(form):
    form.sources.data = "b#p1, unknown#p9, a#p1"
    done = choose_passages(form, ["a#p1", "a#p2", "forged"], {"a#p1", "a#p2", "b#p1"})
    assert form.sources.data == "unknown#p9, a#p1, a#p2"
    assert done.field_id == form.sources.id


def test_a_form_s_fields_fill_the_same_form_again(app, make_draft, kind):
    app.config["WTF_CSRF_ENABLED"] = False
    with app.test_request_context():
        form = FORMS[kind].of(make_draft(kind), 3)
        sent = fields_of_form(form)
    with app.test_request_context(method="POST", data=sent):
        again = FORMS[kind]()
        assert again.raw() == form.raw()
        assert again.base_number.data == "3"
        assert again.read_draft() == make_draft(kind)
