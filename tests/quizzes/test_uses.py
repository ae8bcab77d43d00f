from __future__ import annotations

import pytest
import sqlalchemy as sa

from quizapp.bank.models import Question
from quizapp.bank.signals import uses_wanted
from quizapp.quizzes.models import Slot
from quizapp.quizzes.uses import _questions_drawn


@pytest.mark.longer
def test_questions_of_a_quiz_are_used_whether_they_were_answered_or_not(app, session, player):
    (wanted,) = _questions_drawn(session)
    assert session.scalars(wanted).all() == []
    session.rollback()
    player.start()
    drawn = set(session.scalars(wanted))
    assert len(drawn) == session.scalar(sa.select(sa.func.count()).select_from(Slot)) > 0
    assert drawn <= set(session.scalars(sa.select(Question.id)))


def test_the_bank_is_told(app, session):
    assert [listener for listener, _selects in uses_wanted.send(session)].count(_questions_drawn) == 1
