"""Words of a question: Markdown taken away, sentences, telling words and their stems (English)."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import takewhile

from quizapp.kinds.text import fold
from quizapp.quality.lexicon import STOP_WORDS

_IMAGE = re.compile(r"!\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])?")
_LINK = re.compile(r"\[([^\]]+)\](?:\([^)]*\)|\[[^\]]*\])")
_AT_LINE = re.compile(r"^[ \t]*(?:#{1,6}[ \t]+|>[ \t]?|[-*+][ \t]+)", re.MULTILINE)
_MARKS = re.compile(r"(?<!\\)\*+|`+|~~|(?<![\w_\\])_{1,2}(?=[^\W_])|(?<=[^\s_])_{1,2}(?![\w_])")
_ESCAPED = re.compile(r"\\([^\w\s])")
_HTML = re.compile(r"</?[A-Za-z][^<>]*>")
_SENTENCE_END = re.compile(r"(?<=[.!?…:])[\"'”’)\]]*\s+(?=[\"'“‘(\[]*[A-ZÀ-Þ0-9_])|\n{2,}")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_ABBREVIATION = re.compile(r"\b(Mr|Mrs|Ms|Dr|St|Prof|Gen|vs|No|e\.g|i\.e|[A-Z])\.(?=\s)")

_ENDINGS = (
    *("izations", "ization", "ational", "fulness", "iveness", "ations", "ation", "ments", "ingly", "ition", "ities"),
    *("ment", "ness", "tion", "sion", "ions", "ings", "edly", "ized", "izes", "ize", "ies", "ied", "ity", "ive"),
    *("ing", "ion", "ers", "est", "ful", "ian", "al", "ed", "er", "es", "ly", "or", "an", "y", "s", "e"),
)
_SHORTEST_STEM = 4
_FAMILY_ENDINGS = {
    "",
    *_ENDINGS,
    "ification",
    "ify",
    "ified",
    "ic",
    "ical",
    "ism",
    "ist",
    "ists",
    "ous",
    "able",
    "ance",
}
_SHORTEST_FAMILY, _SHORTEST_FAMILY_WORD = 6, 5


@lru_cache(maxsize=16_384)
def plain(text: str) -> str:
    """Return Markdown's words without its marks; blanks such as ___ stay."""
    text = _LINK.sub(r"\1", _IMAGE.sub(r"\1", text))
    text = _MARKS.sub("", _AT_LINE.sub("", _HTML.sub(" ", text)))
    return _ESCAPED.sub(r"\1", text).strip()


def sentences(text: str) -> list[str]:
    """Return the sentences of a plain text."""
    guarded = _ABBREVIATION.sub(lambda match: f"{match[1]}\u2024", text)
    return [part.strip().replace("\u2024", ".") for part in _SENTENCE_END.split(guarded) if part.strip()]


def words(text: str) -> list[str]:
    """Return the words of a plain text as they are written; a hyphen parts words."""
    return _WORD.findall(text)


@lru_cache(maxsize=65_536)
def stemmed(word: str) -> str:
    """Return a word without its ending, for comparison only: at least four letters stay."""
    word = re.sub(r"['’]s?$|['’]", "", word.casefold())
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word.removesuffix(ending)
    return word


def related(one: str, other: str) -> bool:
    """Tell whether two words are of one family: the same but for their endings."""
    one, other = one.casefold(), other.casefold()
    if stemmed(one) == stemmed(other):
        return True
    pairs = takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    shared = sum(1 for _pair in pairs)
    least = _SHORTEST_FAMILY_WORD if shared in {len(one), len(other)} else _SHORTEST_FAMILY
    return shared >= least and {one[shared:], other[shared:]} <= _FAMILY_ENDINGS


def telling_stems(text: str) -> dict[str, str]:
    """Return the stems of the words that carry meaning, each with the word, in the order of the text."""
    found: dict[str, str] = {}
    for word in words(text):
        low = word.casefold().removesuffix("'s").removesuffix("’s")
        if low not in STOP_WORDS and (len(low) > 1 or low.isdigit()):
            found.setdefault(stemmed(low), word)
    return found


@lru_cache(maxsize=16_384)
def folded_words(text: str) -> tuple[str, ...]:
    """Return a text's words after folding of case, accents and punctuation, without any article."""
    return tuple(word for word in fold(text).replace("-", " ").split() if word not in {"a", "an", "the"})
