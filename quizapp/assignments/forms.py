"""Forms of assignments: what is given out, exceptions of students, copies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    FloatField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional
from wtforms.widgets import DateTimeLocalInput

from quizapp.assignments.settings import LONGEST_MINUTES, MOST_ATTEMPTS, Goal, LateRule
from quizapp.quizzes.terms import Counts, When
from quizapp.web.meeting import MeetingForm

UNLIMITED = "0"
READY, RULES, BLUEPRINT, FIXED = "ready", "rules", "blueprint", "fixed"
_MINUTES = NumberRange(1, LONGEST_MINUTES, _l("From 1 to 1440 minutes."))
_PRESETS = [
    SelectChoice("after", _l("When they have finished: all of it")),
    SelectChoice("at_once", _l("After each answer: all of it")),
    SelectChoice("points", _l("When they have finished: their points; the rest after the closing")),
    SelectChoice("closing", _l("After the closing: all of it")),
    SelectChoice("own", _l("As chosen below")),
]
_WHENS = [
    SelectChoice(When.AT_ONCE, _l("after each answer")),
    SelectChoice(When.AFTER_SUBMISSION, _l("when they have finished")),
    SelectChoice(When.AFTER_CLOSING, _l("after the closing")),
    SelectChoice(When.NEVER, _l("never")),
]
_TOPICS = {"list": "topics"}
"""What a browser suggests while somebody types."""


class MomentField(StringField):  # type: ignore[misc]  # WTForms ships no types
    """A moment by the clock of the class, as browsers send it; read by quizapp.assignments.localtime."""

    widget = DateTimeLocalInput()


class AssignmentForm(MeetingForm):
    """What every assignment says."""

    title = StringField(
        _l("Title"),
        [InputRequired(_l("Please give it a title.")), Length(max=120, message=_l("At most 120 characters."))],
    )
    closes_at = MomentField(_l("Closes"), description=_l("By the clock of the class. Empty: it stays open."))
    opens_at = MomentField(_l("Opens"), description=_l("Empty: at once."))
    instructions = TextAreaField(_l("A word to the students"), [Length(max=2000)])
    points = FloatField(
        _l("Points in the gradebook"), [Optional(), NumberRange(0, 1000, _l("From 0 to 1000."))], default=10
    )
    category = StringField(_l("Category in the gradebook"), [Length(max=60)])


class QuizForm(AssignmentForm):
    """A quiz: its questions, and how they are asked."""

    source = RadioField(
        _l("Questions"),
        choices=[
            SelectChoice(READY, _l("A ready-made quiz")),
            SelectChoice(RULES, _l("Drawn for each student by rules")),
            SelectChoice(BLUEPRINT, _l("Mixed by a table of topics and levels")),
            SelectChoice(FIXED, _l("The same questions for all")),
        ],
        default=READY,
    )
    ready = SelectField(_l("Ready-made quiz"), validate_choice=False)
    rules = TextAreaField(
        _l("Rules, one a line"),
        [Length(max=5000)],
        description=_l(
            "Such as “3 × bank:dates” or “5 × topic:csto level:2, none seen in 14 days”; "
            "the words are those of the search box."
        ),
    )
    questions = TextAreaField(
        _l("Questions, one a line, in their order"),
        [Length(max=5000)],
        description=_l("What you tick above is written here. Each is its bank and id, such as “dates/region-decade”."),
    )
    find = StringField(
        _l("Find questions to add"),
        [Length(max=500)],
        description=_l("A topic, words, or both. Tick what you want of what is found, and press the button again."),
        render_kw=_TOPICS,
    )
    balanced = BooleanField(_l("Make it equally hard for all, by how many got each question right so far"))
    minutes = IntegerField(
        _l("Time limit in minutes"),
        [Optional(), _MINUTES],
        description=_l("Empty: none. Students with extra time get more by themselves."),
    )
    attempts = SelectField(
        _l("Attempts"),
        choices=[
            *(SelectChoice(str(number)) for number in range(1, 6)),
            SelectChoice("10"),
            SelectChoice(str(MOST_ATTEMPTS)),
            SelectChoice(UNLIMITED, _l("as many as they like")),
        ],
        default="1",
    )
    counts = SelectField(
        _l("Which of them counts"),
        choices=[
            SelectChoice(Counts.BEST, _l("the best")),
            SelectChoice(Counts.LATEST, _l("the latest")),
            SelectChoice(Counts.FIRST, _l("the first")),
            SelectChoice(Counts.MEAN, _l("the mean of all")),
        ],
    )
    feedback = SelectField(_l("When do they see what was right?"), choices=_PRESETS, default="after")
    score = SelectField(_l("Their points"), choices=_WHENS[1:], default=When.AFTER_SUBMISSION)
    verdict = SelectField(_l("Right or wrong"), choices=_WHENS, default=When.AFTER_SUBMISSION)
    key = SelectField(_l("The right answer"), choices=_WHENS, default=When.AFTER_SUBMISSION)
    explanation = SelectField(_l("The explanation"), choices=_WHENS, default=When.AFTER_SUBMISSION)
    certainty = BooleanField(_l("Ask how sure they are: right 1, 2, 3 points, wrong 0, −2, −6"))
    shuffled = BooleanField(_l("Another order for each student"))
    password = StringField(_l("Password"), [Length(max=100)], description=_l("Said in the room. Empty: none."))
    late = SelectField(
        _l("After the closing"),
        choices=[
            SelectChoice(LateRule.REFUSE, _l("nothing is accepted")),
            SelectChoice(LateRule.ACCEPT, _l("it is accepted until the moment below")),
            SelectChoice(LateRule.PERCENT, _l("it is accepted with percents off for each day")),
        ],
    )
    late_until = MomentField(_l("Accepted late until"))
    percent_per_day = IntegerField(
        _l("Percent off for each day"), [Optional(), NumberRange(1, 100, _l("From 1 to 100."))], default=10
    )

    def offer(self, ready: Iterable[tuple[str, str]]) -> QuizForm:
        """Offer the ready-made quizzes that there are."""
        self.ready.choices = [SelectChoice(key, title) for key, title in ready]
        return self


class CardsForm(AssignmentForm):
    """A flashcard goal."""

    goal = RadioField(
        _l("Goal"),
        choices=[
            SelectChoice(Goal.CARDS, _l("so many cards rated")),
            SelectChoice(Goal.MINUTES, _l("so many minutes studied")),
            SelectChoice(Goal.RETENTION, _l("so many percent remembered at the closing, as the memory model expects")),
        ],
        default=Goal.CARDS,
    )
    target = IntegerField(
        _l("How many"), [InputRequired(_l("Please type a number.")), NumberRange(1, 10_000)], default=20
    )
    query = StringField(
        _l("Of which questions"),
        [Length(max=500)],
        description=_l("A topic, or other words of the search box. Empty: of all."),
        render_kw=_TOPICS,
    )


class ReadingForm(AssignmentForm):
    """A reading: passages of sources."""

    minutes = IntegerField(_l("About how many minutes it takes"), [Optional(), _MINUTES])

    passages: Sequence[str] = ()
    """The chosen ones, read from the request, as they are many."""

    def others_made(self) -> list[tuple[str, str]]:
        """Return what is kept where it is not what was sent, the passages too."""
        kept = self.kept.get("passages", ())
        differ = set(kept) != set(request.form.getlist("passages"))
        return [*super().others_made(), *([(_("Passages to read"), ", ".join(kept))] if differ else [])]


class ExceptionForm(MeetingForm):
    """How an assignment differs for one student."""

    extra_percent = IntegerField(
        _l("More time, in percent"),
        [Optional(), NumberRange(0, 500, _l("From 0 to 500."))],
        description=_l("Empty: as their enrolment says."),
    )
    extra_minutes = IntegerField(
        _l("And so many minutes more"),
        [Optional(), NumberRange(0, LONGEST_MINUTES, _l("From 0 to 1440."))],
        description=_l("Empty: none."),
    )
    opens_at = MomentField(_l("Opens"), description=_l("Empty: as for all."))
    closes_at = MomentField(_l("Closes"), description=_l("Empty: as for all."))
    attempts = IntegerField(
        _l("Attempts"),
        [Optional(), NumberRange(1, MOST_ATTEMPTS, _l("From 1 to 20."))],
        description=_l("Empty: as for all."),
    )
    excused = BooleanField(_l("Excused: it does not count for this student"))
    note = StringField(_l("Note"), [Length(max=300)], description=_l("Only teachers see it."))
