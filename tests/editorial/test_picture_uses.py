from __future__ import annotations

import sqlalchemy as sa

from quizapp.bank.models import Question
from quizapp.db import db
from quizapp.editorial.models import Comment
from quizapp.pictures.queries import used_names


def test_a_picture_in_a_comment_is_in_use(app, small_bank, make_person, now):
    name, author_id = "ab" * 16, make_person()
    with app.app_context():
        question_id = db.session.scalar(sa.select(Question.id).limit(1))
        text = f"Like this: ![A map](picture:{name})"
        db.session.add(Comment(question_id=question_id, number=1, author_id=author_id, text=text, created_at=now))
        db.session.flush()
        assert used_names(db.session()) == {name}
        db.session.rollback()
