"""Services that write many questions at once: a batch at a time, as the ORM takes ten times as long."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.adding import Adding, take_ids
from quizapp.bank.models import Bank, Card, Question, QuestionVersion
from quizapp.bank.parts import add_parts
from quizapp.bank.rows import SAID, Said, said_by
from quizapp.bank.text_index import has_table, taking_in
from quizapp.bank.versions import Authorship, written_values
from quizapp.formats.base import QuestionDraft

BATCH = 1_000
FIRST = 1
"""The number of a question's first version."""
NOT_INDEXED = -1
"""Stands for it until the index of words has that version: its trigger leaves such a question to making_current."""
PLACE = ("position", "file_digest", "file_block", "missing_since", "state", "file_state")
"""The columns of a question that a load may write, whatever its words."""

_QUESTIONS, _VERSIONS, _CARDS = (cast("sa.Table", model.__table__) for model in (Question, QuestionVersion, Card))
_add_questions = Adding(
    _QUESTIONS,
    ("id", "key", "position", "file_digest", "file_block", "state", "file_state"),
    without=("archived_at", "flagged_at", "trashed_at", "removed_at"),
)
_add_versions = Adding(_VERSIONS, ("question_id", *SAID), without=("id",))
_add_cards = Adding(_CARDS, ("question_id", "key", "position"), without=("id", "retired_at"))
_are_new = (_QUESTIONS.c.bank_id == sa.bindparam("bank"), _QUESTIONS.c.current_number == NOT_INDEXED)
_index_words = taking_in(
    sa.select(_VERSIONS.c.id, _VERSIONS.c.search_text)
    .join(_QUESTIONS, _QUESTIONS.c.id == _VERSIONS.c.question_id)
    .where(*_are_new)
    .order_by(_VERSIONS.c.id)
)
_make_current = sa.update(_QUESTIONS).where(*_are_new).values(current_number=FIRST)
_place_question = (
    sa.update(_QUESTIONS)
    .where(_QUESTIONS.c.id == sa.bindparam("question"))
    .values({name: sa.bindparam(f"new_{name}", type_=_QUESTIONS.c[name].type) for name in PLACE})
)


def create_questions(
    session: Session,
    bank: Bank,
    placed: Sequence[tuple[int, QuestionDraft | Said]],
    authorship: Authorship,
    *,
    now: datetime,
) -> Iterator[int]:
    """Add questions of a file at their positions, with first versions and cards; yield how many at a time.

    What their rows say may be known already: where titles are rendered before the gate, for instance.
    """
    yield from add_questions(session, bank, placed, authorship, now=now)
    if placed:
        making_current(session, bank.id)()


def add_questions(
    session: Session,
    bank: Bank,
    placed: Sequence[tuple[int, QuestionDraft | Said]],
    authorship: Authorship,
    *,
    now: datetime,
) -> Iterator[int]:
    """Add questions as create_questions does, but for making them current, which has to follow."""
    written = {"number": FIRST} | written_values(authorship, now)
    same = {"bank_id": bank.id, "current_number": NOT_INDEXED, "missing_since": None}
    for begin in range(0, len(placed), BATCH):
        batch = placed[begin : begin + BATCH]
        connection = session.connection()
        ids = take_ids(connection, _QUESTIONS, len(batch))
        said = [one if isinstance(one, Said) else said_by(one) for _position, one in batch]
        questions = [
            (number, one.key, position, one.digest, one.block, one.state, one.state)
            for number, (position, _draft), one in zip(ids, batch, said, strict=True)
        ]
        _add_questions.add(connection, same, questions)
        pairs = list(zip(ids, said, strict=True))
        _add_versions.add(connection, written, [(number, *one.version) for number, one in pairs])
        add_parts(connection, [(number, one.parts) for number, one in pairs])
        cards = [(number, key, place) for number, one in pairs for place, key in enumerate(one.cards, start=1)]
        _add_cards.add(connection, {"former_keys": []}, cards)
        yield len(batch)


def making_current(session: Session, bank_id: int) -> Callable[[], None]:
    """Return what makes the first versions of a bank's new questions current: long statements, for a thread, too."""
    connection, statements = session.connection(), list[sa.Executable]([_make_current])
    if has_table(session):
        statements.insert(0, _index_words)

    def make_current() -> None:
        for statement in statements:
            connection.execute(statement, {"bank": bank_id})

    return make_current


def place_questions(session: Session, places: Sequence[dict[str, Any]]) -> None:
    """Write what files say of questions beside their words: of question (an id) each column as new_…."""
    if places:
        session.connection().execute(_place_question, places)
