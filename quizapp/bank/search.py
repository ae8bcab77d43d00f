"""What of a question can be found by searching, and how text is folded for it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping

from quizapp.formats.base import QuestionDraft
from quizapp.kinds import registry


def folded(text: str) -> str:
    """Return text without case and accents, spaces single."""
    if text.isascii():  # nothing to take apart, and most texts are long
        return " ".join(text.lower().split())
    spelled_out = unicodedata.normalize("NFKD", text).casefold()  # first, as signs such as ℠ hold capitals
    decomposed = unicodedata.normalize("NFKD", spelled_out)
    return " ".join("".join(letter for letter in decomposed if not unicodedata.combining(letter)).split())


def search_text(draft: QuestionDraft, content: Mapping[str, object] | None = None) -> str:
    """Return everything of a question that an instructor may search for, folded; content is its dump, if at hand."""
    words = [draft.key, draft.kind, draft.topic, *draft.facets, *draft.sources, draft.explanation, draft.teacher_note]
    return folded("\n".join([*words, *draft.actors, draft.event, *texts_of(content or registry.dump(draft.content))]))


def citing(reference: str) -> str:
    """Return what the search text of a question holds if it cites a passage, and no other passage's reference does."""
    return f" {folded(reference)} "


def texts_of(value: object, skipping: str = "") -> Iterable[str]:
    """Yield every text inside nested lists and mappings, but for what stands under one name."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            if name != skipping:
                yield from texts_of(inner, skipping)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from texts_of(inner, skipping)
