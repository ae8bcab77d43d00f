"""Which calendar a learner's days are counted in: that of a class, kept with them, or the installation's.

A calendar is a time zone and a roll-over hour, kept as one text such as “Asia/Yerevan 4”. Where somebody's calendar
changes, their memories are replayed by it in the same transaction, so that a rebuild finds no difference. The days
under which the log has counted past answers stay.
"""

from __future__ import annotations

from collections.abc import Mapping

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.accounts.models import Person
from quizapp.accounts.visitor import PEOPLE
from quizapp.memory.rebuild import rebuild_learner
from quizapp.memory.weights import rules_of_learners
from quizapp.scheduling.state import Rules


def calendar_text(time_zone: str, rollover_hour: int) -> str:
    """Return a calendar as it is kept with people."""
    return f"{time_zone} {rollover_hour}"


def follow_calendars(session: Session, wanted: Mapping[int, str | None], rules: Rules) -> None:
    """Let people, by id, follow calendars from now on: None is the installation's, which the rules hold."""
    kept = dict(session.execute(sa.select(PEOPLE.c.id, PEOPLE.c.calendar).where(PEOPLE.c.id.in_(wanted))).all())
    changed = {person_id: wanted[person_id] for person_id, calendar in kept.items() if calendar != wanted[person_id]}
    if not changed:
        return
    for calendar in set(changed.values()):
        theirs = [person_id for person_id, its in changed.items() if its == calendar]
        session.execute(sa.update(PEOPLE).where(PEOPLE.c.id.in_(theirs)).values(calendar=calendar))
    for one in session:
        if isinstance(one, Person) and one.id in changed:
            session.expire(one, ["calendar"])
    for learner_id, mine in rules_of_learners(session, rules, changed.keys()).items():
        rebuild_learner(session, learner_id, mine)
