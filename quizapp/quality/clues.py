"""Rules about clues that the stem gives to the key: a word that returns in it, or grammar that fits it alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizapp.formats.base import QuestionDraft
from quizapp.kinds.messages import N_, Message, Path, Problem
from quizapp.kinds.single_choice import SingleChoice
from quizapp.quality.base import BankContext
from quizapp.quality.choices import Choice, Item, choices_of, single_choices_of
from quizapp.quality.words import related, telling_stems, words

TELLING_LETTERS = 4
_ARTICLE_END = re.compile(r"\b(an?)\s*(?:[_.…:\[\]\s]*)$", re.IGNORECASE)
_SILENT_H = re.compile(r"^(?:hour|honest|honou?r|heir)")
_CONSONANT_SOUND = re.compile(r"^(?:uni(?!n|m)|use|usu|uti|eu|one\b|once|ukr|ura)")
_LETTER_BY_LETTER = re.compile(r"^[A-Z]{2,}\b")
_VOWEL_LETTERS = "AEFHILMNORSX"
_PLURAL_VERB = re.compile(
    r"(?:^|[,:]\s*)(?:(?:what|who|which) (?:are|were)\b|(?:which|what) (?!does|was|has|is|this)\w*[^\Wsui]s\b(?!['’]))"
    r"|\b(?:are|were)\s*(?:[_.…:\[\]\s]*)$",
    re.IGNORECASE,
)
_SINGULAR_VERB = re.compile(
    r"(?:^|[,:]\s*)(?:(?:what|who|which) (?:is|was)|(?:which|what) \w*[^s\W](?: \w+){0,6}? (?:is|was|has|does)\b)"
    r"|\b(?:is|was)\s*(?:an?\s*)?(?:[_.…:\[\]\s]*)$",
    re.IGNORECASE,
)
_NOT_PLURAL = re.compile(r"(?:ss|us|is|['’]s)$")
_JOINS = re.compile(r"\band\b|&")


def stem_echo(draft: QuestionDraft, _context: BankContext) -> Iterator[Problem]:
    """Yield each key that alone has a telling word of the stem."""
    if not isinstance(draft.content, SingleChoice):
        return
    for choice in choices_of(draft.content):
        asked = [word for word in telling_stems(choice.stem).values() if len(word) >= TELLING_LETTERS]
        elsewhere = {word for item in choice.distractors for word in _returning(asked, item)}
        for key in choice.keys:
            returning = _returning(asked, key)
            alone = [word for word in returning if word not in elsewhere]
            if alone and elsewhere <= returning.keys():
                sentence = N_(
                    "“%(word)s” of the stem returns in the key and in no distractor: say the key in other words, or "
                    "let a distractor have it too."
                )
                yield Problem(key.path, Message(sentence, {"word": returning[alone[0]]}))


def _returning(asked: list[str], item: Item) -> dict[str, str]:
    """Return the stem's words that return in an option, each with the option's word."""
    offered = telling_stems(item.text).values()
    return {word: other for word in asked for other in offered if related(word, other)}


def grammar_clue(draft: QuestionDraft, _context: BankContext) -> Iterator[Problem]:
    """Yield each stem whose article or number fits the key but not the distractors."""
    for choice in single_choices_of(draft.content):
        yield from _article_clue(choice)
        yield from _number_clue(choice)


def _article_clue(choice: Choice) -> Iterator[Problem]:
    end = _ARTICLE_END.search(choice.stem)
    if end is None:
        return
    wants_vowel = end[1].casefold() == "an"
    strangers = [item for item in choice.distractors if begins_with_vowel(item.text) != wants_vowel]
    if strangers and begins_with_vowel(choice.keys[0].text) == wants_vowel:
        sentence = N_(
            "“%(article)s” before the options does not fit “%(option)s”: put the article into the options, or choose "
            "options that all fit."
        )
        yield Problem(_stem_path(choice), Message(sentence, {"article": end[1], "option": strangers[0].text}))


def begins_with_vowel(text: str) -> bool:
    """Tell whether “an” stands before a text."""
    first = (words(text) or [""])[0]
    if _LETTER_BY_LETTER.match(first):
        return first[0] in _VOWEL_LETTERS
    low = first.casefold()
    if low.isdigit():
        return low.startswith("8") or low in {"11", "18"}
    return (low[:1] in set("aeiou") and not _CONSONANT_SOUND.match(low)) or _SILENT_H.match(low) is not None


def _number_clue(choice: Choice) -> Iterator[Problem]:
    last = re.split(r"(?<=[.!])\s+", choice.stem)[-1]
    wants_many, wants_one = _PLURAL_VERB.search(last), _SINGULAR_VERB.search(last)
    if (wants_many is None) == (wants_one is None):
        return
    many = wants_many is not None
    if _is_plural(choice.keys[0]) is many and all(_is_plural(item) is not many for item in choice.distractors):
        sentence = N_(
            "The stem asks for the %(number)s, and only the key has it: word the stem so that every option fits."
        )
        number = N_("plural") if many else N_("singular")
        yield Problem(_stem_path(choice), Message(sentence, {"number": number}))


def _is_plural(item: Item) -> bool:
    """Tell whether an option names several: by “and”, or by the ending of the noun that carries it."""
    if _JOINS.search(item.text):
        return True
    head = re.split(r"\b(?:of|in|from|for|with|to|by|at|on|under|between|against|that|which|who)\b|,", item.text)[0]
    last = (words(head) or [""])[-1]
    return last.endswith("s") and _NOT_PLURAL.search(last) is None and not last.isupper()


def _stem_path(choice: Choice) -> Path:
    return choice.keys[0].path if choice.keys[0].path == ("text",) else ("stem",)
