"""The editor on PostgreSQL: drafts, edits that meet, and the history."""

from __future__ import annotations

import re

import pytest

from quizapp.accounts.models import Role

pytestmark = [pytest.mark.slow, pytest.mark.postgresql]


def test_a_draft_is_kept_met_and_saved(with_banks_loaded, make_person, browse, stored):
    client = browse(make_person(role=Role.INSTRUCTOR))
    question = re.search(r"/questions/\d+", client.get("/questions?kind=true_false").text)[0]
    typed = {"topic": "mine\0", "base_number": "0", "kind": "true_false", "evil": "x"}
    for topic in ("first", "mine\0"):
        reply = client.post(f"{question}/draft", data=typed | {"topic": topic})
        assert "Draft saved" in reply.text
    ((fields,),) = stored("question_drafts", "fields")
    assert fields["topic"] == ["mine"]
    assert "1 unsaved draft" in client.get("/banks").text
    assert "not saved yet" in client.get(f"{question}/edit").text
    assert "choice-topic" in client.get(f"{question}/edit?draft=go-on").text
    assert client.post(f"{question}/draft/drop").status_code == 302
    assert stored("question_drafts") == []
    for page in ("compare", "blame"):
        assert client.get(f"{question}/{page}").status_code == 200


def test_a_new_question_has_one_draft_a_kind(with_banks_loaded, make_person, browse, stored):
    client = browse(make_person(role=Role.INSTRUCTOR))
    for stem in ("first", "second"):
        assert client.post("/banks/causes/new/date/draft", data={"stem": stem}).status_code == 200
    ((fields,),) = stored("question_drafts", "fields")
    assert fields["stem"] == ["second"]
