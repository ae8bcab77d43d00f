"""Whose figures an instructor may see: of the banks that they may read. A key or an id becomes a row, or 404."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from flask import abort

from quizapp.analysis.queries import Answered, VersionOf, versions_of
from quizapp.bank.access import open_bank, open_question, seen_banks, seen_questions
from quizapp.bank.models import Bank
from quizapp.bank.roles import BankRole
from quizapp.db import db
from quizapp.quizzes.access import open_ready_quiz

__all__ = ["banks_edited", "open_bank", "open_question", "open_ready_quiz", "versions_seen"]


def banks_edited() -> frozenset[int]:
    """Return the banks, by id, whose questions the visitor may edit: one statement for all of a page's questions."""
    return frozenset(db.session.scalars(sa.select(Bank.id).where(seen_banks(BankRole.EDITOR))))


def versions_seen(rows: Sequence[Answered]) -> list[VersionOf]:
    """Return the versions of all questions answered that the visitor may see, or 404 where these are none."""
    versions = versions_of(db.session(), {row.question_id for row in rows}, seen_questions())
    if rows and not versions:
        abort(404)
    return versions
