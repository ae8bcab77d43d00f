"""Rules about options that say the same, overlap, or stand in no order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations, pairwise

from quizapp.formats.base import QuestionDraft
from quizapp.kinds.messages import N_, Message, Problem
from quizapp.quality.base import BankContext
from quizapp.quality.choices import Item, choices_of, option_lists
from quizapp.quality.quantities import Span, numbers_as_figures, span_of

_JOINED = re.compile(r"\s*(?:,\s*and\b|,|\band\b|&|\bor\b)\s*")
_SLACK = 1e-6
_LEAST_IN_ORDER = 2


def equal_options(draft: QuestionDraft, _context: BankContext) -> Iterator[Problem]:
    """Yield each option that says what an earlier one says."""
    for items in option_lists(draft.content):
        for earlier, item in combinations(items, 2):
            if _same(earlier.text, item.text):
                sentence = N_("“%(option)s” says the same as “%(earlier)s”: change or remove one of them.")
                yield Problem(item.path, Message(sentence, {"option": item.text, "earlier": earlier.text}))


def _same(one: str, other: str) -> bool:
    return _canonical(one) == _canonical(other) or _same_span(span_of(one), span_of(other))


def _canonical(text: str) -> tuple[str, ...]:
    """Return what a text says without articles, number words and the order of what “and” joins."""
    parts = (
        "".join(word for word in numbers_as_figures(part).replace("-", " ").split() if word not in _ARTICLES)
        for part in _JOINED.split(text.casefold())
    )
    return tuple(sorted(part for part in parts if part)) or (text,)


_ARTICLES = {"a", "an", "the"}


def _same_span(one: Span | None, other: Span | None) -> bool:
    if one is None or other is None or one.scale != other.scale or one.is_range != other.is_range:
        return False
    if one.low in {float("inf"), float("-inf")} or one.high in {float("inf"), float("-inf")}:
        return (one.low, one.high, one.open_ends) == (other.low, other.high, other.open_ends)
    return abs(one.low - other.low) <= _SLACK * abs(one.low) and abs(one.high - other.high) <= _SLACK * abs(one.high)


def overlapping_ranges(draft: QuestionDraft, _context: BankContext) -> Iterator[Problem]:
    """Yield each option whose range shares something with an earlier option's."""
    for choice in choices_of(draft.content):
        spans = [(item, span) for item in choice.items if (span := span_of(item.text))]
        for (earlier, first), (item, second) in combinations(spans, 2):
            is_range = first.is_range or second.is_range
            if is_range and first.overlaps(second) and not _same(earlier.text, item.text):
                sentence = N_(
                    "“%(option)s” overlaps with “%(earlier)s”, so an answer can lie in both: let the one end before "
                    "the other begins."
                )
                yield Problem(item.path, Message(sentence, {"option": item.text, "earlier": earlier.text}))


def unsorted_numbers(draft: QuestionDraft, _context: BankContext) -> Iterator[Problem]:
    """Yield each list of numbers or dates among the options that does not ascend (keys and distractors apart)."""
    for choice in choices_of(draft.content):
        spans = [span_of(item.text) for item in choice.items]
        if all(spans) and len({span.scale for span in spans if span}) == 1:
            for items in (choice.keys, choice.distractors):
                yield from _falls(items)


def _falls(items: tuple[Item, ...]) -> Iterator[Problem]:
    measured = [(item, span) for item in items if (span := span_of(item.text))]
    if len(measured) < _LEAST_IN_ORDER:
        return
    for (earlier, first), (item, second) in pairwise(measured):
        if (second.low, second.high) < (first.low, first.high):
            sentence = N_("“%(option)s” comes after “%(earlier)s”: list numbers and dates in ascending order.")
            yield Problem(item.path, Message(sentence, {"option": item.text, "earlier": earlier.text}))
            return
