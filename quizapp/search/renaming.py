"""Giving a value another name in the text of a query, and leaving all else as it was typed."""

from __future__ import annotations

from quizapp.search.fields import plain
from quizapp.search.parsing import tokens_of
from quizapp.search.query import quoted
from quizapp.search.values import PART


def with_value_renamed(text: str, field: str, old: str, new: str, *, keeps_old: bool = False) -> str:
    """Return a query that names a field's new value where it named the old one, or both where the old one is kept."""
    made, done = [], 0
    for token in tokens_of(text):
        if (token["field"] or "").lower() == field:
            begin, end = token.span("value")
            made += [text[done:begin], _renamed(token["value"], old, new, keeps_old=keeps_old)]
            done = end
    return "".join([*made, text[done:]])


def _renamed(values: str, old: str, new: str, *, keeps_old: bool) -> str:
    typed = [(part["quoted"] or part["bare"] or "", part[0]) for part in PART.finditer(values) if not part["comma"]]
    if plain(old) not in {plain(value) for value, _as_typed in typed}:
        return values
    said: dict[str, str] = {}
    for value, as_typed in typed:
        is_old = plain(value) == plain(old)
        if not is_old or keeps_old:
            said.setdefault(plain(value), as_typed)
        if is_old:
            said.setdefault(plain(new), quoted(new))
    return ",".join(said.values())
