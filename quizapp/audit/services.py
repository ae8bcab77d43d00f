"""Writing down what staff did, within the transaction that does it; and forgetting what is long ago."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any, NamedTuple, TypedDict, Unpack, cast

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.audit.models import Act, StaffAction
from quizapp.statements import Prepared

_ACTIONS = cast("sa.Table", StaffAction.__table__)
_PEOPLE = sa.table("people", sa.column("id"), sa.column("name"), sa.column("role"), sa.column("is_admin", sa.Boolean))


class Concerning(TypedDict, total=False):
    """Whom and what something was done to."""

    person_id: int | None
    class_id: int | None
    bank_id: int | None
    subject_id: int | None
    details: Mapping[str, Any]


def record_action(
    session: Session, act: Act, by_id: int | None, *, now: datetime, **concerning: Unpack[Concerning]
) -> None:
    """Write down that somebody did something; None for a command of whoever runs the server."""
    role = sa.case((_PEOPLE.c.is_admin, "admin"), (_PEOPLE.c.role == "guest", "student"), else_=_PEOPLE.c.role)
    by_role = sa.func.coalesce(sa.select(role).where(_PEOPLE.c.id == by_id).scalar_subquery(), "server")
    values: dict[str, Any] = {"details": {}} | {**concerning}
    session.flush()  # whom it is about may have been made just now
    session.execute(sa.insert(_ACTIONS).values(at=now, act=act.value, by_id=by_id, by_role=by_role, **values))


def was_done_to(session: Session, act: Act, person_id: int, since: datetime) -> bool:
    """Say whether something was done to somebody after a moment."""
    done = (_ACTIONS.c.act == act.value, _ACTIONS.c.person_id == person_id, _ACTIONS.c.at > since)
    return bool(session.scalar(sa.select(sa.exists().where(*done))))


class LastAction(NamedTuple):
    """Who of the staff did something last."""

    by_id: int
    name: str
    at: datetime
    details: Mapping[str, Any] = MappingProxyType({})


def last_action(session: Session, acts: Collection[str], **concerning: Unpack[Concerning]) -> LastAction | None:
    """Return who did one of some things last; None where that is forgotten, or whoever it was has gone."""
    about = [_ACTIONS.c[name] == value for name, value in concerning.items()]
    newest = sa.select(_ACTIONS.c.by_id, _ACTIONS.c.at, _ACTIONS.c.details).where(_ACTIONS.c.act.in_(acts), *about)
    newest = newest.order_by(_ACTIONS.c.at.desc(), _ACTIONS.c.id.desc()).limit(1)
    last = newest.subquery()
    told = sa.select(_PEOPLE.c.id, _PEOPLE.c.name, last.c.at, last.c.details)
    found = session.execute(told.join(last, last.c.by_id == _PEOPLE.c.id))
    row = found.one_or_none()
    return LastAction(*row) if row else None


def details_of(session: Session, act: Act, **concerning: Unpack[Concerning]) -> Sequence[Mapping[str, Any]]:
    """Return what is told of each time that something was done."""
    about = [_ACTIONS.c[name] == value for name, value in concerning.items()]
    return session.scalars(sa.select(_ACTIONS.c.details).where(_ACTIONS.c.act == act.value, *about)).all()


_OLDER = Prepared(  # made anew it would have an idle worker copy more than a megabyte of what it shares
    lambda _dialect: sa.select(sa.exists().where(_ACTIONS.c.at < sa.bindparam("before", type_=_ACTIONS.c.at.type)))
)


def has_actions(session: Session, before: datetime) -> bool:
    """Say whether something was done before a moment."""
    return _OLDER.first(session.connection(), {"before": before}) == [True]


def forget_actions(session: Session, before: datetime) -> int:
    """Delete what was done before a moment, and return how much."""
    gone = session.connection().execute(sa.delete(_ACTIONS).where(_ACTIONS.c.at < before))
    return gone.rowcount
