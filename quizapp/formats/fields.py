"""The fields that every question of a bank file has, beside those of its kind; and the bank's own."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Annotated, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, ValidationError
from pydantic import WithJsonSchema as JsonSchema

from quizapp.formats.base import LEVELS
from quizapp.formats.yaml_tree import Found
from quizapp.kinds import edtf
from quizapp.kinds.base import Text, storable
from quizapp.kinds.messages import N_, ContentError
from quizapp.kinds.pictures import described
from quizapp.kinds.problems import problems

SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
REFERENCE = r"^[a-z0-9]+(-[a-z0-9]+)*#[a-z0-9]+(-[a-z0-9]+)*$"
LANGUAGE = r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$"
LOOSE = ["string", "number", "boolean"]
"""What an editor takes an unquoted text for: `no` and `1994` are read as text here."""

LAST_GRADE = 18

Model = TypeVar("Model", bound=BaseModel)


def _like(pattern: str, sentence: str) -> Callable[[str], str]:
    """Return a check that refuses texts of another shape with a sentence that has a place for %(text)s."""
    shape = re.compile(pattern.removesuffix("$") + r"\Z")

    def check(text: str) -> str:
        if shape.match(text) is None:
            raise ContentError(sentence, text=text[:40])
        return text

    return check


_a_slug = _like(SLUG, N_("“%(text)s” is no id: use a-z, 0-9 and single hyphens, such as karabakh-seized."))
_a_reference = _like(REFERENCE, N_("“%(text)s” is no passage: write it like ally-2023#p2."))
_a_language = _like(LANGUAGE, N_("“%(text)s” is no language: write its code, such as en or hy."))


def _a_level(given: object) -> int:
    if str(given) not in map(str, LEVELS):
        raise ContentError(
            N_("“%(given)s” is no difficulty: write 1 (recall), 2 (connect) or 3 (judge)."), given=str(given)[:40]
        )
    return int(str(given))


def _a_name(text: str) -> str:
    if "," in text or "\n" in text:
        raise ContentError(N_("“%(text)s” holds a comma or a line break: write one name an entry."), text=text[:40])
    return text


def _in_one_line(text: str) -> str:
    if len(text.splitlines()) > 1:
        raise ContentError(N_("“%(text)s” holds a line break: write it in one line."), text=text[:40])
    return text


def _a_period(text: str) -> str:
    if text and edtf.period(text) is None:
        raise ContentError(
            N_("“%(text)s” is no date: write it like 192X (a decade), 2023, 2023-09 or 2023-09-19."), text=text[:40]
        )
    return text


def _a_grade(given: object) -> int:
    if not str(given).isdecimal() or not 1 <= int(str(given)) <= LAST_GRADE:
        raise ContentError(
            N_("“%(given)s” is no reading grade: write a school year from 1 to 18."), given=str(given)[:40]
        )
    return int(str(given))


def _all_different(values: tuple[str, ...]) -> tuple[str, ...]:
    for value in values:
        if values.count(value) > 1:
            raise ContentError(N_("“%(value)s” stands here twice: remove one."), value=value)
    return values


_Word = StringConstraints(min_length=1, max_length=80)
Slug = Annotated[str, _Word, AfterValidator(_a_slug), JsonSchema({"type": LOOSE, "pattern": SLUG, "maxLength": 80})]
Reference = Annotated[str, _Word, AfterValidator(_a_reference), JsonSchema({"type": "string", "pattern": REFERENCE})]
Language = Annotated[str, _Word, AfterValidator(_a_language), JsonSchema({"type": LOOSE, "pattern": LANGUAGE})]
Level = Annotated[int, BeforeValidator(_a_level), JsonSchema({"enum": list(LEVELS)})]
Title = Annotated[
    str, StringConstraints(min_length=1, max_length=200), AfterValidator(storable), JsonSchema({"type": LOOSE})
]
Remark = Annotated[
    str,
    StringConstraints(max_length=4_000),
    AfterValidator(storable),
    AfterValidator(described),
    JsonSchema({"type": LOOSE}),
]
Facet = Literal["date", "actor", "cause", "consequence", "event", "claim", "place", "treaty"]
Standing = Literal["reported", "attributed", "opinion"]
State = Literal["draft", "review", "ready"]

Period = Annotated[
    str, AfterValidator(_a_period), JsonSchema({"type": ["string", "integer"], "pattern": f"{edtf.PERIOD_PATTERN}|^$"})
]
Headline = Annotated[str, StringConstraints(max_length=200), AfterValidator(storable), JsonSchema({"type": LOOSE})]
Reason = Annotated[str, StringConstraints(min_length=1, max_length=500), AfterValidator(storable)]
Name = Annotated[
    str, _Word, AfterValidator(storable), AfterValidator(_a_name), JsonSchema({"type": LOOSE, "pattern": r"^[^,\n]+$"})
]
TopicTitle = Annotated[
    str, _Word, AfterValidator(storable), AfterValidator(_in_one_line), JsonSchema({"type": LOOSE, "maxLength": 80})
]
Grade = Annotated[int, BeforeValidator(_a_grade), JsonSchema({"type": "integer", "minimum": 1, "maximum": LAST_GRADE})]

STRICT = ConfigDict(extra="forbid", str_strip_whitespace=True, frozen=True)


class CommonFields(BaseModel):
    """What every question has, whatever its kind."""

    model_config = STRICT

    id: Slug = Field(description="a-z, 0-9 and -; unique in the bank, never reused: progress hangs on it.")
    state: State = Field(
        default="ready", description="draft: being written; review: waits for somebody to look; ready: students get it."
    )
    topic: Slug = Field(description="One topic: a-z, 0-9 and -.")
    facets: Annotated[tuple[Facet, ...], AfterValidator(_all_different)] = Field(
        min_length=1, description="What the question asks about: at least one."
    )
    difficulty: Level = Field(description="1 recall, 2 connect, 3 judge.")
    standing: Standing = Field(
        description="reported: stated as fact; attributed: somebody's words; opinion: the author's judgement."
    )
    sources: Annotated[tuple[Reference, ...], AfterValidator(_all_different)] = Field(
        min_length=1, description="Passages such as ally-2023#p2, described in sources.yaml."
    )
    actors: Annotated[tuple[Name, ...], AfterValidator(_all_different)] = Field(
        default=(), description="The people, states and organisations that it is about."
    )
    when: Period = Field(
        default="", description="When its event happened: 192X (a decade), 2023, 2023-09 or 2023-09-19."
    )
    event: Headline = Field(default="", description="What happened, in one sentence, for the timeline.")
    explanation: Text = Field(description="Shown with the feedback; teaches why the key is right.")
    teacher_note: Remark = Field(default="", description="Shown to instructors only.")
    allow: dict[Slug, Reason] = Field(
        default_factory=dict, description="Rules of the linter that it may break, each with the reason."
    )


class HeadFields(BaseModel):
    """What stands above a bank's questions."""

    model_config = STRICT

    bank: Slug = Field(description="The same as the file's name: a-z, 0-9 and -.")
    title: Title = Field(description="What people see.")
    language: Language = Field(default="en", description="Decides how typed answers are compared.")
    description: Remark = Field(default="", description="What the bank is about, for the reader.")
    reading_grade: Grade | None = Field(
        default=None, description="The school year whose readers it is written for; the linter checks it."
    )
    topics: dict[Slug, TopicTitle] = Field(
        default_factory=dict,
        description="What people read in place of a topic's name: csto: The pact CSTO.",
        json_schema_extra={"additionalProperties": False},
    )


def validated(model: type[Model], raw: Mapping[str, object], found: Found) -> Model | None:
    """Return the model of some fields, or None with the problems added to found."""
    try:
        return model.model_validate(raw)
    except ValidationError as error:
        found.extend((problem.path, problem.message) for problem in problems(error, raw, model.model_fields))
        return None
