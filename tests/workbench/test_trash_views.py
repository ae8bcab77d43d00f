from __future__ import annotations

import re

import pytest

from quizapp.accounts.models import Role
from tests.replies import text_of


def mark(client, question_id, action):
    return client.post(f"/questions/{question_id}/mark", data={"action": action})


@pytest.mark.longer
def test_a_question_is_thrown_away_listed_and_restored_by_one_click_each(instructor, three, look):
    assert mark(instructor, three["a"], "trash").location == f"/questions/{three['a']}"
    thrown_away = text_of(instructor.get(f"/questions/{three['a']}"))
    assert "In the trash since" in thrown_away
    assert re.search(r"<main.*?<button[^>]*>([^<]*)<", thrown_away, re.DOTALL)[1] == "Restore", (
        "the main thing to do there"
    )
    assert f"/questions/{three['a']}/edit" not in thrown_away
    page = text_of(instructor.get("/trash"))
    assert "Ms Grigoryan; until" in page
    assert f'action="/questions/{three["a"]}/mark"' in page
    mark(instructor, three["a"], "restore")
    assert look(three["a"]).trashed_at is None
    assert "The trash is empty." in text_of(instructor.get("/trash"))


@pytest.mark.longer
@pytest.mark.parametrize(("action", "name"), [("flag", "flagged_at"), ("archive", "archived_at")])
def test_a_question_is_marked_and_the_mark_taken_away(instructor, three, look, action, name):
    mark(instructor, three["a"], action)
    assert getattr(look(three["a"]), name) is not None
    page = text_of(instructor.get("/questions?q=is:" + name.removesuffix("_at")))
    assert f"/questions/{three['a']}?" in page
    assert f"/questions/{three['b']}?" not in page
    mark(instructor, three["a"], f"un{action}")
    assert getattr(look(three["a"]), name) is None
    assert "Nothing yet." in text_of(instructor.get("/questions/changes"))


@pytest.mark.longer
def test_a_bank_is_thrown_away_and_restored(instructor, three, look):
    assert "/banks/sample/trash" in text_of(instructor.get("/questions?q=bank:sample"))
    assert instructor.post("/banks/sample/trash").location == "/trash"
    page = text_of(instructor.get("/trash"))
    assert "The bank “The sample bank” is in the trash." in page
    assert "Restore the bank “The sample bank”" in page
    assert "The sample bank" not in text_of(instructor.get("/banks"))
    assert instructor.get("/banks/sample/new/date").status_code == 404
    mark(instructor, three["a"], "restore")
    assert look(three["a"]).trashed_at is not None
    instructor.post("/questions/changes/1/undo")
    assert look(three["a"]).trashed_at is None
    assert "The sample bank" in text_of(instructor.get("/banks"))


@pytest.mark.longer
def test_a_mark_that_there_is_not_and_a_bank_that_there_is_not(instructor, three):
    assert mark(instructor, three["a"], "topic").status_code == 400
    assert mark(instructor, three["a"], "").status_code == 400
    assert mark(instructor, 999, "flag").status_code == 404
    assert instructor.post("/banks/nothing/trash").status_code == 404


@pytest.mark.longer
def test_students_see_no_trash_and_throw_nothing_away(client, make_person, sign_in, three):
    sign_in(client, make_person(Role.STUDENT))
    text_of(client.get("/trash"), 403)
    text_of(mark(client, three["a"], "trash"), 403)
    text_of(client.post("/banks/sample/trash"), 403)
