"""Rules over a bank as a whole: keys that are often the longest, keys in few places, too much true or false."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from quizapp.formats.base import BankDraft
from quizapp.kinds.messages import N_, Message
from quizapp.kinds.true_false import TrueFalse
from quizapp.quality.base import BankWeakness
from quizapp.quality.choices import single_choices_of
from quizapp.quality.quantities import span_of
from quizapp.quality.statistics import even_spread, mid_ranks, rank_test

SIGNIFICANCE = 0.01
MOST_TRUE_FALSE = 0.2
FEWEST_QUESTIONS = 5
_FEWEST_OPTIONS = 3


def key_longest_often(bank: BankDraft) -> Iterator[BankWeakness]:
    """Yield a bank whose keys rank higher in length than chance lets expect (one-sided)."""
    ranks = []
    longest = 0
    for draft in bank.questions:
        for choice in single_choices_of(draft.content):
            of_options = mid_ranks([len(item.text) for item in choice.items])
            ranks.append((of_options[0], of_options))
            longest += of_options[0] == max(of_options)
    if ranks and rank_test(ranks) < SIGNIFICANCE:
        sentence = N_(
            "The key is the longest option in %(longest)d of %(all)d choices, more than chance explains: shorten keys, "
            "or make some distractors longer."
        )
        yield BankWeakness((), Message(sentence, {"longest": longest, "all": len(ranks)}))


def key_position(bank: BankDraft) -> Iterator[BankWeakness]:
    """Yield a bank whose true/false keys are lopsided, or whose numeric keys stand in few places of their order."""
    keys = [draft.content.answer for draft in bank.questions if isinstance(draft.content, TrueFalse)]
    if even_spread([keys.count(True), keys.count(False)]) < SIGNIFICANCE:
        sentence = N_("%(true)d of %(all)d statements are true: have about as many true as false ones.")
        yield BankWeakness((), Message(sentence, {"true": keys.count(True), "all": len(keys)}))
    places = _numeric_places(bank)
    for size, counts in sorted(places.items()):
        spread = [counts[place] for place in range(size)]
        if even_spread(spread) < SIGNIFICANCE / len(places):
            sentence = N_(
                "Among %(size)d numbers in order, the key is %(counts)s times the 1st, 2nd, …: choose distractors on "
                "both sides of it."
            )
            yield BankWeakness((), Message(sentence, {"size": size, "counts": ", ".join(map(str, spread))}))


def _numeric_places(bank: BankDraft) -> dict[int, Counter[int]]:
    """Return, by the number of options, how often the key is the least number, the second one and so on."""
    places: defaultdict[int, Counter[int]] = defaultdict(Counter)
    for draft in bank.questions:
        for choice in single_choices_of(draft.content):
            spans = [span for item in choice.items if (span := span_of(item.text))]
            is_numeric = len(spans) == len(choice.items) and len({span.scale for span in spans}) == 1
            if is_numeric and len(spans) >= _FEWEST_OPTIONS:
                below = sum((span.low, span.high) < (spans[0].low, spans[0].high) for span in spans[1:])
                places[len(spans)][below] += 1
    return places


def too_many_true_false(bank: BankDraft) -> Iterator[BankWeakness]:
    """Yield a bank more than a fifth of which is true or false."""
    count = sum(isinstance(draft.content, TrueFalse) for draft in bank.questions)
    if len(bank.questions) >= FEWEST_QUESTIONS and count > MOST_TRUE_FALSE * len(bank.questions):
        sentence = N_(
            "%(count)d of %(all)d questions are true or false, where guessing is right half of the time: make some of "
            "them another kind."
        )
        yield BankWeakness((), Message(sentence, {"count": count, "all": len(bank.questions)}))
