"""Comparison of typed answers: folding of case, accents, punctuation, articles and script, and typos (rapidfuzz).

Nothing here knows about questions. Distances are Damerau's in the optimal string alignment: insertion, deletion,
substitution and the transposition of neighbours are one edit each.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from quizapp.kinds.alike import edits

Verdict = Literal["exact", "forgiven", "near_miss", "wrong"]

ONE_EDIT_FROM = 5
TWO_EDITS_FROM = 10
"""Letters of the accepted answer from which one and two edits are forgiven."""

# Letters with a stroke or joined letters, which Unicode does not take apart.
_PLAIN_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe"})
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−﹣-", "-"))
# In these scripts a mark changes how a letter is read; in all others (kana, Devanagari, …) it makes another letter.
_ACCENTED_SCRIPTS = ("LATIN", "GREEK", "ARMENIAN", "HEBREW", "ARABIC")
_STRESS = {"\u0300", "\u0301"}
_DIAERESIS = "\u0308"
# Languages in which ё is never written as е.
_YO_LANGUAGES = {"ba", "be", "cv", "kk", "ky", "mn", "tg", "tt"}
# Marks that stand inside a word (Armenian ones among them) or between the letters of an abbreviation.
_INSIDE_WORDS = set("'’‘ʼ`´.՚՛՜՝՞՟")
_MEANINGFUL = set("%#&@")
# Digits, and Roman numbers up to 39, which tell kings, wars and congresses apart.
_NUMERAL = re.compile(r"\d+|\b(?=[ivx])x{0,3}(?:ix|iv|v?i{0,3})\b")


@dataclass(frozen=True, slots=True)
class Comparison:
    """How a typed answer stands to the accepted ones."""

    verdict: Verdict
    nearest: str
    """The accepted answer that it equals or comes closest to, as the author wrote it."""

    @property
    def right(self) -> bool:
        """Tell whether the answer counts as right."""
        return self.verdict in {"exact", "forgiven"}


def _keeps_mark(base: str, mark: str, language: str) -> bool:
    script = unicodedata.name(base, "").partition(" ")[0] if base.isalpha() else "LATIN"
    if script == "CYRILLIC":
        yo = base == "е" and mark == _DIAERESIS
        return mark not in _STRESS and (not yo or language in _YO_LANGUAGES)
    return script not in _ACCENTED_SCRIPTS


def _without_accents(text: str, language: str) -> str:
    kept: list[str] = []
    base = " "
    for char in unicodedata.normalize("NFD", text):
        if not unicodedata.category(char).startswith("M"):
            base = char
            kept.append(char)
        elif _keeps_mark(base, char, language):
            kept.append(char)
    plain = unicodedata.normalize("NFC", "".join(kept)).translate(_PLAIN_LETTERS)
    # Capitals spell the Armenian ligature և as ԵՎ (reformed) or ԵՒ (classical); small letters as և or եւ.
    return plain.replace("եւ", "եվ")


def _kept(before: str, char: str, after: str) -> str:
    """Return what remains of one character between its neighbours."""
    if char in ".," and before.isdigit() and after.isdigit():
        return char
    if char == "-" and after.isdigit() and not before.strip():
        return char
    if char in _INSIDE_WORDS:
        return ""
    category = unicodedata.category(char)
    if char in _MEANINGFUL or (category[0] in "LMNS" and category != "Sk"):
        return char
    return "" if category == "Cf" else " "


def _without_punctuation(text: str) -> str:
    padded = f" {text.translate(_DASHES)} "
    return "".join(map(_kept, padded, padded[1:], padded[2:]))


def _without_articles(words: list[str]) -> list[str]:
    kept = [word for word in words[:-1] if word != "the"] + words[-1:]
    while len(kept) > 1 and kept[0] in {"a", "an"}:
        kept = kept[1:]
    return kept


@lru_cache(maxsize=8_192)
def fold(text: str, language: str = "en") -> str:
    """Return a text without what does not matter when typed: case, accents, punctuation, articles, script variants.

    Signs and separators within numbers stay, as do symbols; a text of punctuation alone is kept as it is.
    """
    plain = unicodedata.normalize("NFKC", text).casefold()
    words = _without_punctuation(_without_accents(plain, language)).split()
    if language.partition("-")[0] == "en":
        words = _without_articles(words)
    return " ".join(words) or " ".join(plain.split())


def letters_in(text: str) -> int:
    """Return how many letters a text has."""
    return sum(map(str.isalpha, text))


def forgiven_edits(answer: str) -> int:
    """Return how many edits from a folded answer are taken for slips of the fingers."""
    letters = letters_in(answer)
    return 0 if letters < ONE_EDIT_FROM else 1 if letters < TWO_EDITS_FROM else 2


def same_numbers(given: str, answer: str) -> bool:
    """Say whether two folded texts hold the same numbers: another one is never a slip."""
    return _NUMERAL.findall(given) == _NUMERAL.findall(answer)


def _forgivable(given: str, answer: str, rivals: set[str]) -> bool:
    """Tell whether the difference is a slip of the fingers, and neither another number nor another name."""
    distance = edits(given, answer)
    if distance > forgiven_edits(answer) or not same_numbers(given, answer):
        return False
    other_words = set(given.split()) - set(answer.split())
    return rivals.isdisjoint(other_words) and all(edits(given, rival) > distance for rival in rivals)


def _close(given: str, answer: str, rivals: set[str]) -> bool:
    """Tell whether an instructor may want to accept this: some edits away, or more or fewer words."""
    distance = edits(given, answer)
    if not same_numbers(given, answer) or any(edits(given, rival) < distance for rival in rivals):
        return False
    words, wanted = set(given.split()), set(answer.split())
    return distance <= max(1, letters_in(answer) // 3) or words < wanted or wanted < words


def compare(
    response: str, accepted: Iterable[str], rivals: Iterable[str] = (), *, language: str = "en", typos: bool = True
) -> Comparison:
    """Compare a typed answer with the accepted ones (at least one).

    A typo is never forgiven where digits differ, nor where the response is as near to a rival: a distractor or
    another known name. Rivals that are accepted are ignored. With typos=False only folding is lenient.
    """
    given = fold(response, language)
    answers: dict[str, str] = {}
    for answer in accepted:
        answers.setdefault(fold(answer, language), answer)
    if given in answers:
        return Comparison("exact", answers[given])
    others = {fold(rival, language) for rival in rivals} - answers.keys()
    nearest = sorted(answers, key=lambda answer: edits(given, answer))
    for answer in nearest if typos else ():
        if _forgivable(given, answer, others):
            return Comparison("forgiven", answers[answer])
    near = bool(given) and given not in others and any(_close(given, answer, others) for answer in nearest)
    return Comparison("near_miss" if near else "wrong", answers[nearest[0]])
