from __future__ import annotations

import dataclasses

import pytest

from quizapp.bank import picture_uses
from quizapp.bank.models import Question, UnsavedDraft
from quizapp.bank.versions import Authorship, Origin, add_version
from quizapp.clock import utcnow
from quizapp.kinds import registry
from quizapp.pictures.queries import used_names

NAMES = [f"{number:x}" * 32 for number in range(6)]


def shown(number):
    return f"Look: ![A map](picture:{NAMES[number]})"


@pytest.mark.longer
def test_a_picture_in_any_version_or_draft_is_in_use(session, load, make_bank, make_draft, instructor_id):
    picture_uses.connect()
    raw = {"stem": shown(0), "answer": {"text": "a", "feedback": shown(1)}, "distractors": ["b"]}
    draft = make_draft("single_choice", raw=raw, explanation=shown(2), teacher_note=shown(3))
    load(make_bank(draft))
    question = session.query(Question).one()
    plain = dataclasses.replace(
        draft, content=registry.load("true_false", {"stem": "So?", "answer": True}), kind="true_false"
    )
    plain = dataclasses.replace(plain, explanation="No picture", teacher_note="")
    add_version(session, question, plain, Authorship(Origin.BROWSER), now=utcnow())
    typed = UnsavedDraft(author_id=instructor_id, question_id=question.id, bank_id=question.bank_id, kind="true_false")
    typed.base_number, typed.updated_at, typed.fields = 2, utcnow(), {"stem": [shown(4)]}
    session.add(typed)
    session.flush()
    assert used_names(session) == set(NAMES[:5])
