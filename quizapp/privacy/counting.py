"""Queries that count what is kept about somebody, part by part, before it is erased."""

from __future__ import annotations

from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.db import Base
from quizapp.erasure.erasing import OWN
from quizapp.privacy.parts import PARTS
from quizapp.privacy.reading import condition

_STAY = frozenset({"attempts", "slots", "responses", "regrade_changes", "sittings"})
"""What stays as nobody's."""


class Count(NamedTuple):
    """How many rows of a part there are."""

    title: str
    rows: int
    stays: bool
    """Whether they stay, without whose they were."""


def rows_about(session: Session, person_id: int) -> list[Count]:
    """Return what there is about somebody and would go or lose its owner, by one statement."""
    parts = [part for part in PARTS if part.path.split(">")[-1] in OWN]
    counts = [
        sa.select(sa.func.count())
        .select_from(Base.metadata.tables[part.table])
        .where(condition(part.path, person_id))
        .scalar_subquery()
        for part in parts
    ]
    row = session.execute(sa.select(*counts)).one()
    return [Count(part.title, rows, part.table in _STAY) for part, rows in zip(parts, row, strict=True) if rows]
