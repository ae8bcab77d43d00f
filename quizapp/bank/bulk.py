"""Services that write many questions at once: a batch at a time, as the ORM takes ten times as long."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import Any, NamedTuple, cast

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session

from quizapp.adding import Adding, take_ids
from quizapp.bank.bulk_versions import BATCH, write_versions
from quizapp.bank.models import Bank, Card, Question
from quizapp.bank.parts import MANY, add_parts
from quizapp.bank.rows import Said, said_by
from quizapp.bank.text_index import indexing
from quizapp.bank.versions import Authorship, written_values
from quizapp.batches import batches, runs
from quizapp.formats.base import QuestionDraft
from quizapp.statements import Prepared

FIRST = 1
"""The number of a question's first version."""
PLACE = ("position", "file_digest", "file_block", "missing_since", "state", "file_state")
"""The columns of a question that a load may write, whatever its words."""

_QUESTIONS, _CARDS = (cast("sa.Table", model.__table__) for model in (Question, Card))
_IDS = _QUESTIONS.c.id
_add_questions = Adding(
    _QUESTIONS,
    ("id", "key", "position", "file_digest", "file_block", "state", "file_state"),
    without=("archived_at", "flagged_at", "trashed_at", "removed_at"),
)
_add_cards = Adding(_CARDS, ("id", "question_id", "key", "position"), without=("retired_at",))
_place_question = (
    sa.update(_QUESTIONS)
    .where(_QUESTIONS.c.id == sa.bindparam("question"))
    .values({name: sa.bindparam(f"new_{name}", type_=_QUESTIONS.c[name].type) for name in PLACE})
)


def create_questions(  # noqa: PLR0913 - what, where, by whom, when, and whether a file says so
    session: Session,
    bank: Bank,
    placed: Sequence[tuple[int, QuestionDraft | Said]],
    authorship: Authorship,
    *,
    now: datetime,
    of_file: bool = True,
) -> Iterator[int]:
    """Add questions, of a file or not, at their positions, with first versions and cards; yield how many at a time.

    What their rows say may be known already: where titles are rendered before the gate, for instance.
    """
    for batch in batches(placed, BATCH):
        add_questions(session, bank, batch, authorship, now=now, of_file=of_file).follow()
        yield len(batch)


class Added(NamedTuple):
    """What came of questions that were added."""

    cards: Mapping[str, list[int]]
    """The ids of each one's cards in their order, by its key."""
    follow: Callable[[], None]
    """Adds what follows from their versions, which has to be done: long statements, for a second thread, too."""


def add_questions(  # noqa: PLR0913 - as create_questions
    session: Session,
    bank: Bank,
    placed: Sequence[tuple[int, QuestionDraft | Said]],
    authorship: Authorship,
    *,
    now: datetime,
    of_file: bool = True,
) -> Added:
    """Add questions, one at least, as create_questions does, but for what follows from their versions."""
    connection, new = session.connection(), [one if isinstance(one, Said) else said_by(one) for _place, one in placed]
    ids, same = take_ids(connection, _QUESTIONS, len(new)), {"bank_id": bank.id, "current_number": FIRST}
    keys, states = [one.key for one in new], [one.state for one in new]
    file = (
        [[one.digest for one in new], [one.block for one in new]] if of_file else [[None] * len(new), [""] * len(new)]
    )
    questions = [ids, keys, [position for position, _draft in placed], *file, states, states]
    _add_questions.add_columns(connection, same | {"missing_since": None}, questions)
    index, parts = indexing(session), [one.parts for one in new]
    write_versions(connection, written_values(authorship, now), [FIRST] * len(new), ids, new)
    faces = [one.cards for one in new]
    cards = dict(zip(keys, _ids_of_cards(connection, faces), strict=True))

    def follow() -> None:
        _add_cards_of(connection, ids, faces, list(cards.values()))
        add_parts(connection, list(zip(ids, parts, strict=True)))
        index()

    return Added(cards, follow)


def _ids_of_cards(connection: Connection, faces: Sequence[Sequence[str]]) -> list[list[int]]:
    """Return ids for cards, by what the keys of each question's cards are."""
    counts = list(map(len, faces))
    ids = take_ids(connection, _CARDS, sum(counts))
    if len(ids) == len(counts) == counts.count(1):
        return list(map(list, zip(ids, strict=True)))
    free = iter(ids)
    return [list(islice(free, count)) for count in counts]


def _add_cards_of(
    connection: Connection, questions: Sequence[int], faces: Sequence[Sequence[str]], ids: Sequence[Sequence[int]]
) -> None:
    """Add the cards of questions; of many in a row that have the same single one, the database makes the rows."""
    rows = list[tuple[int, int, str, int]]()
    for run in runs(faces):
        numbers, keys, cards = questions[run], faces[run.start], ids[run]
        is_single, span = len(keys) == 1 and len(cards) >= MANY, len(cards) - 1
        if is_single and numbers[-1] - numbers[0] == cards[-1][0] - cards[0][0] == span:
            values = {"shift": cards[0][0] - numbers[0], "key": keys[0], "first": numbers[0], "last": numbers[-1]}
            _add_alike_cards.change(connection, values)
        else:
            rows += [
                (card, number, key, place)
                for number, some in zip(numbers, cards, strict=True)
                for place, (card, key) in enumerate(zip(some, keys, strict=True), start=1)
            ]
    _add_cards.add(connection, {"former_keys": []}, rows)


def _adding_alike(_dialect: str) -> sa.Insert:
    """Return what adds one card for each question from one id to another, all with the same key."""
    shift, key, first, last = (sa.bindparam(name, type_=type_) for name, type_ in _OF_ALIKE)
    none = sa.literal([], _CARDS.c.former_keys.type)
    chosen = sa.select(_IDS + shift, _IDS, key, sa.literal(1), none).where(_IDS.between(first, last)).order_by(_IDS)
    return sa.insert(_CARDS).from_select(["id", "question_id", "key", "position", "former_keys"], chosen)


_OF_ALIKE = (("shift", sa.Integer), ("key", sa.Text), ("first", sa.Integer), ("last", sa.Integer))
_add_alike_cards = Prepared(_adding_alike)


def place_questions(session: Session, places: Sequence[dict[str, Any]]) -> None:
    """Write what files say of questions beside their words: of question (an id) each column as new_…."""
    if places:
        session.connection().execute(_place_question, places)
