"""Options that are numbers or dates, or ranges of them: read from English words (spans on one scale a unit)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from math import inf

from quizapp.kinds.text import fold

_ONES = {
    name: number
    for number, name in enumerate(
        (
            *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
            *("twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
        )
    )
}
_TENS = {
    name: 10 * number
    for number, name in enumerate(
        ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"), start=2
    )
}
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july", "august", "september", "october"),
    *("november", "december"),
)
_MONTH = {name: number for number, full in enumerate(_MONTHS) for name in (full, full[:3])} | {"sept": 8}
_DAYS = {"day": 1.0, "week": 7.0, "month": 365.25 / 12, "year": 365.25, "decade": 3652.5, "century": 36525.0}
_DAYS |= {f"{unit}s": days for unit, days in _DAYS.items()} | {"centuries": 36525.0}
_FILLERS = {"about", "around", "roughly", "in", "on", "nearly", "some", "almost", "approximately", "exactly"}
_ABOVE = re.compile(
    r"^(?:more than|over|above|greater than|after|since|at least|from)\s+|\s+(?:or|and) (?:more|later)$"
)
_BELOW = re.compile(
    r"^(?:less than|fewer than|under|below|before|until|up to|at most)\s+|\s+(?:or|and) (?:less|fewer)$"
)
_CLOSED = re.compile(r"^(?:at least|from|since|up to|at most|until)\b|\b(?:more|later|less|fewer)$")
_BETWEEN = re.compile(
    r"^(?:between|from)?\s*(?P<low>.+?)\s*(?:\bto\b|\band\b|\buntil\b|\btill\b|–|—|-)\s*(?P<high>.+)$"
)
_YEAR = re.compile(r"[12]\d{3}")
_DECADE = re.compile(r"([12]\d{2})0s")
_CENTURY = re.compile(r"(\d{1,2})(?:st|nd|rd|th) century")
_UNIT_WORDS = 2


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of one scale, in its unit; a single number has two equal ends."""

    low: float
    high: float
    scale: str
    """What is measured: "years" for dates, "days" for lengths of time, or the unit's own words."""
    is_range: bool
    open_ends: bool = False
    """True where the ends are not part of it: “more than 10”."""

    def overlaps(self, other: Span) -> bool:
        """Tell whether two stretches of one scale share anything."""
        if self.scale != other.scale:
            return False
        if self.open_ends or other.open_ends:
            return max(self.low, other.low) < min(self.high, other.high)
        return max(self.low, other.low) <= min(self.high, other.high)


@lru_cache(maxsize=16_384)
def span_of(text: str) -> Span | None:
    """Return what a text measures, None where it is neither a number nor a date, nor a range of them."""
    low_text = " ".join(text.casefold().replace("\u2212", "-").rstrip(" .;").split())
    low_text = re.sub(r"^the\s+", "", low_text)
    return _one_sided(low_text) or _point(low_text) or _between(low_text)


def _one_sided(text: str) -> Span | None:
    for pattern, upwards in ((_ABOVE, True), (_BELOW, False)):
        rest = pattern.sub("", text)
        if rest == text or (span := _point(rest)) is None:
            continue
        opened = _CLOSED.search(text) is None
        edge = (span.high if opened else span.low) if upwards else (span.low if opened else span.high)
        bounds = (edge, inf) if upwards else (-inf, edge)
        return Span(*bounds, span.scale, True, opened)
    return None


def _between(text: str) -> Span | None:
    match = _BETWEEN.match(text)
    if match is None:
        return None
    low, high = _point(match["low"]), _point(match["high"])
    if low is None or high is None:
        return None
    if low.scale != high.scale:
        low = _point(f"{match['low']} {_unit_of(match['high'])}") or low
    if high.scale == "years" and low.scale != "years":
        low = _point(f"{match['low']} {match['high'].split()[-1]}") or low
    if low.scale != high.scale or low.low > high.high:
        return None
    return Span(low.low, high.high, high.scale, True)


def _unit_of(text: str) -> str:
    return " ".join(word for word in text.split() if _figure([word]) is None and word not in _FILLERS)


