"""The rule about typed answers that a slip turns into another name."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache

from quizapp.formats.base import QuestionDraft
from quizapp.kinds.messages import N_, Message, Path, Problem
from quizapp.kinds.text import TWO_EDITS_FROM, fold, forgiven_edits, letters_in, same_numbers
from quizapp.quality.base import BankContext
from quizapp.quality.choices import Typed, typed_of

FEWEST_LETTERS = 4
NEAR_LETTERS = 6
"""Letters from which two edits still leave two names alike."""


def confusable_answers(draft: QuestionDraft, context: BankContext) -> Iterator[Problem]:
    """Yield each accepted answer that is a slip away from a distractor or another name of the bank."""
    for typed in typed_of(draft.content):
        if typed.slips_forgiven:
            yield from _confusable(typed, context)


def _confusable(typed: Typed, context: BankContext) -> Iterator[Problem]:
    accepted = {fold(item.text, context.language) for item in typed.accepted}
    own = frozenset(item.text for item in typed.rivals)
    told: set[tuple[Path, str]] = set()
    for item in typed.accepted:
        answer = fold(item.text, context.language)
        for names, farthest in ((own, _reach(answer)), (context.names, min(_reach(answer), forgiven_edits(answer)))):
            rival = _nearest(answer, _by_length(names, context.language), accepted, farthest)
            if rival and (item.path, rival) not in told:
                told.add((item.path, rival))
                sentence = N_(
                    "“%(answer)s” is a slip away from “%(rival)s”, so a typing slip may be marked either way: ask with "
                    "options, or mark spelling exactly."
                )
                yield Problem(item.path, Message(sentence, {"answer": item.text, "rival": rival}))


@lru_cache(maxsize=64)
def _by_length(names: frozenset[str], language: str) -> Mapping[int, Mapping[str, str]]:
    """Return names by the length of their folded form: names of other lengths are farther away than a slip."""
    found: dict[int, dict[str, str]] = {}
    for name in sorted(names):
        folded = fold(name, language)
        found.setdefault(len(folded), {}).setdefault(name, folded)
    return found


def _nearest(answer: str, names: Mapping[int, Mapping[str, str]], accepted: Collection[str], farthest: int) -> str:
    """Return the nearest name within so many edits that has the same numbers; "" where there is none."""
    from rapidfuzz import process  # noqa: PLC0415 - few need it, and all would keep it in memory
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - as above

    found: list[tuple[float, str]] = []
    for length in range(len(answer) - farthest, len(answer) + farthest + 1) if farthest else ():
        near = process.extract(answer, names.get(length, {}), scorer=OSA.distance, score_cutoff=farthest, limit=None)
        found += [
            (distance, name)
            for folded, distance, name in near
            if folded not in accepted and same_numbers(folded, answer)
        ]
    return min(found)[1] if found else ""


def _reach(answer: str) -> int:
    """Return how many edits away a question's own distractor is too near: a slip then lies between the two."""
    letters = letters_in(answer)
    return 0 if letters < FEWEST_LETTERS else 1 if letters < NEAR_LETTERS else 2 if letters < TWO_EDITS_FROM else 3
