"""What the pages of erasing show, gathered for their templates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from flask import current_app
from flask_babel import lazy_gettext as _l

from quizapp.accounts.models import Person
from quizapp.classroom.queries import open_classes_of
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.erasure import erasing
from quizapp.erasure.erasing import Way
from quizapp.erasure.models import Erasure
from quizapp.extensions import settings_of
from quizapp.ops.backups.keeping import gone_by
from quizapp.privacy.counting import Count, rows_about

SHOWN_ERASURES = 200
WAYS = {
    Way.THEMSELVES: _l("by themselves"),
    Way.TEACHER: _l("by a teacher"),
    Way.ADMIN: _l("by an admin"),
    Way.COMMAND: _l("by command"),
    Way.RETENTION: _l("by the rules of keeping"),
    Way.RESTORE: _l("again, after a restore"),
}


@dataclass(frozen=True, slots=True)
class ErasingPage:
    """What would happen to somebody's data."""

    person: Person
    name: str
    """What is typed to be sure."""
    counts: list[Count]
    has_worked: bool
    classes: list[str]
    """The open classes that they learn in."""
    gone_by: date | None
    """When no backup of this server holds them any more; None where others make the backups."""

    @property
    def refusal(self) -> str:
        """Return why they cannot erase themselves: "duties", "classes", or ""."""
        return "duties" if self.has_worked else "classes" if self.classes else ""


def erasing_page(person: Person) -> ErasingPage:
    """Return what the erasing of somebody would do."""
    session = db.session()
    return ErasingPage(
        person=person,
        name=person.name or f"# {person.id}",
        counts=rows_about(session, person.id),
        has_worked=erasing.has_worked_for_others(session, person),
        classes=[one.name for one in open_classes_of(session, person.id)],
        gone_by=gone_from_backups(),
    )


def gone_from_backups() -> date | None:
    """Return when what is erased now is in no backup any more that this server makes and keeps."""
    settings = settings_of(current_app)
    has_own = settings.uses_sqlite and settings.backups_dir is not None
    return gone_by(utcnow(), settings.timezone) if has_own else None


def erasures() -> list[tuple[Erasure, str | None, int]]:
    """Return the newest erasures, each with the name of who did it, and how many rows went."""
    statement = sa.select(Erasure, Person.name).outerjoin(Person, Person.id == Erasure.by_id)
    rows: Any = db.session.execute(statement.order_by(Erasure.id.desc()).limit(SHOWN_ERASURES))
    return [(erasure, name, sum(erasure.removed.values())) for erasure, name in rows]
