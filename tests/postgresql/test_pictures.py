"""Pictures on PostgreSQL: those in use are found in versions and drafts there too."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from PIL import Image

from quizapp.accounts.models import Role
from quizapp.bank.models import Question, UnsavedDraft
from quizapp.bank.versions import Authorship, Origin, add_version, draft_of
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.pictures.encoding import encode
from quizapp.pictures.placing import own_store
from quizapp.pictures.services import Bringing, clear_unused, keep_picture

pytestmark = [pytest.mark.slow, pytest.mark.postgresql]


def test_only_what_no_version_and_no_draft_shows_is_cleared(app, with_banks_loaded, make_person):
    author_id = make_person(Role.INSTRUCTOR)
    with app.app_context():
        session, store, long_ago = db.session(), own_store(), utcnow() - timedelta(days=40)
        names = []
        for width in (1, 2, 3):
            file = io.BytesIO()
            Image.new("RGB", (width, 5)).save(file, "PNG")
            names.append(keep_picture(session, store, encode(file.getvalue()), Bringing(author_id), now=long_ago).name)
        question = session.query(Question).order_by(Question.id).first()
        kept = draft_of(question.key, question.current)
        shown = kept.content.model_copy(update={"stem": f"![A map](picture:{names[0]})"})
        for content in (shown, kept.content):
            changed = type(kept)(**{name: getattr(kept, name) for name in kept.__slots__} | {"content": content})
            add_version(session, question, changed, Authorship(Origin.BROWSER), now=utcnow())
        typed = {"stem": [f"![A map](picture:{names[1]})"]}
        values = {"author_id": author_id, "question_id": question.id, "bank_id": question.bank_id, "fields": typed}
        session.add(UnsavedDraft(kind=kept.kind, base_number=1, updated_at=utcnow(), **values))
        session.flush()
        assert clear_unused(session, store, now=utcnow()) == names[2:]
        session.commit()
