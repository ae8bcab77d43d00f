"""Who may read what of the log: admins all, teachers what concerns their class, owners what concerns their bank."""

from __future__ import annotations

from flask import abort

from quizapp.audit.models import StaffAction
from quizapp.bank.access import open_bank
from quizapp.bank.models import Bank
from quizapp.bank.roles import BankRole
from quizapp.classroom.access import open_class
from quizapp.db import db
from quizapp.oversight.taking_back import PUT_BACK

__all__ = ["open_action", "open_class", "open_owned_bank"]


def open_owned_bank(key: str) -> Bank:
    """Return a bank that the visitor owns, or 404; 403 where they may only work on it."""
    return open_bank(key, needs=BankRole.OWNER)


def open_action(action_id: int) -> StaffAction:
    """Return an action of a class that the visitor teaches and may change, one that can be put back; or 404."""
    action = db.session().get(StaffAction, action_id)
    if action is None or action.class_id is None or action.act not in PUT_BACK:
        abort(404)
    open_class(action.class_id, to_change=True)
    return action
