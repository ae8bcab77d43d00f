"""Options: a text with the author's remark on choosing it; and the checks that no two of them are the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    Field,
    GetJsonSchemaHandler,
    StringConstraints,
    model_serializer,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from quizapp.kinds.base import STRICT, ShortText, storable
from quizapp.kinds.messages import N_, ContentProblems, Message, Path, Problem
from quizapp.kinds.pictures import described
from quizapp.kinds.text import fold

MOST = 100
"""The longest list in one question."""


Remark = Annotated[str, StringConstraints(max_length=4_000), AfterValidator(storable), AfterValidator(described)]
"""The author's remark on a choice; "" where there is none."""


class Option(BaseModel):
    """One option; a bare text in the file is an option without feedback."""

    model_config = STRICT

    text: ShortText
    feedback: Remark = ""

    @model_validator(mode="before")
    @classmethod
    def _take_bare_text(cls, raw: object) -> object:
        is_scalar = isinstance(raw, str | int | float) and not isinstance(raw, bool)
        return {"text": raw} if is_scalar else raw

    @model_serializer(mode="plain")
    def _as_in_the_file(self) -> str | dict[str, str]:
        return {"text": self.text, "feedback": self.feedback} if self.feedback else self.text

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler, /) -> JsonSchemaValue:
        """Allow a bare text or number in editors too."""
        properties: dict[str, Any] = {"text": {"type": ["string", "number", "boolean"]}, "feedback": {"type": "string"}}
        full = {"type": "object", "properties": properties, "required": ["text"], "additionalProperties": False}
        return {"anyOf": [{"type": ["string", "number", "boolean"], "minLength": 1}, full]}


def repeats(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the place of each text that equals an earlier one after folding, with that one's place."""
    first: dict[str, int] = {}
    for number, text in enumerate(texts):
        earlier = first.setdefault(fold(text), number)
        if earlier != number:
            yield number, earlier


def repeat_problems(texts: Sequence[str], paths: Sequence[Path] | None = None) -> Iterator[Problem]:
    """Yield a problem for each text that repeats an earlier one; paths say where each stands (default: its place)."""
    for number, earlier in repeats(texts):
        sentence = Message(
            N_("“%(text)s” is the same as “%(earlier)s” above: change or remove one of them."),
            {"text": texts[number], "earlier": texts[earlier]},
        )
        yield Problem(paths[number] if paths else (number,), sentence)


def key_problems(keys: Iterable[str], distractors: Sequence[Option]) -> Iterator[Problem]:
    """Yield a problem for each distractor that equals a key after folding."""
    right = {fold(key) for key in keys}
    for number, option in enumerate(distractors):
        if fold(option.text) in right:
            sentence = N_("A correct option stands among the distractors: remove “%(text)s” there, or change it.")
            yield Problem(("distractors", number), Message(sentence, {"text": option.text}))


def refuse(problems: Iterable[Problem]) -> None:
    """Raise ContentProblems if there are any."""
    if found := tuple(problems):
        raise ContentProblems(found)


def _different_options(options: tuple[Option, ...]) -> tuple[Option, ...]:
    refuse(repeat_problems([option.text for option in options]))
    return options


def _different_texts(texts: tuple[str, ...]) -> tuple[str, ...]:
    refuse(repeat_problems(texts))
    return texts


Options = Annotated[tuple[Option, ...], Field(max_length=MOST), AfterValidator(_different_options)]
"""Options, no two of which are the same."""

Texts = Annotated[tuple[ShortText, ...], Field(max_length=MOST), AfterValidator(_different_texts)]
"""Texts, no two of which are the same."""


def sorted_texts(texts: Iterable[str]) -> tuple[str, ...]:
    """Return texts in an order that tells nothing: the alphabet's."""
    return tuple(sorted(texts, key=lambda text: (text.casefold(), text)))