def _point(text: str) -> Span | None:
    """Return a number or a date; a decade is a range."""
    text = re.sub(r"^(?:the\s+)?(?:end|beginning|start|middle) of\s+|\byear\s+(?=[12]\d{3}\b)", "", text)
    words = [word for word in re.sub(r"(?<=\d)\s*%", " percent", text).split() if word not in _FILLERS | {"the", "of"}]
    if century := _CENTURY.fullmatch(" ".join(words)):
        return Span(100.0 * int(century[1]) - 99, 100.0 * int(century[1]), "years", True)
    if decade := _DECADE.fullmatch("".join(words)):
        return Span(float(decade[1]) * 10, float(decade[1]) * 10 + 9, "years", True)
    return _date(words) or _amount(words)


def _date(words: list[str]) -> Span | None:
    """Return a date in years; its month and day count as parts of one."""
    season = {"early": 0.1, "mid": 0.5, "late": 0.8, "spring": 0.25, "summer": 0.5, "autumn": 0.75, "winter": 0.95}
    parts = [part for word in words for part in word.strip(",").split("-") if part]
    years = [part for part in parts if _YEAR.fullmatch(part)]
    months = [_MONTH[part] for part in parts if part in _MONTH]
    shifts = [season[part] for part in parts if part in season]
    days = [int(m[1]) for part in parts if (m := re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)?", part))]
    if len(years) + len(months) + len(shifts) + len(days) != len(parts) or len(years) > 1 or len(months) > 1:
        return None
    if (not years and not months) or len(days) > 1 or (days and not months):
        return None
    value = float(years[0]) if years else 0.0
    shift = months[0] / 12 if months else shifts[0] if shifts else 0.0
    place = value + shift + (days[0] / 400 if days else 0.0)
    return Span(place, place, "years" if years else "months of a year", False)


def _amount(words: list[str]) -> Span | None:
    """Return a number with its unit, lengths of time in days."""
    if words and words[0] in {"a", "an"} and len(words) > 1 and (words[1] in _DAYS or words[1] in _SCALES):
        words = ["one", *words[1:]]
    for size in range(len(words), 0, -1):
        value, unit = _figure(words[:size]), words[size:]
        if value is None or len(unit) > _UNIT_WORDS or (unit and not all(map(str.isalpha, unit))):
            continue
        if len(unit) == 1 and unit[0] in _DAYS:
            return Span(value * _DAYS[unit[0]], value * _DAYS[unit[0]], "days", False)
        return Span(value, value, _scale(unit), False)
    return None


def _scale(unit: list[str]) -> str:
    return " ".join(word.removesuffix("s") for word in unit)


def _figure(words: list[str]) -> float | None:
    """Return the value of figures or number words such as 30,000, “two hundred thousand” or “1.5 million”."""
    total, group, seen = 0.0, 0.0, False
    for word in (part for hyphened in words for part in hyphened.split("-")):
        bare = re.sub(r"(?<=\d)[,\u202f\u00a0](?=\d{3}\b)", "", word.strip(","))
        if not group and re.fullmatch(r"[$€£]?\d+(?:\.\d+)?", bare):
            group += float(bare.lstrip("$€£"))
        elif bare in _ONES or bare in _TENS:
            group += _ONES.get(bare, _TENS.get(bare, 0))
        elif bare in _SCALES and seen:
            group *= _SCALES[bare]
            if bare != "hundred":
                total, group = total + group, 0.0
        elif bare != "and" or not seen:
            return None
        seen = True
    return total + group if seen and words[-1] != "and" else None


@lru_cache(maxsize=16_384)
def numbers_as_figures(text: str) -> str:
    """Return a folded text with its number words as figures, so that “two months” equals “2 months”."""
    out: list[str] = []
    for word in fold(text).replace("%", " percent ").replace("per cent", "percent").split():
        value = _figure([word]) if word not in _SCALES else None
        out.append(f"{value:g}" if value is not None and word.isalpha() else word)
    return " ".join(out)
