"""The difference between what was recalled and what stands on the card, word by word."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import Literal, NamedTuple

from quizapp.kinds.text import fold


class Stretch(NamedTuple):
    """Some words in a row that fare alike."""

    fate: Literal["same", "missing", "extra"]
    text: str


def difference(typed: str, expected: str, language: str = "en") -> tuple[Stretch, ...]:
    """Return the stretches that lead from what was typed to what was expected; words equal after folding are the same.

    What is the same is shown as it was expected.
    """
    ours, theirs = typed.split(), expected.split()
    matcher = SequenceMatcher(
        None, [fold(word, language) for word in ours], [fold(word, language) for word in theirs], autojunk=False
    )
    stretches: list[Stretch] = []
    for tag, start, end, low, high in matcher.get_opcodes():
        if tag == "equal":
            stretches.append(Stretch("same", " ".join(theirs[low:high])))
            continue
        if start < end:
            stretches.append(Stretch("extra", " ".join(ours[start:end])))
        if low < high:
            stretches.append(Stretch("missing", " ".join(theirs[low:high])))
    return tuple(stretches)
