"""Forms of reports: what a student says against a question, and what they are told."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, IntegerField, RadioField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from quizapp.editorial.models import Reason, Verdict
from quizapp.editorial.reports import LONGEST_TEXT, Complaint
from quizapp.web.forms import BaseForm

REASONS = {
    Reason.KEY: _l("The answer that is marked as right is not right"),
    Reason.MINE: _l("My answer should count as right, too"),
    Reason.UNCLEAR: _l("The question is unclear or misleading"),
    Reason.SOURCE: _l("The source does not say this"),
    Reason.SPELLING: _l("Something is misspelt or not shown well"),
    Reason.OTHER: _l("Something else"),
}
VERDICTS = {
    Verdict.RIGHT: _l("The student is right"),
    Verdict.FIXED: _l("The student is right, and the question is mended"),
    Verdict.WRONG: _l("The question is right as it stands"),
}
TOLD = {
    Verdict.RIGHT: _l("You are right."),
    Verdict.FIXED: _l("You are right, and the question is mended."),
    Verdict.WRONG: _l("The question is right as it stands."),
}
"""The same, as the student reads it."""


class ReportForm(BaseForm):
    """Why a student thinks that a question is wrong."""

    reason = RadioField(
        _l("What is wrong?"),
        [InputRequired(_l("Please choose what is wrong."))],
        choices=[SelectChoice(*one) for one in REASONS.items()],
    )
    text = TextAreaField(
        _l("In your words"),
        [Length(max=LONGEST_TEXT, message=_l("At most %(max)d characters."))],
        description=_l("If you like: what should it say, and how do you know?"),
    )

    def complaint(self) -> Complaint:
        """Return what was said."""
        return Complaint(Reason(self.reason.data), self.text.data or "")


class AnswerForm(BaseForm):
    """What a student is told about a report."""

    verdict = RadioField(
        _l("What came of it?"),
        [InputRequired(_l("Please choose what came of it."))],
        choices=[SelectChoice(*one) for one in VERDICTS.items()],
    )
    fixed_number = IntegerField(
        _l("Mended by version"),
        [Optional(), NumberRange(1, message=_l("A version has a number from 1."))],
        description=_l("The current one, if you leave it empty."),
    )
    text = TextAreaField(
        _l("A sentence for the student"),
        [
            InputRequired(_l("Please write a sentence: the student waits for it.")),
            Length(max=LONGEST_TEXT, message=_l("At most %(max)d characters.")),
        ],
    )
    with_others = BooleanField(_l("Answer all open reports of this question so"))
