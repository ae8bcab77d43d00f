"""Which questions of many ask nearly the same, by their stems alone, at a bounded cost. Pure.

Two stems of which three quarters of the words are the same share one of their rarest words, so only stems that meet
there are compared (prefix filtering: Chaudhuri, Ganti & Kaushik 2006), the rarest words first, until MOST_COMPARED.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import ceil

from quizapp.kinds.alike import likeness
from quizapp.kinds.text import fold

FEWEST_SHARED = 0.75
"""The share of the longer stem's words that two stems have in common."""
LEAST_LIKE = 85.0
"""From 0 to 100: how alike their words are, whatever their order."""
MOST_COMPARED = 2_000_000
MOST_PAIRS = 2_000


@dataclass(frozen=True, slots=True)
class Stem:
    """A question's stem, as its words in the alphabet's order."""

    id: int
    words: frozenset[str]
    text: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two questions, the older one first, and how alike their stems are, from 0 to 100."""

    first: int
    second: int
    likeness: float


@dataclass(frozen=True, slots=True)
class Likely:
    """What was found, the most alike first, and whether everything was compared."""

    pairs: tuple[Pair, ...]
    is_whole: bool


def stem_of(question_id: int, title: str) -> Stem:
    """Return the stem of a question, folded."""
    words = frozenset(fold(title).split())
    return Stem(question_id, words, " ".join(sorted(words)))


def likely_pairs(stems: Iterable[Stem]) -> Likely:
    """Return the pairs whose stems are nearly the same."""
    known = sorted((stem for stem in stems if stem.words), key=lambda stem: stem.id)
    found: dict[tuple[int, int], Pair] = {}
    compared = 0
    for block in _blocks(known):
        for one, other in combinations(block, 2):
            if compared == MOST_COMPARED or len(found) == MOST_PAIRS:
                return _sorted(found, is_whole=False)
            compared += 1
            if (one.id, other.id) not in found and (likeness := _likeness(one, other)):
                found[one.id, other.id] = Pair(one.id, other.id, likeness)
    return _sorted(found, is_whole=True)


def _sorted(found: dict[tuple[int, int], Pair], *, is_whole: bool) -> Likely:
    pairs = sorted(found.values(), key=lambda pair: (-pair.likeness, pair.first, pair.second))
    return Likely(tuple(pairs), is_whole)


def _blocks(stems: Sequence[Stem]) -> Iterator[list[Stem]]:
    """Yield stems that share one of their rarest words, small blocks first."""
    counts = Counter(word for stem in stems for word in stem.words)
    blocks: defaultdict[str, list[Stem]] = defaultdict(list)
    for stem in stems:
        rarest = sorted(stem.words, key=lambda word: (counts[word], word))
        for word in rarest[: len(rarest) - ceil(FEWEST_SHARED * len(rarest)) + 1]:
            blocks[word].append(stem)
    yield from sorted(blocks.values(), key=len)


def _likeness(one: Stem, other: Stem) -> float:
    """Return how alike two stems are; 0 for those that are not alike enough, or name different figures."""
    shared = len(one.words & other.words)
    if shared < FEWEST_SHARED * max(len(one.words), len(other.words)):
        return 0.0
    if any(word.isdigit() for word in one.words ^ other.words):
        return 0.0
    return likeness(one.text, other.text, least=LEAST_LIKE)
