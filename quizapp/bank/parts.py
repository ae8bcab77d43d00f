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
from quizapp.bank.models import QuestionFacet
from quizapp.db import Base


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


_add_facets = Adding(_FACETS, ("question_id", "facet"))
_add_citations = Adding(_CITATIONS, ("question_id", "reference", "source"))
_add_actors = Adding(_ACTORS, ("question_id", "name"))


Said = tuple[int, Mapping[str, Any]]
"""A question's id with the column values of its current version, of which facets, sources and actors are read."""


def add_parts(connection: Connection, said: Sequence[Said]) -> None:
    """Add the rows of questions that have none yet."""
    cited = [(number, one, one.partition("#")[0]) for number, one in _values(said, "sources")]
    _add_facets.add(connection, {}, _values(said, "facets"))
    _add_citations.add(connection, {}, cited)
    _add_actors.add(connection, {}, _values(said, "actors"))


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
