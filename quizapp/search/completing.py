"""What may come next in the search box: names of fields, and the values that are known for one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import islice
from types import MappingProxyType
from typing import NamedTuple

from quizapp.search.fields import FIELDS, MARK_HELP, Vocabulary, is_named, plain, values_of
from quizapp.search.parsing import FIELD_TERM, LONGEST, clean
from quizapp.search.query import quoted

Titles = Mapping[str, Mapping[str, str]]
"""What values are called, by field and value."""

MOST = 14
_LAST_TERM = re.compile(rf'-?(?:{FIELD_TERM}|(?P<word>[^\s":()]*))\Z')
_LAST_VALUE = re.compile(r'(?:.*,)?(?P<typed>"[^"]*|[^",]*)\Z', re.DOTALL)


class Completion(NamedTuple):
    """A text to be put in the place of what stands from start to end."""

    text: str
    start: int
    end: int
    help: str = ""
    """What it means, a msgid; "" where it speaks for itself."""
    title: str = ""
    """What the value is called; "" where it has no title."""


def complete(text: str, cursor: int, vocabulary: Vocabulary, titles: Titles = MappingProxyType({})) -> list[Completion]:
    """Return what can be completed at a place of a text, likeliest first; nothing inside of a phrase."""
    cursor = max(0, min(cursor, len(text), LONGEST))
    before = clean(text)[:cursor]
    match = _LAST_TERM.match(before, _term_start(before))
    if match is None:
        return []
    if match["field"] is None:
        return list(islice(_names(match["word"], cursor), MOST))
    name = match["field"].lower()
    last = _LAST_VALUE.fullmatch(match["value"])
    if name not in FIELDS or last is None:
        return []
    known = {value: titles.get(name, {}).get(value, "") for value in values_of(name, vocabulary) or ()}
    return list(islice(_values(name, last["typed"], cursor, known), MOST))


def _term_start(text: str) -> int:
    """Return where the last term begins: after the last space or parenthesis that stands outside of quotation marks."""
    start, is_quoted = 0, False
    for place, letter in enumerate(text):
        if letter == '"':
            is_quoted = not is_quoted
        elif letter in " ()" and not is_quoted:
            start = place + 1
    return start


def _names(typed: str, cursor: int) -> Iterable[Completion]:
    for field in FIELDS.values():
        if field.name.startswith(typed.lower()):
            yield Completion(f"{field.name}:", cursor - len(typed), cursor, field.help)


def _values(name: str, typed: str, cursor: int, known: Mapping[str, str]) -> Iterable[Completion]:
    wanted = plain(typed.lstrip('"').strip())
    for value in _fitting(name, wanted, known):
        hint = MARK_HELP.get(value, "") if name in {"is", "state"} else ""
        shown = value if FIELDS[name].is_compared else quoted(value.replace('"', " "))
        yield Completion(shown, cursor - len(typed), cursor, hint, known[value])


def _fitting(name: str, wanted: str, known: Mapping[str, str]) -> Iterable[str]:
    """Return values that begin as typed, then those that hold it further on, then those whose title does."""
    values = [(one, plain(one)) for one in known]
    if name == "actor":
        return [one for one, _folded in values if not wanted or is_named(wanted, one)]
    first = [one for one, folded in values if folded.startswith(wanted)]
    later = [one for one, folded in values if wanted in folded and not folded.startswith(wanted)]
    return first + later + [one for one, folded in values if wanted not in folded and wanted in plain(known[one])]
