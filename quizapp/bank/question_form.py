"""What the editing forms of all kinds share: the common fields, rows that may stay blank, and where problems go."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from flask_babel import lazy_gettext as _l
from wtforms import FieldList, FormField, HiddenField, RadioField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.widgets import CheckboxInput, ListWidget

from quizapp.formats.bank_yaml import read_question
from quizapp.formats.base import FACETS, QuestionDraft
from quizapp.kinds import registry
from quizapp.kinds.base import Message
from quizapp.web.forms import BaseForm
from quizapp.web.rendering import say

SPARE_ROWS = 2
_ALIASES = {"id": "key"}


class QuestionForm(BaseForm):
    """The fields that every question has; subclasses add those of a kind and name them in content_fields."""

    kind: ClassVar[str] = ""
    content_fields: ClassVar[tuple[str, ...]] = ()
    option_fields: ClassVar[tuple[str, ...]] = ()
    """Those whose rows are options: a bare text in files, a text with feedback in forms."""

    key = StringField(
        _l("Id"),
        description=_l("A short name such as karabakh-seized: a-z, digits and hyphens; it never changes."),
    )
    topic = StringField(_l("Topic"), description=_l("One word or some-words-with-hyphens."))
    facets = SelectMultipleField(
        _l("It asks about"),
        choices=[SelectChoice(facet) for facet in FACETS],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    difficulty = RadioField(
        _l("Level"),
        choices=[
            SelectChoice("1", _l("1 recall")),
            SelectChoice("2", _l("2 connect")),
            SelectChoice("3", _l("3 judge")),
        ],
        default="1",
    )
    standing = RadioField(
        _l("Standing"),
        choices=[
            SelectChoice("reported", _l("stated as fact")),
            SelectChoice("attributed", _l("somebody’s words")),
            SelectChoice("opinion", _l("the author’s judgement")),
        ],
        default="reported",
    )
    sources = StringField(_l("Passages"), description=_l("Such as ally-2023#p2, several with commas between them."))
    actors = StringField(
        _l("Actors"), description=_l("People, states, organisations that it is about, with commas between them.")
    )
    when = StringField(_l("When"), description=_l("Of a dated event: 192X (a decade), 2023, 2023-09 or 2023-09-24."))
    event = StringField(_l("Event"), description=_l("What happened, in one sentence, for the timeline."))
    explanation = TextAreaField(_l("Explanation"), description=_l("Shown with the feedback: why is the answer right?"))
    teacher_note = TextAreaField(_l("Note to teachers"), description=_l("Students never see it."))
    allow = TextAreaField(
        _l("Weaknesses accepted"),
        description=_l("One rule a line, with the reason: key-longest: a treaty’s full name."),
    )
    note = StringField(_l("What did you change?"))
    base_number = HiddenField()

    def content_raw(self) -> dict[str, Any]:
        """Return the content's fields as a bank file would have them, blank rows and fields left out."""
        raw = {name: _raw(self[name]) for name in self.content_fields}
        return {name: value for name, value in raw.items() if value not in ("", [], None, {})}

    def read_draft(self) -> QuestionDraft | None:
        """Return the draft that was typed, or None with every problem beside its field."""
        is_valid = self.validate()
        raw: dict[str, object] = self.content_raw() | {
            "id": self.key.data or "",
            "kind": self.kind,
            "topic": self.topic.data or "",
            "facets": self.facets.data or [],
            "difficulty": self.difficulty.data or "",
            "standing": self.standing.data or "",
            "sources": _listed(self.sources.data),
            "actors": _listed(self.actors.data),
            "when": (self.when.data or "").strip(),
            "event": self.event.data or "",
            "explanation": self.explanation.data or "",
            "teacher_note": self.teacher_note.data or "",
            "allow": _named(self.allow.data),
        }
        found: list[tuple[tuple[str | int, ...], Message]] = []
        draft = read_question(raw, (), None, found)
        for path, message in found:
            self.show_problem(path, message)
        return draft if is_valid else None

    def show_problem(self, path: tuple[str | int, ...], message: Message) -> None:
        """Put a problem beside the field that it is about, or above the form where there is none."""
        field = self._field_at(path)
        if field is None:
            name = path[0] if path else ""
            label = self[str(name)].label.text if isinstance(name, str) and name in self else ""
            self.form_errors.append(f"{label}: {say(message)}" if label else say(message))
        else:
            field.errors = [*field.errors, say(message)]

    def _field_at(self, path: tuple[str | int, ...]) -> Any:  # noqa: ANN401 - any WTForms field
        """Return the field, list of rows or first field of a row that a path leads to; None where there is none."""
        field: Any = self
        for part in path:
            field = _step(field, part)
            if not isinstance(field, FieldList | FormField):
                return field
        if isinstance(field, FormField):
            return next(iter(field.form))
        return field if path else None

    def add_spare_rows(self) -> None:
        """Offer blank rows at the end of each list."""
        for field in self:
            if isinstance(field, FieldList):
                for _row in range(SPARE_ROWS):
                    field.append_entry()

    @classmethod
    def data_of(cls, raw: Mapping[str, Any]) -> dict[str, Any]:
        """Return the form data of stored content."""
        data = {name: value for name, value in raw.items() if name in cls.content_fields}
        data |= {name: _option_rows(data[name]) for name in cls.option_fields if name in data}
        return {name: value if isinstance(value, str) else _one_line_each(value) for name, value in data.items()}

    @classmethod
    def of(cls, draft: QuestionDraft, number: int) -> QuestionForm:
        """Return a form filled with a question as it stands; number is the version that the edit starts from."""
        return cls(
            key=draft.key,
            topic=draft.topic,
            facets=list(draft.facets),
            difficulty=str(draft.level),
            standing=draft.standing,
            sources=", ".join(draft.sources),
            explanation=draft.explanation,
            teacher_note=draft.teacher_note,
            actors=", ".join(draft.actors),
            when=draft.when,
            event=draft.event,
            allow="\n".join(f"{rule}: {' '.join(reason.split())}" for rule, reason in draft.allow.items()),
            base_number=str(number),
            **cls.data_of(registry.dump(draft.content)),
        )


