"""The form of the rules of keeping."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, IntegerField
from wtforms.validators import NumberRange, Optional

from quizapp.web.forms import BaseForm


class RetentionForm(BaseForm):
    """How long things are kept; an empty field keeps them."""

    classes_months = IntegerField(
        _l("Students, months after their last class was archived"),
        [Optional(), NumberRange(1, 120)],
        description=_l("Who has practised since, or learns in a class that goes on, stays. Empty: all stay."),
    )
    guests_days = IntegerField(
        _l("Guests in no class, days after they practised last"),
        [Optional(), NumberRange(30, 3_650)],
        description=_l("30 or more. Empty: all stay."),
    )
    drafts_days = IntegerField(
        _l("Drafts of questions, days after they were touched last"),
        [Optional(), NumberRange(30, 3_650)],
        description=_l("30 or more. Empty: all stay."),
    )
    automatic = BooleanField(
        _l("Do so each day by itself"), description=_l("Without a look at the preview, after a backup.")
    )
