"""Reading what stands after a field's colon."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import cast

from quizapp.kinds.messages import N_, Message
from quizapp.search.fields import FIELDS, Vocabulary, is_named, plain, values_of
from quizapp.search.query import Choice, Comparison, Finding, Sign, quoted

PART = re.compile(r'"(?P<quoted>[^"]*)"?|(?P<bare>[^",]+)|(?P<comma>,)')
_COMPARED = re.compile(r"(?P<sign>[<>]=?|=)(?P<value>.*)")
_AGE = re.compile(r"0*[1-9][0-9]{0,3}[dwmy]", re.ASCII)
_SHARE = re.compile(r"(?P<number>[0-9]{1,3}(?:\.[0-9]{1,4})?|\.[0-9]{1,4})(?P<percent>%?)", re.ASCII)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
FIRST_YEAR, LAST_YEAR = 1900, 2999
MOST_BEGUN = 100
"""How many values a beginning stands for: a database compares no thousands of them."""
Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Given:
    """What was typed for a field."""

    name: str
    text: str
    place: Place
    """Where the whole term stands, without a minus."""
    is_negated: bool = False
    is_open: bool = False
    """Whether the query ends here, so that more may follow."""

    @property
    def value_place(self) -> Place:
        """Where the values stand."""
        return self.place[1] - len(self.text), self.place[1]


Outcome = tuple[Choice | Comparison | None, list[Finding]]


def read_values(given: Given, vocabulary: Vocabulary) -> Outcome:
    """Return the term of a field, or None where nothing of it can be used, and what is wrong with it."""
    if not given.text.strip('," ') or (given.is_open and _is_begun(given)):
        example = f"{given.name}:{FIELDS[given.name].example}"
        message = Message(N_("“%(field)s:” waits for a value, such as %(example)s."), _said(given, example=example))
        return None, [Finding(message, *given.place)]
    if given.name == "edited":
        return _moment(given)
    if given.name == "facility":
        return _share(given)
    if FIELDS[given.name].is_compared and (compared := _COMPARED.fullmatch(given.text)):
        return _compared(given, cast("Sign", compared["sign"]), compared["value"])
    return _chosen(given, vocabulary)


_BEGUN = {
    "edited": re.compile(r"[<>]?=?([0-9]{1,4}|[0-9]{4}-[0-9]{0,2}|[0-9]{4}-[0-9]{2}-[0-9]?)?", re.ASCII),
    "facility": re.compile(r"[<>]?=?([0-9]{0,3}\.)?|=", re.ASCII),
    "level": re.compile(r"[<>]=?|=", re.ASCII),
}


def _is_begun(given: Given) -> bool:
    """Say whether more has to be typed before a comparison can be one: that is no mistake yet."""
    begun = _BEGUN.get(given.name)
    return begun is not None and begun.fullmatch(given.text) is not None


def _said(given: Given, **more: str) -> dict[str, object]:
    return {"field": given.name, **more}


def _moment(given: Given) -> Outcome:
    compared = _COMPARED.fullmatch(given.text)
    sign, value = (compared["sign"], compared["value"]) if compared else ("=", given.text)
    if is_day(value) or (sign == "=" and _AGE.fullmatch(value)):
        return Comparison("edited", cast("Sign", sign), value, given.is_negated), []
    message = N_("“%(value)s” is no day: write edited:2026-11-01, edited:>2026-11-01 or, for the last week, edited:7d.")
    return None, [Finding(Message(message, {"value": value[:40]}), *given.value_place)]


def _share(given: Given) -> Outcome:
    """Return a share from 0 to 1, written so or in percent; without a sign it would hold for hardly any question."""
    compared = _COMPARED.fullmatch(given.text)
    share = share_of(compared["value"] if compared else given.text)
    if compared and share is not None:
        return Comparison("facility", cast("Sign", compared["sign"]), share, given.is_negated), []
    said = {"value": given.text[:40]}
    if share is not None:
        message = Message(N_("Say more or less: facility:<%(value)s or facility:>%(value)s."), said)
        return None, [Finding(message, *given.value_place, suggestion=f"<{share}")]
    message = Message(N_("“%(value)s” is no share of the points: write facility:<0.4 or facility:<40%%."), said)
    return None, [Finding(message, *given.value_place)]


def share_of(text: str) -> str | None:
    """Return a share from 0 to 1 as it is usually written; None for what is none."""
    match = _SHARE.fullmatch(text)
    if match is None:
        return None
    share = Decimal(match["number"]) / (100 if match["percent"] else 1)
    return f"{share.normalize():f}" if share <= 1 else None


def is_day(text: str) -> bool:
    """Say whether a text is a day of the calendar such as 2026-11-01."""
    try:
        return _DAY.fullmatch(text) is not None and FIRST_YEAR <= date.fromisoformat(text).year <= LAST_YEAR
    except ValueError:
        return False


def _compared(given: Given, sign: Sign, value: str) -> Outcome:
    if value in FIELDS[given.name].fixed:
        return Comparison(given.name, sign, value, given.is_negated), []
    return None, [_unknown(given, value, given.value_place, FIELDS[given.name].fixed)]


def _chosen(given: Given, vocabulary: Vocabulary) -> Outcome:
    known = values_of(given.name, vocabulary)
    values: list[str] = []
    findings = []
    for value, place in _parts(given):
        is_last = place[1] == given.place[1]
        found = _any(given, value, is_last=is_last) if known is None else _meant(given, value, known, is_last=is_last)
        values += found
        if not found:
            findings.append(_unknown(given, value, place, known or ()))
    return Choice(given.name, tuple(dict.fromkeys(values)), given.is_negated) if values else None, findings


def _parts(given: Given) -> Iterable[tuple[str, Place]]:
    """Yield the values of a list, each with its place."""
    begin = given.value_place[0]
    for part in PART.finditer(given.text):
        value = " ".join((part["quoted"] or part["bare"] or "").split())
        if value:
            yield value, (begin + part.start(), begin + part.end())


def _any(given: Given, value: str, *, is_last: bool) -> list[str]:
    """Return a value that may be known or not; an id that is still being typed is the beginning of one."""
    is_begun = given.name == "id" and is_last and given.is_open
    return [f"{value.rstrip('*')}*" if is_begun else value]


def _meant(given: Given, value: str, known: Sequence[str], *, is_last: bool) -> list[str]:
    """Return the known values that are meant: one, or all that begin like it where it is still being typed.

    Amid a query, where somebody may go on typing or not, a beginning stands for the only value that begins so.
    """
    if given.name == "actor":  # as typed: names go by their words
        return [value] if any(is_named(value, name) for name in known) else []
    wanted = _key(given, value)
    same = [one for one in known if _key(given, one) == wanted]
    if same:
        return same[:1]
    begun = [one for one in known if _key(given, one).startswith(wanted)]
    if given.name == "source" and "#" not in wanted:  # an article stands for its passages
        begun = [one for one in begun if "#" not in one]
    is_typing = is_last and given.is_open
    return begun[:MOST_BEGUN] if is_typing or len(begun) == 1 else []


def _key(given: Given, value: str) -> str:
    return plain(value).replace("-", "_") if given.name == "kind" else plain(value)


def _unknown(given: Given, value: str, place: Place, known: Sequence[str]) -> Finding:
    said = _said(given, value=value[:40])
    near = difflib.get_close_matches(_key(given, value[:80]), known, n=1)
    if near:
        text = N_("No question has %(field)s:%(value)s. Did you mean %(field)s:%(near)s?")
        return Finding(Message(text, said | {"near": near[0]}), *place, suggestion=quoted(near[0]))
    if FIELDS[given.name].fixed:
        text = N_("%(field)s: cannot be “%(value)s”. It can be one of these: %(known)s.")
        return Finding(Message(text, said | {"known": ", ".join(known)}), *place)
    return Finding(Message(N_("No question has %(field)s:%(value)s."), said), *place)
