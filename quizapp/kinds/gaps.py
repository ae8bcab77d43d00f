"""The gaps of a cloze text: {{a}} and {{a | b}} are typed, {{a ~ b ~ c}} is chosen, the first being the key."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from quizapp.kinds.messages import N_, Message
from quizapp.kinds.options import repeats

OPEN, CLOSE = "{{", "}}"

_BRACES = re.compile(r"(\{\{|\}\})")
_GAP = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Gap:
    """One gap."""

    texts: tuple[str, ...]
    """Typed: all accepted answers. Chosen: the options, the key first."""
    chosen: bool

    @property
    def first(self) -> str:
        """The answer that is shown."""
        return self.texts[0]


def _gap(inner: str) -> Gap:
    chosen = "~" in inner
    return Gap(tuple(text.strip() for text in inner.split("~" if chosen else "|")), chosen)


@lru_cache(maxsize=1_024)
def parse(text: str) -> tuple[tuple[str, ...], tuple[Gap, ...]]:
    """Return the texts between the gaps (one more than gaps) and the gaps of a text that has no faults."""
    pieces = _GAP.split(text)
    return tuple(pieces[::2]), tuple(_gap(inner) for inner in pieces[1::2])


def faults(text: str) -> Iterator[Message]:
    """Yield what is wrong with the gaps of a text."""
    unbalanced = list(_brace_faults(text))
    yield from unbalanced
    if unbalanced:
        return
    gaps = _GAP.findall(text)
    if not gaps:
        yield Message(N_("There is no gap: put what is to be filled in between {{ and }}."))
    for number, inner in enumerate(gaps, start=1):
        yield from _gap_faults(number, inner)


def _brace_faults(text: str) -> Iterator[Message]:
    inside = False
    for brace in _BRACES.findall(text):
        if brace == OPEN and inside:
            yield Message(N_("A gap begins within another gap: close the first one with }} before the next {{."))
            return
        if brace == CLOSE and not inside:
            yield Message(N_("A }} has no {{ before it: add the {{ or remove the }}."))
            return
        inside = brace == OPEN
    if inside:
        yield Message(N_("A {{ has no }} after it: add the }} or remove the {{."))


def _gap_faults(number: int, inner: str) -> Iterator[Message]:
    if "~" in inner and "|" in inner:
        yield Message(N_("Gap %(gap)s mixes ~ (chosen) and | (typed): use one of them."), {"gap": number})
        return
    texts = _gap(inner).texts
    if not any(texts):
        yield Message(N_("Gap %(gap)s has no answer: write it between {{ and }}."), {"gap": number})
    elif not all(texts):
        sentence = N_("Gap %(gap)s has an empty entry: fill it in, or remove one “~” or “|”.")
        yield Message(sentence, {"gap": number})
    filled = [text for text in texts if text]
    for at, _ in repeats(filled):
        sentence = N_("Gap %(gap)s names “%(text)s” twice: change or remove one of them.")
        yield Message(sentence, {"gap": number, "text": filled[at]})
