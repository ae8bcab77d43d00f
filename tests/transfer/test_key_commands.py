from __future__ import annotations

import pytest

from quizapp.quizzes.regrades.key_changes import unsettled_questions
from quizapp.transfer.conflicts import open_conflicts

KEY = ("answer: Anna\n    distractors: [Bert", "answer: Bert\n    distractors: [Anna")

NONE = "There is none: every answer was given by the key of today, was graded again, or is to keep its score.\n"


@pytest.fixture
def loaded(folder, load, answered):
    """Load the folder, and have the first question answered."""
    load(folder)
    answered("one")
    return folder


def waiting(session):
    found = [(one.key, one.question_id, one.since) for one in unsettled_questions(session)]
    session.rollback()
    return found


@pytest.mark.longer
def test_a_load_says_which_keys_it_changed_after_they_were_answered(loaded, change, runner, session):
    file = loaded / "sample.yaml"
    change(file, "the two mill", "the second mill")
    assert "key changed" not in runner("bank", "load", loaded).stderr
    text = file.read_text("utf-8").replace(*KEY)  # of all three, but one was answered
    file.write_text(text, "utf-8")
    done = runner("bank", "load", loaded)
    ((_key, question_id, _since),) = waiting(session)
    assert f"key changed: “one” was answered by the old one: decide on /questions/{question_id}/touches?since=1" in (
        done.stderr
    )
    assert "“two” was answered" not in done.stderr
    assert "quizapp bank keys" in done.stderr


@pytest.mark.slow
def test_keys_that_changed_are_listed_with_what_grading_again_would_do(loaded, change, runner, session):
    none = runner("bank", "keys")
    assert (none.exit_code, none.stdout, none.stderr) == (0, "", NONE)
    change(loaded / "sample.yaml", *KEY)
    runner("bank", "load", loaded)
    listed = runner("bank", "keys", "sample:one")
    assert listed.exit_code == 1
    assert "sample:one  1 answers; by the new key 0 scores rise and 1 fall: /questions/" in listed.stdout
    assert runner("bank", "keys", "sample").exit_code == 1
    assert (runner("bank", "keys", "sample:two").exit_code, runner("bank", "keys", "sample:two").stderr) == (0, NONE)


@pytest.mark.slow
def test_a_conflict_settled_for_the_file_says_so_too(loaded, change, edit_here, runner, session):
    edit_here("one", explanation="Ours.")
    change(loaded / "sample.yaml", *KEY)
    change(loaded / "sample.yaml", "Anna did, says the book of one.", "Theirs.")
    assert "key changed" not in runner("bank", "load", loaded).stderr
    done = runner("bank", "resolve", "file", "sample:one")
    assert "sample:one: its key changed after it was answered: decide on /questions/" in done.stderr


@pytest.mark.longer
def test_a_conflict_settled_in_the_browser_leads_to_what_it_touches(loaded, change, edit_here, load, session, browse):
    edit_here("one", explanation="Ours.")
    change(loaded / "sample.yaml", *KEY)
    change(loaded / "sample.yaml", "Anna did, says the book of one.", "Theirs.")
    load(loaded)
    (conflict,) = open_conflicts(session)
    number, question_id = conflict.id, conflict.question_id
    session.rollback()
    settled = browse("Ms Grigoryan").post(f"/conflicts/{number}", data={"side": "file", "seen": "2"})
    assert settled.location == f"/questions/{question_id}/touches?since=1"
