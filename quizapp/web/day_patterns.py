"""How days are written: a pattern in English, and what other languages have in its place (Unicode's CLDR)."""

from __future__ import annotations

from flask_babel import get_locale

from quizapp.locales import ENGLISH

DAY, WEEKDAY, WEEKDAY_AND_DAY, WHOLE_WEEKDAY = "d MMM yyyy", "EEE d MMM", "EEE d MMM yyyy", "EEEE, d MMM yyyy"
MONTH, LONG_DAY = "LLLL y", "d MMMM y"
_SKELETONS = {DAY: "yMMMd", WEEKDAY: "MMMEd", WEEKDAY_AND_DAY: "yMMMEd", MONTH: "yMMMM"}
_FORMATS = {LONG_DAY: "long", WHOLE_WEEKDAY: "full"}


def own(pattern: str) -> str:
    """Return what the reader's language has in the place of one of the patterns above."""
    locale = get_locale()
    if locale.language == ENGLISH:
        return pattern
    if pattern in _FORMATS:
        return str(locale.date_formats[_FORMATS[pattern]].pattern)
    return str(locale.datetime_skeletons[_SKELETONS[pattern]].pattern)
