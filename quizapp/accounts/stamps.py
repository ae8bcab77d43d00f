"""Stamps: what the browser of a guest is known by, and what becomes of one when that guest signs up."""

from __future__ import annotations

import secrets
from datetime import datetime

from quizapp.accounts.queries import secret_hash


def new_stamp() -> str:
    """Return a stamp that nobody has."""
    return secrets.token_urlsafe(12)


def spent_stamp(stamp: str, now: datetime) -> str:
    """Return what stands in place of a guest's stamp once they have signed up: it tells which it was, and when."""
    return f"{secret_hash(stamp)}@{now.timestamp()}"


def was_spent(kept: str, stamp: str, since: datetime) -> bool:
    """Say whether what is kept of somebody says that they signed up with this stamp, and after a moment."""
    mark, _, at = kept.partition("@")
    return bool(at) and mark == secret_hash(stamp) and float(at) > since.timestamp()
