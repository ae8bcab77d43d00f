"""Who may read what of the log: admins all, teachers what concerns their class, owners what concerns their bank."""

from __future__ import annotations

from quizapp.bank.access import open_bank
from quizapp.bank.models import Bank
from quizapp.bank.roles import BankRole
from quizapp.classroom.access import open_class

__all__ = ["open_class", "open_owned_bank"]


def open_owned_bank(key: str) -> Bank:
    """Return a bank that the visitor owns, or 404; 403 where they may only work on it."""
    return open_bank(key, needs=BankRole.OWNER)
