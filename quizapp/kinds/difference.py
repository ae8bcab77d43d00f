"""Differences word by word: between what was recalled and what stands on the card, and between two texts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

from quizapp.kinds.text import fold

ISLAND = 2
"""Words that are too few to stand between larger changes."""

_WORDS = re.compile(r"\n+|\S+")
_FATES: tuple[Literal["same", "extra", "missing"], ...] = ("same", "extra", "missing")


class Stretch(NamedTuple):
    """Some words in a row that fare alike."""

    fate: Literal["same", "missing", "extra"]
    text: str


def difference(typed: str, expected: str, language: str = "en") -> tuple[Stretch, ...]:
    """Return the stretches that lead from what was typed to what was expected; words equal after folding are the same.

    What is the same is shown as it was expected.
    """
    ours, theirs = typed.split(), expected.split()
    folded = [[fold(word, language) for word in words] for words in (ours, theirs)]
    return _stretches((ours, theirs), (folded[0], folded[1]))


def changed_words(old: str, new: str) -> tuple[Stretch, ...]:
    """Return the stretches that lead from an old text to a new one: extra words were removed, missing ones added.

    A word or two that stayed by chance between larger changes count as changed with them, for who reads it.
    """
    words = _WORDS.findall(old), _WORDS.findall(new)
    return _joined(_stretches(words, words))


def _joined(stretches: Sequence[Stretch]) -> tuple[Stretch, ...]:
    runs: list[dict[str, list[str]]] = []
    for number, (fate, text) in enumerate(stretches):
        if fate == "same" and not _is_island(stretches, number):
            runs.append({"same": [text]})
            continue
        if not runs or "same" in runs[-1]:
            runs.append({"extra": [], "missing": []})
        for side in ("extra", "missing") if fate == "same" else (fate,):
            runs[-1][side].append(text)
    return tuple(Stretch(fate, " ".join(run[fate])) for run in runs for fate in _FATES if run.get(fate))


def _is_island(stretches: Sequence[Stretch], number: int) -> bool:
    around = stretches[max(number - 2, 0) : number], stretches[number + 1 : number + 3]
    sizes = [max((len(text.split()) for fate, text in side if fate != "same"), default=0) for side in around]
    return len(stretches[number].text.split()) <= ISLAND and min(sizes) > ISLAND


def _stretches(
    words: tuple[Sequence[str], Sequence[str]], compared: tuple[Sequence[str], Sequence[str]]
) -> tuple[Stretch, ...]:
    ours, theirs = words
    stretches: list[Stretch] = []
    for tag, start, end, low, high in SequenceMatcher(None, *compared, autojunk=False).get_opcodes():
        if tag == "equal":
            stretches.append(Stretch("same", " ".join(theirs[low:high])))
            continue
        if start < end:
            stretches.append(Stretch("extra", " ".join(ours[start:end])))
        if low < high:
            stretches.append(Stretch("missing", " ".join(theirs[low:high])))
    return tuple(stretches)
