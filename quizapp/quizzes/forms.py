"""Forms of quizzes: choosing what to practise, and reading answers out of a request."""

from __future__ import annotations

from collections.abc import Iterable

from flask import request
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, IntegerField, RadioField, SelectMultipleField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Regexp
from wtforms.widgets import CheckboxInput, ListWidget

from quizapp.bank.labels import label_of_facet
from quizapp.bank.queries import Facts
from quizapp.bank.topics import titled
from quizapp.formats.quiz_rules import LARGEST_QUIZ
from quizapp.kinds import registry
from quizapp.kinds.base import Fields
from quizapp.quizzes.models import Feedback
from quizapp.quizzes.selection import Selection
from quizapp.web.events import EVENT_ID_PATTERN
from quizapp.web.forms import BaseForm

READ = frozenset({"rating", "certainty"})
"""Fields that are read with an answer beside those that hold it."""


class CheckboxesField(SelectMultipleField):  # type: ignore[misc]  # WTForms ships no types
    """Several of a list; none of them means all."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class PracticeForm(BaseForm):
    """What to practise, how much of it, and when to see what was right."""

    banks = CheckboxesField(_l("Banks"))
    topics = CheckboxesField(_l("Topics"))
    facets = CheckboxesField(_l("What they ask about"))
    kinds = CheckboxesField(_l("Kinds of question"))
    passages = CheckboxesField(_l("Passages"))
    size = IntegerField(
        _l("How many questions"),
        [InputRequired(_l("Please type a number.")), NumberRange(1, LARGEST_QUIZ, _l("From 1 to 50 questions."))],
        default=10,
    )
    feedback = RadioField(
        _l("Feedback"),
        choices=[
            SelectChoice(Feedback.AT_ONCE, _l("After each answer")),
            SelectChoice(Feedback.AT_END, _l("At the end")),
        ],
        default=Feedback.AT_ONCE,
    )
    event_id = HiddenField(validators=[InputRequired(), Length(8, 64), Regexp(EVENT_ID_PATTERN)])

    def offer(self, facts: Facts, passages: Iterable[tuple[str, str]] = ()) -> PracticeForm:
        """Offer the values that some question has, and the passages that were asked for."""
        self.banks.choices = [SelectChoice(key, title) for key, title in facts.banks]
        self.topics.choices = [SelectChoice(topic, title) for topic, title in titled(facts.topics)]
        self.facets.choices = [SelectChoice(facet, label_of_facet(facet)) for facet in facts.facets]
        self.kinds.choices = [SelectChoice(kind, _l(registry.KINDS[kind].label)) for kind in facts.kinds]
        self.passages.choices = [SelectChoice(reference, about) for reference, about in passages]
        return self

    def selection(self) -> Selection:
        """Return what was chosen."""
        return Selection(
            banks=tuple(self.banks.data or ()),
            topics=tuple(self.topics.data or ()),
            facets=tuple(self.facets.data or ()),
            kinds=tuple(self.kinds.data or ()),
            size=self.size.data,
            passages=tuple(self.passages.data or ()),
        )


def answer_fields() -> Fields:
    """Return the fields of this request that answer a question."""
    form = request.form
    return {name: form.getlist(name) for name in form if name.startswith("answer") or name in READ}
