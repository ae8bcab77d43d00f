"""Services that write many questions at once: by Core, a batch at a time, as the ORM takes ten times as long."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session

from quizapp.bank.models import Bank, Card, Question, QuestionVersion
from quizapp.bank.parts import add_parts
from quizapp.bank.versions import Authorship, version_values
from quizapp.formats.base import QuestionDraft
from quizapp.statements import Prepared

BATCH = 500
FIRST = 1
"""The number of a question's first version."""
PLACE = ("position", "file_digest", "file_block", "missing_since", "state", "file_state")
"""The columns of a question that a load may write, whatever its words."""

_QUESTIONS, _VERSIONS, _CARDS = (cast("sa.Table", model.__table__) for model in (Question, QuestionVersion, Card))


def _adding(table: sa.Table, *without: str) -> Prepared:
    """Return the statement that adds rows with all columns but some."""
    names = [column.name for column in table.c if column.name not in without]
    return Prepared(lambda _dialect: sa.insert(table).inline(), names)


_add_questions = _adding(_QUESTIONS, "id", "archived_at", "flagged_at", "trashed_at", "removed_at")
_add_versions, _add_cards = _adding(_VERSIONS, "id"), _adding(_CARDS, "id", "retired_at")
# The index of words takes in a version when it becomes current: by one statement for all in a tenth of the time.
_make_current = (
    sa.update(_QUESTIONS)
    .where(_QUESTIONS.c.id.in_(sa.bindparam("questions", expanding=True)))
    .values(current_number=FIRST)
)
# Asked for afterwards, since SQLite tells the ids of new rows only one row at a time.
_ids_by_key = sa.select(_QUESTIONS.c.key, _QUESTIONS.c.id).where(
    _QUESTIONS.c.bank_id == sa.bindparam("bank"), _QUESTIONS.c.key.in_(sa.bindparam("keys", expanding=True))
)
_place_question = (
    sa.update(_QUESTIONS)
    .where(_QUESTIONS.c.id == sa.bindparam("question"))
    .values({name: sa.bindparam(f"new_{name}", type_=_QUESTIONS.c[name].type) for name in PLACE})
)


def create_questions(
    session: Session, bank: Bank, placed: Sequence[tuple[int, QuestionDraft]], authorship: Authorship, *, now: datetime
) -> Iterator[int]:
    """Add questions of a file at their positions, with first versions and cards; yield how many at a time."""
    for begin in range(0, len(placed), BATCH):
        batch = placed[begin : begin + BATCH]
        connection = session.connection()
        rows = [version_values(draft, authorship, now) for _position, draft in batch]
        questions = [
            _question_values(bank, position, draft, row["digest"])
            for (position, draft), row in zip(batch, rows, strict=True)
        ]
        _add_questions.change_many(connection, questions)
        keys = [draft.key for _position, draft in batch]
        found = connection.execute(_ids_by_key, {"bank": bank.id, "keys": keys})
        ids = {row.key: row.id for row in found}
        for row, key in zip(rows, keys, strict=True):
            row |= {"question_id": ids[key], "number": FIRST}
        _add_versions.change_many(connection, rows)
        add_parts(connection, [(row["question_id"], row) for row in rows])
        _give_cards(connection, [(ids[draft.key], draft) for _position, draft in batch])
        connection.execute(_make_current, {"questions": list(ids.values())})
        yield len(batch)


def _question_values(bank: Bank, position: int, draft: QuestionDraft, digest: str) -> dict[str, Any]:
    return {
        "bank_id": bank.id,
        "key": draft.key,
        "position": position,
        "current_number": 0,
        "file_digest": digest,
        "file_block": draft.block,
        "missing_since": None,
        "state": draft.state,
        "file_state": draft.state,
    }


def _give_cards(connection: Connection, pairs: Sequence[tuple[int, QuestionDraft]]) -> None:
    cards = [
        {"question_id": question, "key": face.key, "position": position, "former_keys": []}
        for question, draft in pairs
        for position, face in enumerate(draft.content.cards(), start=1)
    ]
    if cards:
        _add_cards.change_many(connection, cards)


def place_questions(session: Session, places: Sequence[dict[str, Any]]) -> None:
    """Write what files say of questions beside their words: of question (an id) each column as new_…."""
    if places:
        session.connection().execute(_place_question, places)
