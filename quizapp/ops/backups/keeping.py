"""Which backups stay: the newest of each of the last 7 days, 4 weeks and 12 months that have any. Pure."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

DAYS, WEEKS, MONTHS = 7, 4, 12
MONTHS_OF_A_YEAR = 12
SPARED = timedelta(days=30)
"""How long those stay at least that somebody made by hand, or that were made before an upgrade or a restore."""


def stamps_to_keep(stamps: Iterable[datetime], spared: Iterable[datetime], zone: ZoneInfo) -> set[datetime]:
    """Return which of the backups stay, with those of the spared ones that are not old yet.

    Days without a backup are not counted: a summer in which no server ran takes nothing away.
    """
    newest_first = sorted({*stamps, *spared}, reverse=True)
    if not newest_first:
        return set()
    kept = {stamp for stamp in spared if stamp >= newest_first[0] - SPARED}
    for count, period in ((DAYS, _day), (WEEKS, _week), (MONTHS, _month)):
        newest: dict[Hashable, datetime] = {}
        for stamp in newest_first:
            newest.setdefault(period(stamp.astimezone(zone)), stamp)
        kept |= set(list(newest.values())[:count])
    return kept


def _day(moment: datetime) -> Hashable:
    return moment.date()


def _week(moment: datetime) -> Hashable:
    return moment.isocalendar()[:2]


def _month(moment: datetime) -> Hashable:
    return moment.year, moment.month


def gone_by(erased_at: datetime, zone: ZoneInfo) -> date:
    """Return the day by which no kept backup holds what was erased at a moment, if one is made each day until then.

    The newest backup of a month is kept longest: until the twelfth month after its own has a backup.
    """
    local = erased_at.astimezone(zone).date()
    months = local.year * MONTHS_OF_A_YEAR + local.month - 1 + MONTHS
    return date(months // MONTHS_OF_A_YEAR, months % MONTHS_OF_A_YEAR + 1, 2)
