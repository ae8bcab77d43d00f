"""The rule about two stems that ask nearly the same: rapidfuzz judges only pairs that share a rare word."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import ceil

from quizapp.formats.base import BankDraft, QuestionDraft
from quizapp.kinds import registry
from quizapp.kinds.alike import likeness
from quizapp.kinds.messages import N_, Message
from quizapp.kinds.text import fold
from quizapp.kinds.true_false import TrueFalse
from quizapp.quality.base import BankWeakness
from quizapp.quality.choices import choices_of
from quizapp.quality.lexicon import QUANTIFIERS, STOP_WORDS
from quizapp.quality.words import plain, stemmed, words

NEARLY_THE_SAME = 82.0
"""From 0 to 100: how alike two stems' words are, whatever their order."""

STATEMENTS_THE_SAME = 92.0
"""For statements, whose keys are only true or false."""

MOST_WORDS = 0.66
"""The share of the longer stem's telling words that two questions with one key have in common, if asked otherwise."""

FEWEST_SHARED = 0.5
"""The share of the shorter stem's words that two stems nearly the same have in common."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question asks, for comparison."""

    place: int
    key: frozenset[str]
    """What is right: any one of them in common makes two keys the same."""
    words: frozenset[str]
    text: str
    is_statement: bool


def near_duplicate_stems(bank: BankDraft) -> Iterator[BankWeakness]:
    """Yield each pair of questions whose stems are nearly the same and whose keys are the same."""
    for first, second in similar_pairs([asked_by(place, draft) for place, draft in enumerate(bank.questions)]):
        earlier, later = bank.questions[first].key, bank.questions[second].key
        sentence = N_(
            "This asks nearly the same as “%(earlier)s”, with the same key: ask something else, or remove one."
        )
        yield BankWeakness((later, earlier), Message(sentence, {"earlier": earlier}))


def asked_by(place: int, draft: QuestionDraft) -> Asked:
    """Return what a question asks, its words stemmed and in the alphabet's order."""
    is_statement = isinstance(draft.content, TrueFalse)
    said = [word.casefold() for word in words(plain(draft.content.title))]
    telling = {stemmed(word) for word in said if word not in STOP_WORDS or word in QUANTIFIERS} or set(said)
    return Asked(place, _keys(draft), frozenset(telling), " ".join(sorted(telling)), is_statement)


def _keys(draft: QuestionDraft) -> frozenset[str]:
    """Return what is right in few words; kinds with many parts have one key, all parts together."""
    content = draft.content
    single = [item.text for choice in choices_of(content) for item in choice.keys]
    if draft.kind == "single_choice":
        return frozenset({fold(single[0])})
    if draft.kind == "short_answer":
        return frozenset(fold(text) for text in registry.dump(content)["answers"])  # type: ignore[attr-defined]  # a list of texts
    if draft.kind in {"numeric", "date", "true_false"}:
        return frozenset({fold(str(registry.dump(content)["answer"]))})
    if draft.kind == "multiple_choice":
        return frozenset({" | ".join(sorted(map(fold, single)))})
    said = {name: value for name, value in registry.dump(content).items() if name not in {"stem", "scoring"}}
    return frozenset({f"{draft.kind} {fold(str(said))}"})


def alike(one: Asked, other: Asked) -> bool:
    """Tell whether two questions ask nearly the same."""
    if not one.words or not other.words or one.is_statement != other.is_statement or one.key.isdisjoint(other.key):
        return False
    if len(one.words & other.words) < FEWEST_SHARED * max(len(one.words), len(other.words)):
        return False
    if _figures(one) != _figures(other):
        return False
    least = STATEMENTS_THE_SAME if one.is_statement else NEARLY_THE_SAME
    enough = not one.is_statement and len(one.words & other.words) >= MOST_WORDS * max(len(one.words), len(other.words))
    return enough or likeness(one.text, other.text, least=least) >= least


def _figures(asked: Asked) -> set[str]:
    return {word for word in asked.words if word.isdigit() or word in QUANTIFIERS}


def similar_pairs(asked: Sequence[Asked]) -> list[tuple[int, int]]:
    """Return the places of all pairs that are alike, in order.

    Two sets of words that share half of the larger one share a word among the rarest half (and one) of each, so only
    pairs that meet there, and in a key, are compared (prefix filtering: Chaudhuri, Ganti & Kaushik 2006).
    """
    counts = Counter(word for one in asked for word in one.words)
    blocks: defaultdict[tuple[str, str], list[Asked]] = defaultdict(list)
    for one in asked:
        rarest = sorted(one.words, key=lambda word: (counts[word], word))
        prefix = len(rarest) - ceil(FEWEST_SHARED * len(rarest)) + 1
        for word in rarest[:prefix]:
            for key in one.key:
                blocks[word, key].append(one)
    found = {
        (one.place, other.place)
        for block in blocks.values()
        for one, other in combinations(block, 2)
        if alike(one, other)
    }
    return sorted(found)
