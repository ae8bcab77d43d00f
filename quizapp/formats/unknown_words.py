"""Words that are not known, and the known one that was probably meant."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from quizapp.kinds.messages import N_, Message

# By what the word names: the sentence where a known word is near, and the one where none is.
KIND = (
    N_("There is no kind “%(word)s”: did you mean “%(near)s”?"),
    N_("There is no kind “%(word)s”: write one of these: %(known)s."),
)
PASSAGE = (
    N_("There is no passage “%(word)s” in sources.yaml: did you mean “%(near)s”?"),
    N_("There is no passage “%(word)s” in sources.yaml: describe it there, or correct the reference."),
)
FIELD = (
    N_("The field “%(word)s” is not known here: did you mean “%(near)s”?"),
    N_("The field “%(word)s” is not known here: remove it, or use one of these: %(known)s."),
)


def unknown(word: str, known: Iterable[str], sentences: tuple[str, str]) -> Message:
    """Return a sentence about an unknown word, with the nearest known one where there is one."""
    words = list(known)
    shown = word[:80]
    if near := difflib.get_close_matches(shown, words, n=1):
        return Message(sentences[0], {"word": shown, "near": near[0]})
    listed = {"known": ", ".join(words)} if "%(known)s" in sentences[1] else {}
    return Message(sentences[1], {"word": shown} | listed)
