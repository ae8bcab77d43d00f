"""Services that write versions of many questions at once, as bank/versions.py writes one: a batch at a time."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple, cast

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session

from quizapp.adding import Adding
from quizapp.bank.models import Card, Question, QuestionVersion, is_current
from quizapp.bank.parts import MANY, replace_parts
from quizapp.bank.rows import ALIKE, OWN, Said, said_by
from quizapp.bank.versions import Authorship, stored_content, sync_cards, written_values
from quizapp.batches import batches, runs
from quizapp.formats.base import QuestionDraft
from quizapp.kinds import registry
from quizapp.kinds.changes import renamed_cards

BATCH = 1_000
NONE = 0
"""The number of a version that no question has."""
_KIND, _CONTENT = ALIKE.index("kind"), OWN.index("content")

_QUESTIONS, _VERSIONS, _CARDS = (cast("sa.Table", model.__table__) for model in (Question, QuestionVersion, Card))
_add_versions = Adding(_VERSIONS, ("question_id", "number", "digest", *OWN, *ALIKE), without=("id",))
_add_alike_versions = Adding(_VERSIONS, ("question_id", "number", "digest", *OWN), without=("id",))


class _Change(NamedTuple):
    """A question that gets a version, and the keys of all cards that it ever gave."""

    id: int
    said: Said
    cards: Sequence[str]

    @property
    def asks_anew(self) -> bool:
        """Say whether it gets a card that it never gave, which may be one of these under another key."""
        return not set(self.said.cards) <= set(self.cards)


def add_versions(
    session: Session, said: Mapping[int, QuestionDraft | Said], authorship: Authorship, *, now: datetime
) -> dict[int, int]:
    """Make what is said of questions, by their ids, their current versions; return the numbers of these.

    All is as add_version leaves it, in a fiftieth of the time.
    """
    if not said:
        return {}
    session.flush()
    numbers = dict[int, int]()
    for ids in batches(sorted(said), BATCH):
        every = [one if isinstance(one, Said) else said_by(one) for one in map(said.__getitem__, ids)]
        numbers |= _write(session, ids, every, written_values(authorship, now))
    for one in session:
        if isinstance(one, Question):
            session.expire(one, ["current_number", "current", "versions"])
    return numbers


def _write(session: Session, ids: Sequence[int], said: Sequence[Said], same: Mapping[str, Any]) -> dict[int, int]:
    connection, some = session.connection(), {"ids": ids}
    newest = dict(connection.execute(_newest, some).all())
    numbers = [newest[number] + 1 for number in ids]
    changes = _of_other_cards(connection, ids, said)
    renamed = _renamed(connection, [one for one in changes if one.asks_anew])
    leave_old_versions(connection, ids)
    write_versions(connection, same, numbers, ids, said)
    make_newest_current(connection, ids)
    replace_parts(connection, [(number, one.parts) for number, one in zip(ids, said, strict=True)])
    _sync_cards(session, changes, renamed, now=same["created_at"])
    return dict(zip(ids, numbers, strict=True))


_some: sa.BindParameter[Any] = sa.bindparam("ids", expanding=True)
_number = sa.func.max(_VERSIONS.c.number)
_newest = (
    sa.select(_VERSIONS.c.question_id, _number)
    .where(_VERSIONS.c.question_id.in_(_some))
    .group_by(_VERSIONS.c.question_id)
)
_have = sa.update(_QUESTIONS).where(_QUESTIONS.c.id.in_(_some))
_have_none = _have.values(current_number=NONE)
_have_newest = _have.values(
    current_number=sa.select(_number).where(_VERSIONS.c.question_id == _QUESTIONS.c.id).scalar_subquery()
)


def leave_old_versions(connection: Connection, ids: Collection[int]) -> None:
    """Let questions have no version until their newest is made current, where a database needs that to be fast.

    On SQLite triggers keep the index of words true: old words leave it all together, then new ones come in. Taking
    turns, each would have it write down what it has collected.
    """
    if connection.dialect.name == "sqlite":
        connection.execute(_have_none, {"ids": ids})


def make_newest_current(connection: Connection, ids: Collection[int]) -> None:
    """Make of each question the version current that has the greatest number."""
    connection.execute(_have_newest, {"ids": ids})


def write_versions(
    connection: Connection, same: Mapping[str, Any], numbers: Sequence[int], ids: Sequence[int], new: Sequence[Said]
) -> None:
    """Add versions of questions, each with its number; of many in a row that are of one deck, each sends its own alone.

    What makes them current, and what follows from that, is left to the caller.
    """
    others = list[tuple[int, int, Said]]()
    for run in runs([id(one.parts) for one in new]):
        some, places = new[run], (ids[run], numbers[run])
        if len(some) < MANY:
            others += zip(*places, some, strict=True)
            continue
        alike = {name: some[0].parts[name] for name in ALIKE}
        own = zip(*[one.own for one in some], strict=True)
        _add_alike_versions.add_columns(connection, {**same, **alike}, [*places, [one.digest for one in some], *own])
    rows = [(number, which, one.digest, *one.own, *one.alike) for number, which, one in others]
    _add_versions.add(connection, same, rows)


def _of_other_cards(connection: Connection, ids: Sequence[int], said: Sequence[Said]) -> list[_Change]:
    """Return the questions whose cards are not those that are asked now, in their order."""
    found = defaultdict[int, list[tuple[str, int, bool]]](list)
    for number, *card in connection.execute(_cards_of, {"ids": ids}):
        found[number].append(tuple(card))
    return [
        _Change(number, one, [key for key, _place, _is_given in found[number]])
        for number, one in zip(ids, said, strict=True)
        if found[number] != [(key, place, True) for place, key in enumerate(one.cards, start=1)]
    ]


_cards_of = (
    sa.select(_CARDS.c.question_id, _CARDS.c.key, _CARDS.c.position, _CARDS.c.retired_at.is_(None))
    .where(_CARDS.c.question_id.in_(_some))
    .order_by(_CARDS.c.question_id, _CARDS.c.position)
)


def _renamed(connection: Connection, changes: Iterable[_Change]) -> dict[int, dict[str, str]]:
    """Return which cards only had a slip corrected, by question, as old key → new key."""
    said, renamed = {one.id: one.said for one in changes}, dict[int, dict[str, str]]()
    for number, kind, content in connection.execute(_contents, {"ids": list(said)}) if said else ():
        if former := stored_content(kind, content):
            new = registry.load(str(said[number].alike[_KIND]), json.loads(said[number].own[_CONTENT]))
            renamed[number] = renamed_cards(former, new)
    return renamed


_contents = (
    sa.select(_QUESTIONS.c.id, _VERSIONS.c.kind, _VERSIONS.c.content)
    .join(_VERSIONS, is_current())
    .where(_QUESTIONS.c.id.in_(_some))
)


def _sync_cards(
    session: Session, changes: Sequence[_Change], renamed: Mapping[int, Mapping[str, str]], *, now: datetime
) -> None:
    cards = defaultdict[int, list[Card]](list)
    of_these = sa.select(Card).where(Card.question_id.in_([one.id for one in changes]))
    for card in session.scalars(of_these) if changes else ():
        cards[card.question_id].append(card)
    for one in changes:
        lacking = sync_cards(cards[one.id], one.said.cards, renamed.get(one.id, {}), now=now)
        session.add_all(Card(question_id=one.id, key=key, position=position) for position, key in lacking)
    session.flush()
