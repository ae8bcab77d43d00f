"""Whether two texts of an author say the same: slips of spelling do not count, figures and negations do. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from quizapp.kinds.text import compare, fold

NEGATIONS = {"no", "non", "not", "never", "none", "nor", "neither", "without"}
"""English words that turn a sentence round though they are few letters: with one more or less it is another text."""


def same_wording(old: str, new: str, others: Iterable[str] = ()) -> bool:
    """Tell whether a new text is the old one but for folding and slips; never where it is as near to another text."""
    return same_negations(old, new) and compare(new, (old,), others).right


def same_negations(old: str, new: str) -> bool:
    """Tell whether two texts negate as often as each other (in English)."""
    return _negations(old) == _negations(new)


def _negations(text: str) -> int:
    words = fold(text).split()
    return sum(word in NEGATIONS or (word.endswith("nt") and word[:-2] in _AUXILIARIES) for word in words)


# Folding takes the apostrophe out of “isn't”.
_AUXILIARIES = {"is", "are", "was", "were", "do", "does", "did", "has", "have", "had", "ca", "could", "wo", "would"}


def successors(old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    """Return where each of the old texts stands among the new ones, by places from 0; those that are gone are left out.

    Equal texts find each other first, then texts that differ by a slip.
    """
    places = {fold(text): place for place, text in enumerate(new)}
    found = {place: places[fold(text)] for place, text in enumerate(old) if fold(text) in places}
    free = [place for place in range(len(new)) if place not in set(found.values())]
    for place, text in enumerate(old):
        if place in found:
            continue
        others = [one for at, one in enumerate(old) if at != place]
        same = next((at for at in free if same_wording(text, new[at], others)), None)
        if same is not None:
            found[place] = same
            free.remove(same)
    return found


def same_texts(old: Sequence[str], new: Sequence[str]) -> bool:
    """Tell whether two lists hold the same texts, in whatever order."""
    return len(old) == len(new) and len(set(successors(old, new).values())) == len(new)


def same_list(old: Sequence[str], new: Sequence[str]) -> bool:
    """Tell whether two lists hold the same texts in the same order."""
    return len(old) == len(new) and successors(old, new) == {place: place for place in range(len(new))}


def carried_rows(
    answers: Sequence[str], rows: Mapping[int, int], choices: Mapping[int, int], count: int
) -> tuple[str, ...] | None:
    """Return the chosen places of rows in terms of other rows and choices, both as old place → new place.

    A choice that is gone becomes a blank, which is not right either; None where one of the count rows is new.
    """
    was = {now: before for before, now in rows.items()}
    if len(was) < count:
        return None
    given = [answers[was[row]] for row in range(count)]
    return tuple(str(choices[int(value)]) if value and int(value) in choices else "" for value in given)
