from __future__ import annotations

import pytest


@pytest.mark.longer
@pytest.mark.parametrize("mark", ["flagged", "commented"])
def test_questions_are_found_at_which_something_waits(act, reported, question_id, mark):
    reported("surname")
    act("reviewer").post(f"/questions/{question_id('brokered')}/comments", data={"text": "A word."})
    key = {"flagged": "surname", "commented": "brokered"}[mark]
    page = act("viewer").get(f"/questions?q=is:{mark}").text
    assert "1 question<" in page
    assert f"/questions/{question_id(key)}" in page
    act("reviewer").post("/reports/1", data={"verdict": "wrong", "text": "No."})
    act("reviewer").post("/comments/1/settle")
    assert "No question fits." in act("viewer").get(f"/questions?q=is:{mark}").text
    assert "8 questions" in act("viewer").get(f"/questions?q=-is:{mark}").text
