"""Who may open reports and comments; the pages are asked as each role."""

from __future__ import annotations

import pytest

ROLES = ("viewer", "reviewer", "editor", "owner")


def statuses(act, ask):
    return {name: ask(act(name)).status_code for name in (*ROLES, "stranger")}


@pytest.mark.longer
def test_reports_are_read_by_viewers_and_answered_by_reviewers(act, reported):
    reported()
    assert statuses(act, lambda client: client.get("/reports/1")) == dict.fromkeys(ROLES, 200) | {"stranger": 404}
    answered = statuses(act, lambda client: client.post("/reports/1", data={"verdict": "wrong", "text": "No."}))
    assert answered == {"viewer": 403, "reviewer": 302, "editor": 302, "owner": 302, "stranger": 404}
    assert statuses(act, lambda client: client.post("/reports/1/reopen"))["viewer"] == 403


@pytest.mark.parametrize("path", ["/reports/9", "/comments/9"])
def test_what_there_is_not_is_404(act, path):
    assert act("owner").post(path, data={"text": "x"}).status_code == 404


@pytest.mark.longer
def test_a_comment_is_its_authors_alone(act, question_id):
    act("reviewer").post(f"/questions/{question_id()}/comments", data={"text": "First."})
    changing = statuses(act, lambda client: client.post("/comments/1", data={"text": "Otherwise."}))
    assert changing == {"viewer": 403, "reviewer": 302, "editor": 403, "owner": 403, "stranger": 404}
    assert act("owner").post("/comments/1/restore").status_code == 403
    act("reviewer").post("/comments/1/delete")
    assert act("owner").post("/comments/1/restore").status_code == 404
    assert act("reviewer").post("/comments/1", data={"text": "Otherwise."}).status_code == 404
    assert act("reviewer").post("/comments/1/restore").status_code == 302


@pytest.mark.longer
def test_only_whole_threads_are_settled(act, question_id):
    for fields in ({"text": "First."}, {"text": "Answer.", "thread": "1"}):
        act("reviewer").post(f"/questions/{question_id()}/comments", data=fields)
    assert act("editor").post("/comments/2/settle").status_code == 404
    settled = statuses(act, lambda client: client.post("/comments/1/settle"))
    assert settled == {"viewer": 403, "reviewer": 302, "editor": 302, "owner": 302, "stranger": 404}
