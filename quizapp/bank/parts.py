"""What questions' current versions cite and whom they are about, a row each, so that the database counts and chooses.

Like facets these rows follow from the versions: whatever makes a version current brings them in line.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.adding import Adding
from quizapp.bank.models import Question, QuestionFacet
from quizapp.batches import runs
from quizapp.db import Base
from quizapp.statements import Prepared


class QuestionCitation(Base):
    """A passage that a question's current version cites."""

    __tablename__ = "question_citations"
    __table_args__ = ({"sqlite_with_rowid": False},)

    question_id: Mapped[int] = mapped_column(sa.ForeignKey("questions.id"), primary_key=True, autoincrement=False)
    reference: Mapped[str] = mapped_column(primary_key=True, index=True)
    """Such as "ally-2023#p2"."""
    source: Mapped[str]
    """Its part before the number sign."""


class QuestionActor(Base):
    """A name that a question's current version is about."""

    __tablename__ = "question_actors"
    __table_args__ = ({"sqlite_with_rowid": False},)

    question_id: Mapped[int] = mapped_column(sa.ForeignKey("questions.id"), primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(primary_key=True, index=True)


_FACETS, _CITATIONS, _ACTORS = (
    cast("sa.Table", model.__table__) for model in (QuestionFacet, QuestionCitation, QuestionActor)
)
PARTS = (_FACETS, _CITATIONS, _ACTORS)
MANY = 50
"""Questions of the same values that are worth a statement of their own."""
_IDS = cast("sa.Table", Question.__table__).c.id


_add_facets = Adding(_FACETS, ("question_id", "facet"))
_add_citations = Adding(_CITATIONS, ("question_id", "reference", "source"))
_add_actors = Adding(_ACTORS, ("question_id", "name"))


Said = tuple[int, Mapping[str, Any]]
"""A question's id with the column values of its current version, of which facets, sources and actors are read."""


def add_parts(connection: Connection, said: Sequence[Said]) -> None:
    """Add the rows of questions that have none yet, in the order of their ids where they were added together.

    Where many in a row have the very same values, as those of a deck, the database makes their rows.
    """
    few = list[Said]()
    for run in runs([id(values) for _number, values in said]):
        some = said[run]
        if len(some) < MANY or some[-1][0] - some[0][0] >= len(some):  # others may stand between
            few += some
        else:
            _add_alike(connection, some[0][0], some[-1][0], some[0][1])
    cited = [(number, one, _source_of(one)) for number, one in _values(few, "sources")]
    _add_facets.add(connection, {}, _values(few, "facets"))
    _add_citations.add(connection, {}, cited)
    _add_actors.add(connection, {}, _values(few, "actors"))


def _add_alike(connection: Connection, first: int, last: int, values: Mapping[str, Any]) -> None:
    """Add the rows of all questions from one id to another, which have the same values."""
    for column, add in _add_alike_parts:
        for one in _once(values[column]):
            add.change(connection, {"said": one, "source": _source_of(one), "first": first, "last": last})


def _adding_alike(table: sa.Table, names: Sequence[str]) -> sa.Insert:
    first, last = (sa.bindparam(name, type_=sa.Integer) for name in ("first", "last"))
    said = [sa.bindparam(name, type_=sa.Text) for name in ("said", "source")[: len(names)]]
    chosen = sa.select(_IDS, *said).where(_IDS.between(first, last)).order_by(_IDS)
    return sa.insert(table).from_select(["question_id", *names], chosen)


_add_alike_parts = (
    ("facets", Prepared(lambda _dialect: _adding_alike(_FACETS, ["facet"]))),
    ("sources", Prepared(lambda _dialect: _adding_alike(_CITATIONS, ["reference", "source"]))),
    ("actors", Prepared(lambda _dialect: _adding_alike(_ACTORS, ["name"]))),
)


def _source_of(reference: str) -> str:
    return reference.partition("#")[0]


def replace_parts(connection: Connection, said: Sequence[Said]) -> None:
    """Bring the rows of questions in line with versions that became current."""
    remove_parts(connection, [question_id for question_id, _values in said])
    add_parts(connection, said)


def remove_parts(connection: Connection, question_ids: Sequence[int]) -> None:
    """Take the rows of questions away."""
    for table in PARTS:
        connection.execute(sa.delete(table).where(table.c.question_id.in_(question_ids)))


def _values(said: Sequence[Said], column: str) -> list[tuple[int, str]]:
    return [(number, one) for number, values in said for one in _once(values[column])]


def _once(values: Sequence[str]) -> Iterable[str]:
    return values if len(values) <= 1 else dict.fromkeys(values)
