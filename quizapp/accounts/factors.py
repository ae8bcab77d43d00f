"""Second factors of staff: kept, asked for once each, and taken away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.accounts.models import RecoveryCode, SecondFactor, SignIn


@dataclass(frozen=True, slots=True)
class FactorDraft:
    """A second factor that is about to hold; its recovery codes are hashed already."""

    seed: str
    step: int
    """The time step of the code by which it was confirmed."""
    salt: str
    code_hashes: Sequence[str]


def factor_of(session: Session, person_id: int) -> SecondFactor | None:
    """Return somebody's second factor."""
    return session.get(SecondFactor, person_id)


def codes_left(session: Session, person_id: int) -> int:
    """Return how many recovery codes somebody has not used."""
    unused = sa.select(sa.func.count()).where(RecoveryCode.person_id == person_id, RecoveryCode.used_at.is_(None))
    return session.scalar(unused) or 0


def keep_factor(session: Session, person_id: int, draft: FactorDraft, *, now: datetime) -> None:
    """Let a second factor hold from now on, in place of an earlier one."""
    remove_factor(session, person_id)
    session.add(SecondFactor(person_id=person_id, seed=draft.seed, salt=draft.salt, last_step=draft.step, made_at=now))
    session.flush()
    session.add_all(RecoveryCode(person_id=person_id, code_hash=one) for one in draft.code_hashes)
    session.execute(sa.update(SignIn).where(SignIn.person_id == person_id).values(is_held=False))
    session.flush()


def remove_factor(session: Session, person_id: int) -> bool:
    """Take somebody's second factor away; say whether there was one."""
    session.execute(sa.delete(RecoveryCode).where(RecoveryCode.person_id == person_id))
    gone = session.execute(sa.delete(SecondFactor).where(SecondFactor.person_id == person_id))
    session.flush()
    return _one(gone)


def use_step(session: Session, person_id: int, step: int) -> bool:
    """Use up a time step and all before it; say whether nobody had used it, however many ask at once."""
    later = sa.update(SecondFactor).where(SecondFactor.person_id == person_id, SecondFactor.last_step < step)
    return _one(session.execute(later.values(last_step=step)))


def use_recovery_code(session: Session, person_id: int, code_hash: str, *, now: datetime) -> bool:
    """Use up a recovery code; say whether there was such a one that nobody had used."""
    unused = sa.update(RecoveryCode).where(
        RecoveryCode.person_id == person_id, RecoveryCode.code_hash == code_hash, RecoveryCode.used_at.is_(None)
    )
    return _one(session.execute(unused.values(used_at=now)))


def _one(done: sa.Result[Any]) -> bool:
    return cast("sa.CursorResult[Any]", done).rowcount == 1
