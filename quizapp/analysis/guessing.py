"""The random guess score: what somebody gets on average who answers everything and knows nothing."""

from __future__ import annotations

from itertools import permutations, product
from math import factorial
from statistics import fmean

from quizapp.kinds.base import Content
from quizapp.kinds.categorize import Categorize
from quizapp.kinds.cloze import Cloze
from quizapp.kinds.flashcard import Flashcard
from quizapp.kinds.matching import Matching
from quizapp.kinds.multiple_choice import MultipleChoice
from quizapp.kinds.ordering import RULES, Ordering
from quizapp.kinds.single_choice import SingleChoice
from quizapp.kinds.true_false import TrueFalse

MOST = 720
"""Ways of answering that are gone through; of longer ones no score is told."""


def guess_score(content: Content) -> float | None:
    """Return the random guess score from 0 to 1; None where guessing means nothing, or was too long to work out."""
    match content:
        case Flashcard():
            return None
        case MultipleChoice():
            return _of_choices(content)
        case Ordering():
            return _of_orders(content)
        case Cloze():
            return fmean(1 / len(gap.texts) if gap.chosen else 0.0 for gap in content.gaps)
        case _:
            choices = _choices(content)
            return 1 / choices if choices else 0.0


def _choices(content: Content) -> int:
    """Return among how many things one is chosen, for the whole or for each part; 0 where the answer is typed."""
    match content:
        case TrueFalse():
            return 2
        case SingleChoice():
            return len(content.options)
        case Matching():
            return len(content.rights)
        case Categorize():
            return len(content.categories)
        case _:
            return 0


def _of_choices(content: MultipleChoice) -> float | None:
    """Each option is ticked or not by the toss of a coin, but something is ticked."""
    number = len(content.options)
    if 2**number > MOST:
        return None
    ticked = [tuple(str(place) for place, tick in enumerate(ticks) if tick) for ticks in product((0, 1), repeat=number)]
    return fmean(content.grade(places).score for places in ticked if places)


def _of_orders(content: Ordering) -> float | None:
    number = len(content.items)
    if factorial(number) > MOST:
        return None
    count, _sentence = RULES[content.scoring]
    found = (count(order) for order in permutations(range(number)))
    return fmean(right / of_all for right, of_all in found)
