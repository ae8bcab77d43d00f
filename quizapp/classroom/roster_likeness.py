"""Names of a list that are nearly like another one: a slip, or the same words in another order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from quizapp.formats.roster import folded

ALIKE = 88
"""From 0 to 100: names that differ in a letter or two, or in the order of their words, are nearly alike."""
MOST_COMPARISONS = 40_000_000
"""Some two seconds; 5,000 new names take half a one. Beyond it nothing is looked for."""
MOST_ALIKE = 300
"""Names that are asked about: nobody decides on more."""


def nearly_alike(names: Sequence[tuple[str, bool]], here: Mapping[str, str]) -> tuple[dict[int, str], int]:
    """Return which names of a list are nearly like one of a class, or like one further up: by place, the other name.

    A name comes with whether it is to be looked at; here says folded names of the class with their spelling. Of very
    many the most alike are returned, with how many more there are.
    """
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - few need it, and all would keep it in memory

    known = {_sorted(name): spelt for name, spelt in here.items()}
    if sum(wanted for _name, wanted in names) * (len(known) + len(names) / 2) > MOST_COMPARISONS:
        return {}, 0
    others, found = list(known), dict[int, tuple[float, str]]()
    for place, (spelt, wanted) in enumerate(names):
        name = _sorted(folded(spelt))
        alike = process.extractOne(name, others, scorer=fuzz.ratio, score_cutoff=ALIKE) if wanted else None
        if alike:
            found[place] = alike[1], known[alike[0]]
        if name not in known:
            known[name] = spelt
            others.append(name)
    chosen = sorted(found.items(), key=lambda one: -one[1][0])[:MOST_ALIKE]
    return {place: other for place, (_score, other) in chosen}, len(found) - len(chosen)


def _sorted(name: str) -> str:
    return " ".join(sorted(name.split()))
