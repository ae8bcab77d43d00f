"""For views of staff: writing down that whoever asks did something now, and saying who did something last."""

from __future__ import annotations

from typing import Unpack

from flask_babel import gettext as _

from quizapp.accounts.access import known_visitor
from quizapp.audit.models import Act
from quizapp.audit.services import Concerning, LastAction, last_action, record_action
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.web.meeting import MeetingForm
from quizapp.web.rendering import show_moment


def note_action(act: Act, **concerning: Unpack[Concerning]) -> None:
    """Write down that the visitor does something, in the transaction that is open."""
    record_action(db.session(), act, known_visitor().id, now=utcnow(), **concerning)


def last_saved(*acts: Act, **concerning: Unpack[Concerning]) -> str:
    """Say who did one of some things last, for whoever meets what they saved; "" where nobody knows."""
    last = last_action(db.session(), acts, **concerning)
    return told_of(last) if last else ""


def told_of(last: LastAction) -> str:
    """Say who saved something, and when."""
    if last.by_id == known_visitor().id:
        return str(_("Last saved by you, on %(moment)s.", moment=show_moment(last.at)))
    return str(_("Last saved by %(name)s, on %(moment)s.", name=last.name, moment=show_moment(last.at)))


def who_met(form: MeetingForm, *acts: Act, **concerning: Unpack[Concerning]) -> str:
    """Say who saved last what a form met; "" where it met nothing."""
    return last_saved(*acts, **concerning) if form.meets_another else ""
