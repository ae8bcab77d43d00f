"""What questions' current versions cite and whom they are about, a row each, so that the database counts and chooses.

Like facets these rows follow from the versions: whatever makes a version current brings them in line.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.bank.models import QuestionFacet
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


def _adding(table: sa.Table) -> Prepared:
    return Prepared(lambda _dialect: sa.insert(table).inline(), [column.name for column in table.c])


_add = {table.name: _adding(table) for table in PARTS}
Said = tuple[int, Mapping[str, Any]]
"""A question's id with the column values of its current version, of which facets, sources and actors are read."""


def add_parts(connection: Connection, said: Sequence[Said]) -> None:
    """Add the rows of questions that have none yet."""
    for table, rows in _rows(said):
        if rows:
            _add[table.name].change_many(connection, rows)


def replace_parts(connection: Connection, said: Sequence[Said]) -> None:
    """Bring the rows of questions in line with versions that became current."""
    remove_parts(connection, [question_id for question_id, _values in said])
    add_parts(connection, said)


def remove_parts(connection: Connection, question_ids: Sequence[int]) -> None:
    """Take the rows of questions away."""
    for table in PARTS:
        connection.execute(sa.delete(table).where(table.c.question_id.in_(question_ids)))


def _rows(said: Sequence[Said]) -> Iterator[tuple[sa.Table, list[dict[str, Any]]]]:
    yield _FACETS, [{"question_id": one, "facet": facet} for one, facet in _values(said, "facets")]
    yield (
        _CITATIONS,
        [
            {"question_id": one, "reference": cited, "source": cited.partition("#")[0]}
            for one, cited in _values(said, "sources")
        ],
    )
    yield _ACTORS, [{"question_id": one, "name": name} for one, name in _values(said, "actors")]


def _values(said: Sequence[Said], column: str) -> Iterator[tuple[int, str]]:
    for question_id, values in said:
        for value in dict.fromkeys(values[column]):
            yield question_id, value