def _listed(text: str | None) -> list[str]:
    """Return what stands between commas."""
    return [part.strip() for part in (text or "").split(",") if part.strip()]


def _named(text: str | None) -> dict[str, str]:
    """Return what stands in lines like “name: value”."""
    lines = (line.partition(":") for line in (text or "").splitlines() if line.strip())
    return {name.strip(): value.strip() for name, _colon, value in lines}


def _raw(field: Any) -> Any:  # noqa: ANN401 - any WTForms field
    if isinstance(field, FieldList):
        return [value for value in map(_raw, field.entries) if value not in ("", {})]
    if isinstance(field, FormField):
        values = {inner.short_name: _raw(inner) for inner in field.form}
        return {name: value for name, value in values.items() if value}
    return field.data if field.data is not None else ""


def _step(field: Any, part: str | int) -> Any:  # noqa: ANN401
    """Return the field one step further down a path; rows are counted as raw() does, without blank ones."""
    if isinstance(field, FieldList) and isinstance(part, int):
        filled = [entry for entry in field.entries if _raw(entry) not in ("", {})]
        return filled[part] if part < len(filled) else None
    form = field.form if isinstance(field, FormField) else field
    name = _ALIASES.get(str(part), str(part))
    return form[name] if not isinstance(field, FieldList) and name in form else None


def _option_rows(value: Any) -> Any:  # noqa: ANN401 - an option, or a list of them
    if isinstance(value, list | tuple):
        return [_option_rows(inner) for inner in value]
    return value if isinstance(value, Mapping) else {"text": value}


def _one_line_each(value: Any) -> Any:  # noqa: ANN401 - rows
    """Return rows with each text in one line, which Markdown shows as the same; feedback may have several."""
    if isinstance(value, list | tuple):
        return [_one_line_each(inner) for inner in value]
    if isinstance(value, Mapping):
        return {name: inner if name == "feedback" else _one_line_each(inner) for name, inner in value.items()}
    return " ".join(value.splitlines()) if isinstance(value, str) else value
