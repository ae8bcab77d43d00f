"""Grades in words that several kinds share: right or wrong, and the share of right parts."""

from __future__ import annotations

from collections.abc import Sequence

from quizapp.kinds.base import MAIN, Grade, Part
from quizapp.kinds.messages import N_, Message
from quizapp.rounding import rounded


def figure(score: float) -> str:
    """Write a score with two decimals, rounded half up."""
    return f"{rounded(score, 2):.2f}"


def forgiven_note(given: str, expected: str) -> Message:
    """Say that a slip was forgiven."""
    sentence = N_("“%(given)s” was taken as a slip of the fingers for “%(expected)s”.")
    return Message(sentence, {"given": given, "expected": expected})


def right_or_wrong(
    part: Part, rule: str = "right_or_wrong", *, notes: tuple[Message, ...] = (), near_miss: bool = False
) -> Grade:
    """Grade the one part of a question: 1 or 0."""
    score = float(part.right)
    arithmetic = Message(N_("Right: 1.00") if part.right else N_("Wrong: 0.00"))
    return Grade(score, True, rule, arithmetic, (part,), {MAIN: score}, notes, near_miss)


def share_of_parts(parts: Sequence[Part], keys: Sequence[str], sentence: str) -> Grade:
    """Grade by right parts / all parts; keys name each part's card.

    The sentence is a msgid with the places right, all and score. Blank parts are no evidence.
    """
    right = sum(part.right for part in parts)
    score = right / len(parts)
    arithmetic = Message(sentence, {"right": right, "all": len(parts), "score": figure(score)})
    evidence = {key: float(part.right) for key, part in zip(keys, parts, strict=True) if part.given}
    return Grade(score, True, "share_of_parts", arithmetic, tuple(parts), evidence)
