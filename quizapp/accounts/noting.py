"""For views of staff: writing down that whoever asks did something now, before the view commits."""

from __future__ import annotations

from typing import Unpack

from quizapp.accounts.access import known_visitor
from quizapp.audit.models import Act
from quizapp.audit.services import Concerning, record_action
from quizapp.clock import utcnow
from quizapp.db import db


def note_action(act: Act, **concerning: Unpack[Concerning]) -> None:
    """Write down that the visitor does something, in the transaction that is open."""
    record_action(db.session(), act, known_visitor().id, now=utcnow(), **concerning)
