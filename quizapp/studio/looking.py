"""What can be seen of a form as it stands: the question, as far as it is one, and remarks beside its fields."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from wtforms import Field, FieldList

from quizapp.formats.base import LEVELS, STANDINGS, QuestionDraft
from quizapp.kinds import registry
from quizapp.kinds.messages import ContentProblems, Path
from quizapp.quality.base import BankContext, Finding, Rule
from quizapp.quality.linting import lint_question
from quizapp.quality.registry import RULES
from quizapp.studio.fields import leaves, named, plain_value
from quizapp.studio.question_form import UNNAMED, QuestionForm
from quizapp.web.rendering import say


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence about a field."""

    field_id: str
    """The id on the page of what it is about; "" for the whole question."""
    label: str
    text: str
    rule: Rule | None = None
    """The linter's rule that it comes from; None where it keeps the question from being saved."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What is seen of a form."""

    shown: QuestionDraft | None
    """What a preview shows: the question with all that can be read of it; None where its content is none yet."""
    problems: tuple[Remark, ...] = ()
    """What is to be done before it can be saved as a version."""
    findings: tuple[Remark, ...] = ()
    """What the linter finds, and nobody allows."""
    is_insisting: bool = False
    """Whether problems stand beside blank fields too, as somebody wants to save."""
    blank: frozenset[str] = frozenset()
    """The ids of fields in which nothing stands."""

    @property
    def beside(self) -> dict[str, list[Remark]]:
        """Return the remarks by the id of the field beside which they stand."""
        found: dict[str, list[Remark]] = {}
        for remark in (*self.problems, *self.findings):
            if remark.field_id and (self.is_insisting or remark.rule or remark.field_id not in self.blank):
                found.setdefault(remark.field_id, []).append(remark)
        return found


def look_at(
    form: QuestionForm, draft: QuestionDraft | None, context: BankContext, *, is_insisting: bool = False
) -> Sight:
    """Return what is seen of a form that was read: `draft` is what came of it, and its problems stand in the form."""
    shown = draft or draft_so_far(form)
    findings = lint_question(shown, context) if shown else []
    blank = frozenset(field.id for field in _fields(form) if plain_value(field) in ("", [], {}))
    problems = tuple(_problems(form))
    known = blank & {problem.field_id for problem in problems}
    remarks = tuple(_finding(form, finding) for finding in findings if not finding.reason)
    return Sight(shown, problems, tuple(one for one in remarks if one.field_id not in known), is_insisting, blank)


def draft_so_far(form: QuestionForm) -> QuestionDraft | None:
    """Return the question with all that is whole of it; None where its content is not."""
    raw = form.raw()
    own = registry.KINDS[form.kind].model_fields
    try:
        content = registry.load(form.kind, {name: raw[name] for name in raw if name in own})
    except ContentProblems:
        return None
    level = str(raw["difficulty"])
    return QuestionDraft(
        key=form.key.data or UNNAMED,
        kind=form.kind,
        content=content,
        topic=raw["topic"],
        facets=tuple(raw["facets"]),
        level=int(level) if level in map(str, LEVELS) else LEVELS[0],
        standing=raw["standing"] if raw["standing"] in STANDINGS else STANDINGS[0],
        sources=tuple(raw["sources"]),
        explanation=raw["explanation"],
        teacher_note=raw["teacher_note"],
        actors=tuple(raw["actors"]),
        event=raw["event"],
        allow=named(raw["allow"]),
    )


def _problems(form: QuestionForm) -> Iterator[Remark]:
    """Yield the errors that a form holds after it was read."""
    for top in form.in_order():
        label = str(top.label.text)
        if isinstance(top, FieldList):
            yield from (Remark(top.id, label, error) for error in top.errors if isinstance(error, str))
            for number, entry in enumerate(top.entries, start=1):
                yield from _errors([entry], f"{label} {number}")
        else:
            yield from _errors([top], label)


def _errors(fields: Iterable[Field], label: str) -> Iterator[Remark]:
    for field in leaves(fields):
        yield from (Remark(field.id, label, str(error)) for error in field.errors)


def _finding(form: QuestionForm, finding: Finding) -> Remark:
    field, label = _nearest(form, finding.path)
    return Remark(field.id if field is not None else "", label, say(finding.message), RULES[finding.rule])


def _nearest(form: QuestionForm, path: Path) -> tuple[Any, str]:
    """Return the field that a path leads to, or the one that holds it, and how people call it."""
    top = form[str(path[0])] if path and str(path[0]) in form else None
    if top is None:
        return None, ""
    for length in range(len(path), 0, -1):
        if (field := form.field_at(path[:length])) is not None:
            break
    label = str(top.label.text)
    is_row = isinstance(top, FieldList) and len(path) > 1 and isinstance(path[1], int)
    return field, f"{label} {int(path[1]) + 1}" if is_row else label


def _fields(form: QuestionForm) -> Iterator[Field]:
    """Yield every field, and the lists of rows."""
    for top in form:
        if isinstance(top, FieldList):
            yield top
        yield from leaves([top])
