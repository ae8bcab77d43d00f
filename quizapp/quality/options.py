"""Rules about the wording of options: length, “all of the above”, absolute words, several claims in one option."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizapp.formats.base import QuestionDraft
from quizapp.kinds.alike import likeness
from quizapp.kinds.messages import N_, Message, Problem
from quizapp.quality.base import BankContext
from quizapp.quality.choices import Choice, Item, choices_of, option_lists
from quizapp.quality.lexicon import STOP_WORDS
from quizapp.quality.words import folded_words, words

LENGTH_RATIO = 1.5
LEAST_DIFFERENCE = 12
"""Characters that a key must be longer by: among names, length gives nothing away."""

_LETTER = r"\(?(?:[a-h]|[1-8]|i{1,3}|iv|v)\)?"
_ABOVE = re.compile(
    r"\b(?:all|none|any|both|neither|either|some|two|three|more than one|not any) of (?:the |these |those )?"
    r"(?:(?:above|following|preceding|previous|listed|given|other|two|three|four|these|those|them)\b)?"
    r"\s*(?:above|options?|answers?|choices?|alternatives?|responses?)?$"
    r"|\b(?:all|none|both|neither) (?:of )?(?:the )?(?:above|other (?:options|answers))\b"
    r"|^(?:all|both|no|none|neither|every) (?:the )?(?:other |given |listed )?(?:options?|answers?|choices?)\b"
    rf"|^(?:both |neither |only |either |all of |options? |answers? )*{_LETTER}(?:,? ?(?:and|or|nor|&|,) ?{_LETTER})+"
    r"(?: only| are (?:right|correct|true)| both)?$"
)
_NUMBERS_ONLY = re.compile(r"^[\d\s,and&or]+$")
_REFERS = re.compile(
    r"^(?:all|none|any|both|neither|either|some|not any|more than one) of (?:these|those|them|the above)"
    r"(?: (?:options?|answers?|choices?))?(?: (?:is|are) (?:right|correct|true))?$"
)
_ABSOLUTE = re.compile(
    r"(?<!not )(?<!above )(?<!after )(?<!at )(?<!first of )(?<!once and for )(?<![-\w])"
    r"(always|never|only|all|none|every|everyone|everybody|everything|nobody|no one|nothing|entirely|completely|totally"
    r"|absolutely|exclusively|solely|invariably|without exception|under no circumstances|impossible|forever)"
    r"(?![-\w])(?! of (?:the )?above)(?<!in name only)(?! (?:day|week|month|year|time|now|other|few|two|\d+)s?\b)"
)
_PARTS = re.compile(
    r"\s*(?:[,;]\s*(?:and|but|because|since|as|so|while|whereas)\b|;|\b(?:and|but|because|since|whereas)\b)\s*"
)
_LIKE = 85.0


def key_longest(draft: QuestionDraft, _context: BankContext) -> Iterator[Problem]:
    """Yield each key that is longer than 1.5 times the mean of the other options, and longer than any of them."""
    for choice in choices_of(draft.content):
        if all(is_name(item.text) for item in choice.items):
            continue
        for key in choice.keys:
            others = [len(item.text) for item in choice.items if item is not key] or [0]
            mean, length = sum(others) / len(others), len(key.text)
            if length > max(LENGTH_RATIO * mean, *others) and length - mean >= LEAST_DIFFERENCE:
                sentence = N_(
                    "The key has %(key)d characters, the other options %(others)d on average, so its length gives it "
                    "away: shorten it, or make the distractors as full."
                )
                yield Problem(key.path, Message(sentence, {"key": length, "others": round(mean)}))


def is_name(text: str) -> bool:
    """Tell whether a text is nothing but a name: each word but the small ones has a capital."""
    return all(word[:1].isupper() or word in STOP_WORDS for word in words(text))


def above_options(draft: QuestionDraft, _context: BankContext) -> Iterator[Problem]:
    """Yield each option that speaks of other options."""
    for items in option_lists(draft.content):
        for item in items:
            text = " ".join(item.text.casefold().rstrip(" .!").split())
            if _speaks_of_others(text):
                sentence = N_(
                    "“%(option)s” speaks of other options: whoever knows two of them knows it. Name a thing of its "
                    "own, or let students choose several."
                )
                yield Problem(item.path, Message(sentence, {"option": item.text}))


def _speaks_of_others(text: str) -> bool:
    if _NUMBERS_ONLY.match(text) and "(" not in text:
        return False
    return _REFERS.search(text) is not None or _ABOVE.search(text) is not None


def absolute_words(draft: QuestionDraft, _context: BankContext) -> Iterator[Problem]:
    """Yield each distractor with an absolute word where no key has one."""
    for choice in choices_of(draft.content):
        if any(_ABSOLUTE.search(item.text.casefold()) for item in choice.keys):
            continue
        for item in choice.distractors:
            found = _ABSOLUTE.search(item.text.casefold())
            if found and not _speaks_of_others(item.text.casefold().rstrip(" .!")):
                sentence = N_(
                    "“%(word)s” stands in this distractor and in no key: test-wise students strike such options out. "
                    "Say it without the word, or use one in the key too."
                )
                yield Problem(item.path, Message(sentence, {"word": found[1]}))


def compound_options(draft: QuestionDraft, _context: BankContext) -> Iterator[Problem]:
    """Yield a question whose options combine claims, some of which return in other options."""
    for choice in choices_of(draft.content):
        parts = [(item, _parts_of(item)) for item in choice.items]
        compound = [(item, claims) for item, claims in parts if len(claims) > 1]
        if 2 * len(compound) <= len(parts):
            continue
        if shared := _shared_claim(choice, compound):
            sentence = N_(
                "Several options join two claims, and “%(claim)s” returns in more than one: whoever knows one can "
                "strike options out. Ask about one claim at a time."
            )
            yield Problem(compound[0][0].path, Message(sentence, {"claim": shared}))


def _parts_of(item: Item) -> list[str]:
    claims = [" ".join(folded_words(part)) for part in _PARTS.split(item.text)]
    return [claim for claim in claims if claim]


def _shared_claim(choice: Choice, compound: list[tuple[Item, list[str]]]) -> str:
    """Return a claim that stands in two options, "" where there is none, or where it is in all and tells nothing."""
    for at, (item, claims) in enumerate(compound):
        for claim in claims:
            others = [other for _item, parts in compound[at + 1 :] for other in parts]
            if any(_alike(claim, other) for other in others):
                everywhere = all(any(_alike(claim, part) for part in _parts_of(one)) for one in choice.items)
                if not everywhere or len(item.text.split()) > len(claim.split()) + 1:
                    return claim
    return ""


def _alike(claim: str, other: str) -> bool:
    return claim == other or (" " in claim and " " in other and likeness(claim, other) >= _LIKE)
