"""The fields that every question of a bank file has, beside those of its kind; and the bank's own."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from quizapp.formats.yaml_nodes import Path
from quizapp.kinds.messages import N_, Message
from quizapp.kinds.problems import problems

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
Reference = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+#[a-z0-9-]+$", max_length=80)]
Sentence = Annotated[str, StringConstraints(min_length=1, max_length=4_000, strip_whitespace=True)]
_STRICT = ConfigDict(extra="forbid", str_strip_whitespace=True, frozen=True)


class CommonFields(BaseModel):
    """What every question has, whatever its kind."""

    model_config = _STRICT

    id: Slug = Field(description="Unique in the bank, never reused: progress hangs on it.")
    topic: Slug = Field(description="One topic.")
    facets: tuple[Literal["date", "actor", "cause", "consequence", "event", "claim", "place", "treaty"], ...] = Field(
        min_length=1, description="What the question asks about."
    )
    difficulty: Annotated[int, Field(ge=1, le=3)] = Field(description="1 recall, 2 connect, 3 judge.")
    standing: Literal["reported", "attributed", "opinion"] = Field(
        description="reported: stated as fact; attributed: somebody's words; opinion: the author's judgement."
    )
    sources: tuple[Reference, ...] = Field(min_length=1, description="Passages such as ally-2023#p2.")
    explanation: Sentence = Field(description="Shown with the feedback.")
    teacher_note: Annotated[str, StringConstraints(max_length=4_000)] = Field(
        default="", description="Shown to instructors only."
    )


class HeadFields(BaseModel):
    """What stands above a bank's questions."""

    model_config = _STRICT

    bank: Slug = Field(description="The same as the file's name.")
    title: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$")] = "en"
    description: Annotated[str, StringConstraints(max_length=2_000)] = ""


Found = list[tuple[Path, Message]]


def split(raw: Mapping[str, object]) -> tuple[dict[str, object], dict[str, object]]:
    """Return a question's common fields, and those of its kind (without `kind` itself)."""
    common = {name: value for name, value in raw.items() if name in CommonFields.model_fields}
    own = {name: value for name, value in raw.items() if name not in CommonFields.model_fields and name != "kind"}
    return common, own


def validated(model: type[BaseModel], raw: Mapping[str, object], found: Found) -> Any:  # noqa: ANN401 - an instance of model
    """Return the model of some fields, or None with the problems added to found."""
    try:
        return model.model_validate(raw)
    except ValidationError as error:
        found.extend((problem.path, problem.message) for problem in problems(error, raw, model.model_fields))
        return None


def unknown(word: str, known: Iterable[str], what: str) -> Message:
    """Return a sentence that names an unknown word and the nearest known one."""
    near = difflib.get_close_matches(word, list(known), n=1)
    if near:
        return Message(
            N_("There is no %(what)s “%(word)s”: did you mean “%(near)s”?"),
            {"what": what, "word": word, "near": near[0]},
        )
    return Message(
        N_("There is no %(what)s “%(word)s”: use one of %(known)s."),
        {"what": what, "word": word, "known": ", ".join(sorted(known)[:40])},
    )
