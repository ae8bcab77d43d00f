"""Rules about the stem: negatives, blanks, and whether it asks anything."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizapp.formats.base import QuestionDraft
from quizapp.kinds.base import Content
from quizapp.kinds.cloze import Cloze
from quizapp.kinds.flashcard import Flashcard
from quizapp.kinds.messages import N_, Message, Problem
from quizapp.kinds.short_answer import ShortAnswer
from quizapp.kinds.true_false import TrueFalse
from quizapp.quality.base import BankContext
from quizapp.quality.lexicon import ASKS, FINITE, LEADS_ON, OPENINGS, TASKS
from quizapp.quality.words import plain, sentences, words

_BOLD = re.compile(r"\*\*.+?\*\*|(?<!\w)__(?=\S).+?(?<=\S)__(?!\w)", re.DOTALL)
_TITLE = re.compile(r"(?<![*\w])([*_])(?=\S)[^*_]*\s[^*_]*(?<=\S)\1(?![*\w])")
"""Several words in italics."""

_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|‘[^’]*’(?!\w)|(?<!\w)'[^']+'(?!\w)|«[^»]*»")
_NEGATIVE = re.compile(r"\b(?:not|never|except|excluding|cannot)\b|n['’]t\b", re.IGNORECASE)
_EXCEPT = re.compile(r"\b(?:except|excluding|all but (?:one|two)|least likely)\b", re.IGNORECASE)
_SELECTS = re.compile(
    r"^(?:[^,?]{0,60},\s*)?(?:(?:in|of|to|from|by|on|with|at|for) )?(?:which|what|who|whom|whose|where)\b",
    re.IGNORECASE,
)
_PICKS = re.compile(
    r"^(?:[^,?]{0,60},\s*)?(?:choose|select|pick|mark|tick|name|identify|find|list|give|indicate|point out|state)\b",
    re.IGNORECASE,
)
_SUBORDINATE = re.compile(
    r"\b(?:that|because|although|though|since|while|if|whether|why|how|when|unless|until|so|after|before|but"
    r"|what|who|which|whom|whose|where|did not only|not only)\b",
    re.IGNORECASE,
)
_REASONS = re.compile(
    r"\b(?:because|although|though|since|while|if|whether|why|how|when|until|after|but)\b", re.IGNORECASE
)
_HARMLESS = re.compile(
    r"\b(?:not only|not (?:just|merely|least|yet|quite|always)|at least|whether or not|why not)\b", re.IGNORECASE
)
_BLANK = re.compile(r"\\?_(?:\\?_)+\\?_|(?<![\w_])__(?![\w_])|\[\s*(?:…|\.\.\.|_*)\s*\]|…|\.{3,}|\(\s*\?\s*\)")
_STRONG_BLANK = re.compile(r"_|\[")


def stem_of(content: Content) -> str:
    """Return the text that asks, in Markdown; "" where the kind does not ask in a sentence."""
    return "" if isinstance(content, Flashcard | Cloze) else content.stem


def plain_negative(draft: QuestionDraft, _context: BankContext) -> Iterator[Problem]:
    """Yield each stem that turns on a negative which is not in bold."""
    marked = _BOLD.sub(" ", stem_of(draft.content))
    text = _HARMLESS.sub(" ", _QUOTED.sub("“”", plain(_TITLE.sub(" ", marked))))
    is_statement = isinstance(draft.content, TrueFalse)
    for sentence in sentences(text):
        if found := _turning_negative(sentence, is_statement):
            advice = N_(
                "The stem turns on “%(word)s”, which is easily overlooked: ask it positively, or set the word in bold."
            )
            yield Problem(("stem",), Message(advice, {"word": found}))
            return


def _turning_negative(sentence: str, is_statement: bool) -> str:
    """Return the negative that decides what is asked for, "" where there is none."""
    if found := _EXCEPT.search(sentence):
        return found[0]
    selects, picks = _SELECTS.match(sentence), _PICKS.match(sentence)
    begin = selects.end() if selects else 0
    for found in _NEGATIVE.finditer(sentence, begin):
        before = sentence[begin : found.start()]
        if (picks and not _REASONS.search(before)) or (
            (selects or is_statement) and not picks and not _SUBORDINATE.search(before)
        ):
            return found[0]
    return ""


def blank_in_the_middle(draft: QuestionDraft, _context: BankContext) -> Iterator[Problem]:
    """Yield each short-answer stem whose blank is not at its end."""
    if not isinstance(draft.content, ShortAnswer):
        return
    stem = draft.content.stem
    for blank in _BLANK.finditer(stem):
        follows = words(plain(_BLANK.sub(" ", stem[blank.end() :])))
        begins = not words(stem[: blank.start()]) and not _STRONG_BLANK.search(blank[0])
        is_quoting = not _STRONG_BLANK.search(blank[0]) and stem.rstrip().endswith("?")
        if follows and not begins and not is_quoting:
            sentence = N_("The blank stands inside the stem: put it at the end, or ask a question.")
            yield Problem(("stem",), Message(sentence))
            return


def no_task(draft: QuestionDraft, _context: BankContext) -> Iterator[Problem]:
    """Yield each stem that is neither a question nor a task nor a sentence to be completed."""
    stem = plain(stem_of(draft.content))
    if not stem or isinstance(draft.content, TrueFalse) or "?" in stem or _BLANK.search(stem):
        return
    if any(_is_task(sentence) for sentence in sentences(stem)) or _is_incomplete(stem):
        return
    yield Problem(
        ("stem",), Message(N_("The stem asks nothing: make it a question, a task or a sentence to complete."))
    )


def _is_task(sentence: str) -> bool:
    """Tell whether a sentence, or its part after a comma or colon, begins with a task or as a question."""
    for at, clause in enumerate(re.split(r"[,:;–—]\s*|\band (?=\w+ )", sentence)):
        said = [word.casefold() for word in words(clause)]
        while said and said[0] in OPENINGS:
            said = said[1:]
        if said and said[0] in TASKS:
            return True
        if at and sentence.endswith("."):
            continue
        if len(said) > 1 and said[0] in ASKS:
            return True
        if len(said) > 1 and said[0] in {"in", "of", "to", "from", "by", "on", "with", "at", "for"} and said[1] in ASKS:
            return True
    return False


def _is_incomplete(stem: str) -> bool:
    """Tell whether a stem is the beginning of a sentence: it has a verb, or a word that leads on, and no full stop."""
    if stem.endswith((".", "!")):
        return False
    said = [word.casefold() for word in words(sentences(stem)[-1])]
    if not said:
        return False
    return said[-1] in LEADS_ON or any(_may_be_verb(word) for word in said[1:])


def _may_be_verb(word: str) -> bool:
    return word in FINITE or (word.endswith("ed") and not word.endswith(("eed", "hundred", "bed")))
