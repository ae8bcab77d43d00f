"""The editing form of each kind: WTForms fields that read and give the raw mapping of a bank file.

What is wrong with the content is decided in one place, quizapp.kinds; forms only carry it to the field it is about.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FieldList, FormField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields import SelectChoice

from quizapp.bank.labels import CHOICES
from quizapp.studio.fields import EditedRow
from quizapp.studio.question_form import QuestionForm

SHORT = {"rows": 1}
"""Attributes of a field that mostly takes one line but may hold more."""


class OptionRow(EditedRow):
    """An option and the remark for whoever chooses it."""

    text = StringField(_l("Option"))
    feedback = TextAreaField(_l("Feedback to whoever chooses it"), render_kw=SHORT)


class NearNameRow(EditedRow):
    """A name that lies near an answer and is wrong, and the remark for whoever types it."""

    text = StringField(_l("Near name"))
    feedback = TextAreaField(_l("Feedback to whoever types it"), render_kw=SHORT)


class PairRow(EditedRow):
    """A left-hand side and what belongs to it."""

    left = StringField(_l("Left"))
    right = StringField(_l("Right"))


class CategoryRow(EditedRow):
    """A category and its items, one a line."""

    name = StringField(_l("Category"))
    items = TextAreaField(_l("Its items, one a line"))


def _stem() -> TextAreaField:
    return TextAreaField(_l("Question"), description=_l("In Markdown: **bold**, *italic*, lists."))


def _options(label: str) -> FieldList:
    return FieldList(FormField(OptionRow), label=label)


def _choices(kind: str, field: str) -> list[SelectChoice]:
    return [SelectChoice(value, _l(words)) for value, words in CHOICES[kind][field].items()]


class SingleChoiceForm(QuestionForm):
    """Edits a single choice question."""

    kind = "single_choice"
    stem = _stem()
    answer = FormField(OptionRow, label=_l("The right option"))
    distractors = _options(_l("Wrong options"))
    content_fields = ("stem", "answer", "distractors")
    option_fields = ("answer", "distractors")


class MultipleChoiceForm(QuestionForm):
    """Edits a multiple choice question."""

    kind = "multiple_choice"
    stem = _stem()
    answers = _options(_l("Right options"))
    distractors = _options(_l("Wrong options"))
    scoring = SelectField(
        _l("Marking"),
        choices=_choices("multiple_choice", "scoring"),
        default="net_correct",
    )
    content_fields = ("stem", "answers", "distractors", "scoring")
    option_fields = ("answers", "distractors")


def _lower_text(value: object) -> str:
    return str(value).lower()


class TrueFalseForm(QuestionForm):
    """Edits a statement that is true or false."""

    kind = "true_false"
    stem = _stem()
    answer = RadioField(
        _l("The statement is"),
        choices=_choices("true_false", "answer"),
        coerce=_lower_text,  # stored as a truth value, sent as a word
        validate_choice=False,  # quizapp.kinds says what is wrong
    )
    feedback = TextAreaField(_l("Feedback to whoever chooses the other one"), render_kw=SHORT)
    content_fields = ("stem", "answer", "feedback")


class ShortAnswerForm(QuestionForm):
    """Edits a question with a short typed answer."""

    kind = "short_answer"
    stem = _stem()
    answers = FieldList(StringField(_l("Accepted answer")), label=_l("Accepted answers"))
    distractors = FieldList(FormField(NearNameRow), label=_l("Near names that are never taken as a typo"))
    tolerance = SelectField(
        _l("Spelling"),
        choices=_choices("short_answer", "tolerance"),
        default="typos",
    )
    content_fields = ("stem", "answers", "distractors", "tolerance")
    option_fields = ("distractors",)


class NumericForm(QuestionForm):
    """Edits a question with a number for an answer."""

    kind = "numeric"
    stem = _stem()
    answer = StringField(_l("The number"))
    tolerance = StringField(_l("Tolerance"), description=_l("A number, or a percentage such as 10%."))
    tolerance_kind = SelectField(
        _l("The tolerance is"),
        choices=_choices("numeric", "tolerance_kind"),
        default="nominal",
    )
    unit = StringField(_l("Unit"))
    content_fields = ("stem", "answer", "tolerance", "tolerance_kind", "unit")


class DateForm(QuestionForm):
    """Edits a question with a date for an answer."""

    kind = "date"
    stem = _stem()
    answer = StringField(
        _l("The date"), description=_l("As exactly as the source has it: 2023, 2023-09 or 2023-09-24.")
    )
    content_fields = ("stem", "answer")


class OrderingForm(QuestionForm):
    """Edits things to be put in order."""

    kind = "ordering"
    stem = _stem()
    items = FieldList(StringField(_l("Item")), label=_l("Items, in the right order"))
    scoring = SelectField(
        _l("Marking"),
        choices=_choices("ordering", "scoring"),
        default="pairs",
    )
    content_fields = ("stem", "items", "scoring")


class MatchingForm(QuestionForm):
    """Edits pairs to be matched."""

    kind = "matching"
    stem = _stem()
    pairs = FieldList(FormField(PairRow), label=_l("Pairs"))
    distractors = FieldList(StringField(_l("Right-hand side")), label=_l("Right-hand sides that match nothing"))
    content_fields = ("stem", "pairs", "distractors")


class CategorizeForm(QuestionForm):
    """Edits items to be sorted into categories."""

    kind = "categorize"
    stem = _stem()
    categories = FieldList(FormField(CategoryRow), label=_l("Categories"))
    content_fields = ("stem", "categories")

    def content_raw(self) -> dict[str, Any]:
        """Return the content's fields, each category's lines as its items."""
        raw = super().content_raw()
        for category in raw.get("categories", ()):
            category["items"] = [line.strip() for line in category.get("items", "").splitlines() if line.strip()]
        return raw

    @classmethod
    def data_of(cls, raw: Mapping[str, Any]) -> dict[str, Any]:
        """Return form data of stored content, items as lines."""
        data = super().data_of(raw)
        data["categories"] = [
            {"name": category.get("name", ""), "items": "\n".join(category.get("items", ()))}
            for category in data.get("categories", ())
        ]
        return data


class ClozeForm(QuestionForm):
    """Edits a text with gaps."""

    kind = "cloze"
    stem = TextAreaField(
        _l("Instruction"), description=_l("“Fill the gaps.” where this is left empty."), render_kw=SHORT
    )
    text = TextAreaField(
        _l("Text with gaps"),
        description=_l("{{answer}} is typed, {{answer | also right}} too; {{right ~ wrong ~ wrong}} is chosen."),
    )
    content_fields = ("text", "stem")


class FlashcardForm(QuestionForm):
    """Edits a card with two sides."""

    kind = "flashcard"
    stem = TextAreaField(_l("Instruction"), description=_l("Mostly not needed."), render_kw=SHORT)
    front = TextAreaField(_l("Front"))
    back = TextAreaField(_l("Back"))
    reverse = BooleanField(_l("Ask for the front too, on a second card"))
    typed = BooleanField(_l("Recall is typed, and the difference shown"))
    content_fields = ("front", "back", "reverse", "typed", "stem")


FORMS: Mapping[str, type[QuestionForm]] = {
    form.kind: form
    for form in (
        SingleChoiceForm,
        MultipleChoiceForm,
        TrueFalseForm,
        ShortAnswerForm,
        NumericForm,
        DateForm,
        OrderingForm,
        MatchingForm,
        CategorizeForm,
        ClozeForm,
        FlashcardForm,
    )
}
"""The editing form of each kind; a test holds it against the registry."""
