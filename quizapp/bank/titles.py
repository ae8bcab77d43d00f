"""Banks as people read them where only their short name is kept."""

from __future__ import annotations

import sqlalchemy as sa
from flask import g

from quizapp.bank.models import Bank
from quizapp.db import db


def title_of_bank(key: str) -> str:
    """Return the title of a bank, or its key where it is gone."""
    if "bank_titles" not in g:
        g.bank_titles = dict(db.session.execute(sa.select(Bank.key, Bank.title)).all())
    titles: dict[str, str] = g.bank_titles
    return titles.get(key, key)
