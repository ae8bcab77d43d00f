"""From the text of the search box to a query. Whatever is typed gives a query; what cannot be used is a finding."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping

from quizapp.kinds.messages import N_, Message
from quizapp.search.fields import FIELDS, Vocabulary
from quizapp.search.grouping import OR, grouped
from quizapp.search.query import Finding, Query, Term, Words
from quizapp.search.values import Given, read_values

LONGEST = 500
MOST_TERMS = 30
FIELD_TERM = r'(?P<field>[A-Za-z]+):(?P<value>(?:"[^"]*(?:"|\Z)|[^\s"()])*)'
_TERM = re.compile(
    r"(?P<close>\))|"
    rf"""(?P<minus>-?)(?:(?P<open>\()|{FIELD_TERM}|"(?P<phrase>[^"]*)(?P<end>"\*?|\Z)|(?P<word>[^\s"()]+)|)""",
    re.VERBOSE,
)
Found = tuple[Term | None, list[Finding]]


def parse(text: str, vocabulary: Vocabulary | None = None) -> Query:
    """Return the query of a text; with a vocabulary, values that no question has are findings."""
    cleaned = clean(text)
    findings: list[Finding] = []
    if len(cleaned) > LONGEST:
        message = Message(N_("Only the first %(number)d characters are searched for."), {"number": LONGEST})
        findings.append(Finding(message, LONGEST, len(cleaned)))
    tokens, left = _first(tokens_of(cleaned[:LONGEST]))
    if left is not None:
        message = Message(N_("Only the first %(number)d conditions are looked at."), {"number": MOST_TERMS})
        findings.append(Finding(message, left.start(), len(cleaned)))
    terms, wrong = grouped(tokens, lambda match: _read(match, vocabulary or {}))
    return Query(tuple(terms), (*findings, *wrong))


def _first(tokens: list[re.Match[str]]) -> tuple[list[re.Match[str]], re.Match[str] | None]:
    """Return the tokens that are looked at, and the first that is not."""
    count = 0
    for place, token in enumerate(tokens):
        count += not (token["open"] or token["close"] or token["word"] in OR)
        if count > MOST_TERMS:
            return tokens[:place], token
    return tokens, None


def clean(text: str) -> str:
    """Return a text of the same length in which everything that cannot be seen is a space."""
    return "".join(letter if letter.isprintable() else " " for letter in text)


def tokens_of(text: str) -> list[re.Match[str]]:
    """Return what a text consists of: parentheses, terms of fields, phrases, words."""
    found = []
    place = 0
    while place < len(text):
        match = _TERM.match(text, place)
        if match is None or not match[0]:
            place += 1
            continue
        found.append(match)
        place = match.end()
    return found


def _read(match: re.Match[str], vocabulary: Vocabulary) -> Found:
    if match["field"] is not None:
        return _field(match, vocabulary)
    if match["phrase"] is not None:
        return _phrase(match)
    if match["word"] is not None:
        return _word(match, match["word"])
    return None, [Finding(Message(N_("A minus leaves out what follows it at once: -word.")), *match.span())]


def _word(match: re.Match[str], typed: str) -> Found:
    word = typed.rstrip("*")
    if not word:
        return None, [Finding(Message(N_("“*” stands after the beginning of a word: cease*.")), *match.span())]
    is_prefix = word != typed or match.end() == len(match.string)
    return Words(word, is_prefix, bool(match["minus"])), []


def _phrase(match: re.Match[str]) -> Found:
    phrase = " ".join(match["phrase"].split())
    findings = []
    if not match["end"]:
        findings.append(Finding(Message(N_("The quotation mark is not closed yet.")), *match.span()))
    elif not phrase:
        findings.append(Finding(Message(N_("There is nothing between the quotation marks.")), *match.span()))
    if not phrase:
        return None, findings
    return Words(phrase, match["end"] != '"', bool(match["minus"])), findings


def _field(match: re.Match[str], vocabulary: Vocabulary) -> Found:
    name, value = match["field"].lower(), match["value"]
    start, end = match.start("field"), match.end()
    if value.startswith(("//", ":")) and '"' not in value:  # an address, or a tag within another as Anki spells it
        return _word(match, f"{match['field']}:{value}")
    if name in FIELDS:
        is_open = end == len(match.string) and not value.endswith('"')
        return read_values(Given(name, value, (start, end), bool(match["minus"]), is_open), vocabulary)
    near = difflib.get_close_matches(name, FIELDS, n=1, cutoff=0.5)
    said: Mapping[str, object] = {"field": name[:40], "known": ", ".join(FIELDS)}
    if near:
        message = Message(N_("There is no field “%(field)s”. Did you mean %(near)s:?"), {**said, "near": near[0]})
        return None, [Finding(message, start, match.end("field"), near[0])]
    return None, [Finding(Message(N_("There is no field “%(field)s”. The fields are: %(known)s."), said), start, end)]
