"""What the editing forms of all kinds share: the common fields, rows that may stay blank, and where problems go."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, ClassVar

from flask_babel import lazy_gettext as _l
from wtforms import (
    Field,
    FieldList,
    FormField,
    HiddenField,
    RadioField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields import SelectChoice
from wtforms.widgets import CheckboxInput, ListWidget

from quizapp.bank.labels import FACETS, STANDINGS
from quizapp.formats.bank_yaml import read_question
from quizapp.formats.base import QuestionDraft
from quizapp.formats.question_fields import fields_of
from quizapp.kinds import registry
from quizapp.kinds.base import Message
from quizapp.studio.fields import Edited, as_typed, listed, named, one_line_each, option_rows, plain_value, step
from quizapp.web.forms import BaseForm
from quizapp.web.rendering import say

LEAST_ROWS = 3
"""How many rows a list shows, blank ones among them; those that may be left out show one."""
UNNAMED = "new"
"""The key of a question that has none yet."""
OPTIONAL_LISTS = {("matching", "distractors"), ("short_answer", "distractors")}


class QuestionForm(BaseForm):
    """The fields that every question has; subclasses add those of a kind and name them in content_fields."""

    class Meta(Edited, BaseForm.Meta):
        """Clean what is typed. The token is asked for at every address already, and a draft is kept without it."""

        csrf = False

    kind: ClassVar[str] = ""
    content_fields: ClassVar[tuple[str, ...]] = ()
    option_fields: ClassVar[tuple[str, ...]] = ()
    """Those whose rows are options: a bare text in files, a text with feedback in forms."""

    explanation = TextAreaField(_l("Explanation"), description=_l("Shown with the feedback: why is the answer right?"))
    sources = StringField(_l("Passages"), description=_l("Such as ally-2023#p2, several with commas between them."))
    topic = StringField(_l("Topic"), description=_l("One word or some-words-with-hyphens."))
    facets = SelectMultipleField(
        _l("It asks about"),
        choices=[SelectChoice(facet, _l(label)) for facet, label in FACETS.items()],
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
        choices=[SelectChoice(standing, _l(label)) for standing, label in STANDINGS.items()],
        default="reported",
    )
    teacher_note = TextAreaField(_l("Note to teachers"), description=_l("Students never see it."))
    actors = StringField(
        _l("Actors"), description=_l("People, states, organisations that it is about, with commas between them.")
    )
    when = StringField(_l("When"), description=_l("Of a dated event: 192X (a decade), 2023, 2023-09 or 2023-09-24."))
    event = StringField(_l("Event"), description=_l("What happened, in one sentence, for the timeline."))
    allow = TextAreaField(
        _l("Weaknesses accepted"),
        description=_l("One rule a line, with the reason: key-longest: a treaty’s full name."),
    )
    key = StringField(
        _l("Id"),
        description=_l(
            "A short name such as karabakh-seized: a-z, digits and hyphens. Left empty, it is made of the question's "
            "words. It never changes."
        ),
    )
    note = StringField(_l("What did you change?"))
    base_number = HiddenField()
    other_kinds = HiddenField()
    """What is kept of the kinds that the question was of since the edit began, see other_kinds.py."""
    seen_draft = HiddenField()
    """When the draft was kept that this form goes on from, as isoformat(); "" where it goes on from none."""
    merged_from = HiddenField()
    """The version that an edit began from before it was merged with a newer one, which base_number names since."""

    def content_raw(self) -> dict[str, Any]:
        """Return the content's fields as a bank file would have them, blank rows and fields left out."""
        raw = {name: plain_value(self[name]) for name in self.content_fields}
        return {name: value for name, value in raw.items() if value not in ("", [], None, {})}

    def in_order(self) -> list[Field]:
        """Return the fields as they follow each other on the page: the content first."""
        return [
            *(self[name] for name in self.content_fields),
            *(it for it in self if it.short_name not in self.content_fields),
        ]

    def content_field_ids(self) -> list[str]:
        """Return the ids of the content's fields, in their order."""
        return [str(self[name].id) for name in self.content_fields]

    def raw(self) -> dict[str, Any]:
        """Return all that the question says in plain values, in which edits are compared and merged."""
        return self.content_raw() | {
            "explanation": self.explanation.data or "",
            "teacher_note": self.teacher_note.data or "",
            "sources": listed(self.sources.data),
            "topic": self.topic.data or "",
            "actors": listed(self.actors.data),
            "when": (self.when.data or "").strip(),
            "event": self.event.data or "",
            "facets": self.facets.data or [],
            "difficulty": self.difficulty.data or "",
            "standing": self.standing.data or "",
            "allow": [line.strip() for line in (self.allow.data or "").splitlines() if line.strip()],
        }

    def read_draft(self, instead: Mapping[str, object] = MappingProxyType({})) -> QuestionDraft | None:
        """Return the draft that was typed, or None with every problem beside its field.

        Instead of some fields others may be read: values as in raw(), None for an empty one.
        """
        is_valid = self.validate()
        raw: dict[str, Any] = self.raw() | {"id": self.key.data or UNNAMED, "kind": self.kind, **instead}
        raw["allow"] = named(raw["allow"])
        found: list[tuple[tuple[str | int, ...], Message]] = []
        draft = read_question({name: value for name, value in raw.items() if value is not None}, (), None, found)
        for path, message in found:
            self.show_problem(path, message)
        return draft if is_valid else None

    def show_problem(self, path: tuple[str | int, ...], message: Message) -> None:
        """Put a problem beside the field that it is about, or above the form where there is none."""
        field, message = self.field_at(path), as_typed(message)
        if field is None:
            name = path[0] if path else ""
            label = self[str(name)].label.text if isinstance(name, str) and name in self else ""
            self.form_errors.append(f"{label}: {say(message)}" if label else say(message))
        else:
            field.errors = [*field.errors, say(message)]

    def field_at(self, path: tuple[str | int, ...]) -> Any:  # noqa: ANN401 - any WTForms field
        """Return the field, list of rows or first field of a row that a path leads to; None where there is none."""
        field: Any = self
        for part in path:
            field = step(field, part)
            if not isinstance(field, FieldList | FormField):
                return field
        if isinstance(field, FormField):
            return next(iter(field.form))
        return field if path else None

    def add_spare_rows(self) -> None:
        """Fill short lists up with blank rows to begin with."""
        for field in self:
            if isinstance(field, FieldList):
                least = 1 if (self.kind, field.short_name) in OPTIONAL_LISTS else LEAST_ROWS
                while len(field.entries) < least:
                    field.append_entry()

    @classmethod
    def data_of(cls, raw: Mapping[str, Any]) -> dict[str, Any]:
        """Return the form data of stored content."""
        data = {name: value for name, value in raw.items() if name in cls.content_fields}
        data |= {name: option_rows(data[name]) for name in cls.option_fields if name in data}
        return {name: value if isinstance(value, str) else one_line_each(value) for name, value in data.items()}

    @classmethod
    def of_raw(cls, raw: Mapping[str, Any], number: int | str, **more: str) -> QuestionForm:
        """Return a form filled with plain values, whatever was sent; the edit starts from version number."""
        return cls(
            formdata=None,
            topic=raw.get("topic", ""),
            facets=list(raw.get("facets", ())),
            difficulty=raw.get("difficulty"),
            standing=raw.get("standing"),
            sources=", ".join(raw.get("sources", ())),
            explanation=raw.get("explanation", ""),
            teacher_note=raw.get("teacher_note", ""),
            actors=", ".join(raw.get("actors", ())),
            when=raw.get("when", ""),
            event=raw.get("event", ""),
            allow="\n".join(raw.get("allow", ())),
            base_number=str(number),
            **more,
            **cls.data_of(raw),
        )

    @classmethod
    def of(cls, draft: QuestionDraft, number: int) -> QuestionForm:
        """Return a form filled with a question as it stands."""
        raw = fields_of(draft) | dict.fromkeys(cls.content_fields) | registry.dump(draft.content)
        return cls.of_raw({name: value for name, value in raw.items() if value is not None}, number, key=draft.key)
