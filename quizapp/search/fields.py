"""The fields that a query can name, and the values that are known for each."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from quizapp.formats.base import LEVELS, STATES
from quizapp.formats.fields import Facet, Standing
from quizapp.kinds.messages import N_
from quizapp.kinds.registry import KINDS

Vocabulary = Mapping[str, Sequence[str]]
"""The values that some question has, by field; a field that is not in it may have any."""

MARKS = (*STATES, "flagged", "commented", "duplicate", "unused", "edited", "missing", "new", "archived", "trashed")


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the query language."""

    name: str
    help: str
    """For teachers, a few words: a msgid."""
    example: str
    fixed: tuple[str, ...] = ()
    """The values that it can have at all; () where questions bring their own."""
    is_compared: bool = False


FIELDS: Mapping[str, Field] = {
    field.name: field
    for field in (
        Field("bank", N_("the bank"), "dates"),
        Field("kind", N_("the kind of question"), "matching", tuple(KINDS)),
        Field("topic", N_("the topic"), "csto"),
        Field("level", N_("the difficulty"), ">1", tuple(map(str, LEVELS)), is_compared=True),
        Field("standing", N_("who vouches for it"), "opinion", get_args(Standing)),
        Field("source", N_("an article or one of its passages"), "ally-2023#p2"),
        Field("facet", N_("what it asks about"), "date", get_args(Facet)),
        Field("actor", N_("whom it is about"), "pashinyan"),
        Field("id", N_("its id, or the beginning of it"), "csto-*"),
        Field("edited", N_("when it was last changed"), "7d", ("1d", "7d", "30d"), is_compared=True),
        Field(
            "facility", N_("the share of points of those who met it first"), "<0.4", ("<0.4", ">0.9"), is_compared=True
        ),
        Field("state", N_("how far it has come"), "review", STATES),
        Field("is", N_("what is true of it"), "draft", MARKS),
    )
}

MARK_HELP: Mapping[str, str] = {
    "draft": N_("being written; students do not get it"),
    "review": N_("waits for somebody to look at it"),
    "ready": N_("students get it"),
    "flagged": N_("flagged by you or a colleague, or reported by students and not answered yet"),
    "commented": N_("somebody said something that is not settled"),
    "duplicate": N_("likely to ask the same as another one, by the last search for duplicates"),
    "unused": N_("never asked and never reviewed"),
    "edited": N_("from a file, changed in the browser"),
    "missing": N_("gone from its file"),
    "new": N_("made in the browser"),
    "archived": N_("kept, and asked no more"),
    "trashed": N_("in the trash"),
}


def plain(text: str) -> str:
    """Return text without case and accents, for comparing what is typed with what is known."""
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def values_of(name: str, vocabulary: Vocabulary) -> Sequence[str] | None:
    """Return the values that are known for a field; None where it may have any."""
    return FIELDS[name].fixed or vocabulary.get(name)


def is_named(typed: str, name: str) -> bool:
    """Say whether somebody's name is meant: each word typed begins a word of it."""
    parts = plain(name).replace("-", " ").split()
    words = plain(typed).replace("-", " ").split()
    return bool(words) and all(any(part.startswith(word) for part in parts) for word in words)
