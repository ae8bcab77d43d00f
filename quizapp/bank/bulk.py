"""Services that write many questions at once: a batch at a time, as the ORM takes ten times as long."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby, islice
from typing import Any, NamedTuple, cast

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session

from quizapp.adding import Adding, take_ids
from quizapp.bank.models import Bank, Card, Question, QuestionVersion
from quizapp.bank.parts import MANY, add_parts
from quizapp.bank.rows import SAID, Said, said_by
from quizapp.bank.text_index import indexing
from quizapp.bank.versions import Authorship, written_values
from quizapp.batches import batches
from quizapp.formats.base import QuestionDraft

BATCH = 1_000
FIRST = 1
"""The number of a question's first version."""
PLACE = ("position", "file_digest", "file_block", "missing_since", "state", "file_state")
"""The columns of a question that a load may write, whatever its words."""

_QUESTIONS, _VERSIONS, _CARDS = (cast("sa.Table", model.__table__) for model in (Question, QuestionVersion, Card))
_IDS = _QUESTIONS.c.id
_add_questions = Adding(
    _QUESTIONS,
    ("id", "key", "position", "file_digest", "file_block", "state", "file_state"),
    without=("archived_at", "flagged_at", "trashed_at", "removed_at"),
)
_add_versions = Adding(_VERSIONS, ("question_id", *SAID), without=("id",))
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
    keys, states, blocks, versions, _cards, _parts = zip(*new, strict=True)
    file = [[one.digest for one in new], blocks] if of_file else [[None] * len(new), [""] * len(new)]
    questions = [ids, keys, [position for position, _draft in placed], *file, states, states]
    _add_questions.add_columns(connection, same | {"missing_since": None}, questions)
    index = indexing(session)
    written, pairs = {"number": FIRST} | written_values(authorship, now), list(zip(ids, new, strict=True))
    _add_versions.add_columns(connection, written, [ids, *zip(*versions, strict=True)])
    cards = _ids_of_cards(connection, new)

    def follow() -> None:
        _add_cards_of(connection, pairs, cards)
        add_parts(connection, [(number, one.parts) for number, one in pairs])
        index()

    return Added(cards, follow)


def _ids_of_cards(connection: Connection, new: Sequence[Said]) -> dict[str, list[int]]:
    free = iter(take_ids(connection, _CARDS, sum(len(one.cards) for one in new)))
    return {one.key: list(islice(free, len(one.cards))) for one in new}


def _add_cards_of(connection: Connection, pairs: Sequence[tuple[int, Said]], ids: Mapping[str, Sequence[int]]) -> None:
    """Add the cards of questions; of many in a row that have the same single one, the database makes the rows."""
    rows = list[tuple[int, int, str, int]]()
    for keys, run in groupby(pairs, lambda pair: pair[1].cards):
        some = list(run)
        (first, one), (last, other) = some[0], some[-1]
        is_single, span = len(keys) == 1 and len(some) >= MANY, len(some) - 1
        if is_single and last - first == span and ids[other.key][0] - ids[one.key][0] == span:
            _add_alike(connection, (first, last), ids[one.key][0], keys[0])
        else:
            rows += [
                (card, number, key, place)
                for number, one in some
                for place, (card, key) in enumerate(zip(ids[one.key], keys, strict=True), start=1)
            ]
    _add_cards.add(connection, {"former_keys": []}, rows)


def _add_alike(connection: Connection, questions: tuple[int, int], card: int, key: str) -> None:
    """Add one card for each question from one id to another, all with the same key, their ids from one on."""
    values = [_IDS + sa.literal(card - questions[0]), _IDS, *map(sa.literal, (key, 1))]
    none = sa.literal([], _CARDS.c.former_keys.type)
    chosen = sa.select(*values, none).where(_IDS.between(*questions)).order_by(_IDS)
    columns = ["id", "question_id", "key", "position", "former_keys"]
    connection.execute(sa.insert(_CARDS).from_select(columns, chosen))


def place_questions(session: Session, places: Sequence[dict[str, Any]]) -> None:
    """Write what files say of questions beside their words: of question (an id) each column as new_…."""
    if places:
        session.connection().execute(_place_question, places)
