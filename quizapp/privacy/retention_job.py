"""Following the rules of keeping: a backup first, then one person a transaction, so that others go on meanwhile.

It commits, as a command or a thread runs it: nobody's request waits for it.
"""

from __future__ import annotations

import threading
from datetime import timedelta

import sqlalchemy as sa
from flask import Flask

from quizapp.accounts.models import Person
from quizapp.clock import utcnow
from quizapp.config import Settings
from quizapp.db import Base, db, reading
from quizapp.erasure.erasing import Asked, Way, WorkedForOthersError, erase_person
from quizapp.extensions import settings_of
from quizapp.ops.backups.making import make_backup
from quizapp.ops.backups.manifest import Reason
from quizapp.ops.locks import LockedError, holding
from quizapp.ops.rounds import keep_doing
from quizapp.privacy.models import RetentionRun
from quizapp.privacy.retention import Plan, plan_of, rules_of

LOOKS_EVERY = 3_600.0
"""Seconds between two looks whether something is to go by itself."""
AGAIN = timedelta(hours=20)
LOCK = "retention.lock"


class PlanChangedError(Exception):
    """What would go now is something else than what was agreed to."""


def planned_now() -> Plan:
    """Return what would go now."""
    with reading(db.session()):
        return plan_of(db.session(), rules_of(db.session()), now=utcnow())


def makes_backups(settings: Settings) -> bool:
    """Say whether this server makes its own backups: else nothing goes by itself."""
    return settings.uses_sqlite and settings.backups_dir is not None


def follow_rules(settings: Settings, agreed: str, by_id: int | None = None) -> RetentionRun:
    """Let go what was agreed to, after a backup, and write down how much it was.

    Raises:
        BackupError: the backup before it failed, or somebody else is at it; nothing went.
        PlanChangedError: what would go now is something else; nothing went.
    """
    _agreed_plan(agreed)
    backup = make_backup(settings, Reason.BY_HAND, now=utcnow()).stamp if makes_backups(settings) else ""
    plan = _agreed_plan(agreed)  # a backup takes a while, in which somebody may have come back
    figures = {
        "students": _erase_all([one.person_id for one in plan.students]),
        "guests": _erase_all(plan.guests),
        "drafts": _drop_drafts(plan.drafts),
    }
    run = RetentionRun(at=utcnow(), by_id=by_id, figures=figures, backup=backup)
    db.session.add(run)
    db.session.commit()
    return run


def _agreed_plan(agreed: str) -> Plan:
    plan = planned_now()
    if plan.digest != agreed:
        raise PlanChangedError
    return plan


def _erase_all(ids: list[int] | tuple[int, ...]) -> int:
    count = 0
    for person_id in ids:
        person = db.session.get(Person, person_id)
        try:
            if person is not None:
                erase_person(db.session(), person, Asked(Way.RETENTION), now=utcnow())
                count += 1
            db.session.commit()
        except WorkedForOthersError:  # since the plan was made
            db.session.rollback()
    return count


def _drop_drafts(ids: tuple[int, ...]) -> int:
    drafts = Base.metadata.tables["question_drafts"]
    for number in ids:
        db.session.execute(sa.delete(drafts).where(drafts.c.id == number))
    db.session.commit()
    return len(ids)


def follow_by_itself(app: Flask) -> RetentionRun | None:
    """Follow the rules where they are to be followed by themselves, once a day, by one process of those that serve."""
    settings = settings_of(app)
    with app.app_context():
        try:
            with holding(settings.data_dir / LOCK):
                if not makes_backups(settings) or not _is_due():
                    return None
                plan = planned_now()
                return None if plan.is_empty else follow_rules(settings, plan.digest)
        except LockedError:
            return None
        finally:
            db.session.remove()


def _is_due() -> bool:
    with reading(db.session()):
        newest = db.session.scalar(sa.select(sa.func.max(RetentionRun.at)))
        return rules_of(db.session()).automatic and (newest is None or newest < utcnow() - AGAIN)


def keep_following(app: Flask, seconds: float = LOOKS_EVERY) -> threading.Event:
    """Look again and again in a thread that ends with the process, or when the returned event is set."""
    trouble = "The rules of keeping could not be followed; tried again later."
    return keep_doing(lambda: follow_by_itself(app), name="retention", seconds=seconds, trouble=trouble)
