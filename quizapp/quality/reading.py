"""How hard a text is to read: the grade of Flesch and Kincaid (Kincaid et al. 1975), names counted as easy words."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import lru_cache

from quizapp.formats.base import QuestionDraft
from quizapp.kinds.messages import N_, Message, Problem
from quizapp.quality.base import BankContext
from quizapp.quality.stems import stem_of
from quizapp.quality.words import plain, sentences, words

FEWEST_WORDS = 12
"""A shorter text is not judged."""

MARGIN = 2
"""Grades above the bank's before anything is said: the grades of short texts scatter."""

_VOWELS = re.compile(r"[aeiouy]+")
_SILENT_END = re.compile(r"(?:[^laeiouy]|[aeiouy]l)e$|[^aeioudty]es$|(?<![td])ed$")
_SOUNDED_END = re.compile(r"(?:[sxz]|ch|sh|[cg])es$")
_TWO_SOUNDS = re.compile(
    r"i[ao](?!n\b|ns\b|us\b)|eo(?!u|ple)|(?<=sc)ie|(?<=cl)ie|iet|dea$|ua(?!r)|[aeiouy]ing|iu|(?<!q)uou|ier\b"
)


@lru_cache(maxsize=65_536)
def syllables(word: str) -> int:
    """Return how many syllables an English word has, by its spelling; at least one."""
    low = re.sub(r"['’]s?$|[^a-zé]", "", word.casefold()).replace("é", "e")
    sounded = _SOUNDED_END.search(low)
    stem = low if sounded else re.sub(r"e?s$" if low.endswith("es") else r"s$", "e" if low.endswith("es") else "", low)
    count = len(_VOWELS.findall(stem)) + len(_TWO_SOUNDS.findall(stem))
    if not sounded and _SILENT_END.search(stem):
        count -= 1
    if sounded and low.endswith(("ees", "oes")):
        count -= 1
    return max(1, count)


def reading_grade(text: str, names: Collection[str] = ()) -> float:
    """Return the school year (USA) whose readers understand a plain text; names are words that count as easy."""
    parts = [said for sentence in sentences(text) if (said := words(sentence))]
    total = sum(map(len, parts))
    if not total:
        return 0.0
    easy = {part.casefold() for name in names for part in words(name)}
    sounds = sum(
        1 if word.casefold() in easy or (at and word[:1].isupper()) else syllables(word)
        for said in parts
        for at, word in enumerate(said)
    )
    return 0.39 * total / len(parts) + 11.8 * sounds / total - 15.59


def hard_to_read(draft: QuestionDraft, context: BankContext) -> Iterator[Problem]:
    """Yield the stem and the explanation where they are harder than the bank's readers can read."""
    if context.reading_grade is None:
        return
    for field, text in (("stem", stem_of(draft.content)), ("explanation", draft.explanation)):
        said = plain(text)
        if len(words(said)) < FEWEST_WORDS:
            continue
        grade = reading_grade(said, draft.actors)
        if grade > context.reading_grade + MARGIN:
            sentence = N_(
                "This reads like school year %(grade)d, and the bank is written for year %(wanted)d: use shorter "
                "sentences and words."
            )
            yield Problem((field,), Message(sentence, {"grade": round(grade), "wanted": context.reading_grade}))
