"""The form of a rating."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField
from wtforms.validators import InputRequired, NumberRange, Optional

from quizapp.scheduling.state import Rating
from quizapp.web.forms import BaseForm

LONGEST_MS = 3_600_000


class RatingForm(BaseForm):
    """How well a card was recalled, and how long that took."""

    rating = IntegerField(validators=[InputRequired(), NumberRange(1, 4, _l("From 1 to 4."))])
    duration_ms = IntegerField(validators=[Optional()])

    def rated(self) -> Rating:
        """Return the rating."""
        return Rating(self.rating.data)

    def duration(self) -> int | None:
        """Return how long the learner thought, in milliseconds, where the browser told it and it can be true."""
        told: int | None = self.duration_ms.data
        return told if told is not None and 0 <= told <= LONGEST_MS else None
