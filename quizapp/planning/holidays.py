"""Services of a class's holidays: adding, changing and removing them, and taking those of another class."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Self, cast

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.adding import number_after
from quizapp.audit.models import Act
from quizapp.audit.services import details_of
from quizapp.planning.class_days import holidays_of_class
from quizapp.planning.models import ClassHoliday

_HOLIDAYS = cast("sa.Table", ClassHoliday.__table__)


@dataclass(frozen=True, slots=True)
class HolidayTerms:
    """What a teacher says of a holiday."""

    name: str
    first: date
    last: date

    @classmethod
    def of(cls, holiday: ClassHoliday) -> Self:
        """Return what is said of a holiday that is kept."""
        return cls(holiday.name, holiday.first_on, holiday.last_on)

    @classmethod
    def from_json(cls, kept: Mapping[str, str]) -> Self:
        """Return what as_json gave."""
        return cls(kept["name"], date.fromisoformat(kept["first"]), date.fromisoformat(kept["last"]))

    def as_json(self) -> dict[str, str]:
        """Return this as the log of staff keeps it."""
        return {"name": self.name, "first": self.first.isoformat(), "last": self.last.isoformat()}


def changed(before: Sequence[HolidayTerms], after: Sequence[HolidayTerms]) -> dict[str, Any]:
    """Return what the log keeps of a change: the holidays that went by it, and those that came."""
    return {"before": [one.as_json() for one in before], "after": [one.as_json() for one in after]}


def came_together(added: Sequence[ClassHoliday]) -> dict[str, Any]:
    """Return what the log keeps of several holidays that came at once: each with its id, as they are one action."""
    return {"before": [], "after": [HolidayTerms.of(one).as_json() | {"id": one.id} for one in added]}


def named_again(
    session: Session, class_id: int, came_back: Sequence[Mapping[str, Any]], subject_id: int | None
) -> list[dict[str, Any]]:
    """Return what the log keeps of holidays that came back: with the ids that they have now, if not the subject's."""
    ids = {HolidayTerms.of(one): one.id for one in holidays_of_class(session, class_id)}
    now = [(dict(one), ids[HolidayTerms.from_json(one)]) for one in came_back]
    return [one if number == subject_id else one | {"id": number} for one, number in now]


def was_among_several(session: Session, class_id: int, holiday_id: int) -> bool:
    """Say whether the log of a class tells of a holiday that went or came with others, or with a new id."""
    told = details_of(session, Act.HOLIDAYS_CHANGED, class_id=class_id)
    kept = (one for each in told for when in ("before", "after") for one in each.get(when, ()))
    return any(one.get("id") == holiday_id for one in kept)


def add_holiday(session: Session, class_id: int, terms: HolidayTerms, holiday_id: int | None = None) -> ClassHoliday:
    """Add a holiday to a class; cards that its students rate from now on are not placed there."""
    holiday = ClassHoliday(id=holiday_id, class_id=class_id, name=terms.name, first_on=terms.first, last_on=terms.last)
    session.add(holiday)
    session.flush()
    if holiday_id is not None:
        number_after(session.connection(), _HOLIDAYS, holiday_id)
    return holiday


def add_missing(session: Session, class_id: int, wanted: Sequence[HolidayTerms]) -> list[ClassHoliday]:
    """Add those of some holidays that a class does not have yet, and return them."""
    kept = {HolidayTerms.of(one) for one in holidays_of_class(session, class_id)}
    return [add_holiday(session, class_id, one) for one in dict.fromkeys(wanted) if one not in kept]


def other_holidays(session: Session, holiday: ClassHoliday) -> list[HolidayTerms]:
    """Return what is said of the other holidays of a holiday's class."""
    return [HolidayTerms.of(one) for one in holidays_of_class(session, holiday.class_id) if one.id != holiday.id]


def change_holiday(session: Session, holiday: ClassHoliday, terms: HolidayTerms) -> None:
    """Change a holiday's name and days."""
    holiday.name, holiday.first_on, holiday.last_on = terms.name, terms.first, terms.last
    session.flush()


def remove_holiday(session: Session, holiday: ClassHoliday) -> None:
    """Take a holiday away."""
    session.execute(sa.delete(ClassHoliday).where(ClassHoliday.id == holiday.id))
    session.expire_all()


def copy_holidays(session: Session, from_class: int, to_class: int) -> list[ClassHoliday]:
    """Give a class the holidays of another one that it does not have yet, and return them."""
    wanted = [HolidayTerms.of(one) for one in holidays_of_class(session, from_class)]
    return add_missing(session, to_class, wanted)


def put_back(
    session: Session, class_id: int, gone: Mapping[HolidayTerms, int | None], came: Sequence[HolidayTerms]
) -> bool:
    """Bring back the holidays that went by a change, and take away those that came; False where it does not stand.

    Each that comes back has its id of then where that is free, and so is the same one for whoever has its page open.
    """
    kept = {HolidayTerms.of(one): one for one in holidays_of_class(session, class_id)}
    if not kept.keys() >= set(came) or kept.keys() & set(gone):
        return False
    if len(gone) == len(came) == 1:
        change_holiday(session, kept[came[0]], *gone)
        return True
    for terms in came:
        remove_holiday(session, kept[terms])
    free = {terms: one for terms, one in gone.items() if one is not None and session.get(ClassHoliday, one) is None}
    for terms in sorted(gone, key=lambda one: one not in free):  # a new id is not to be one that another had
        add_holiday(session, class_id, terms, free.get(terms))
    return True
