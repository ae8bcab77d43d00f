"""Forms of accounts: names, passwords, preferences."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, IntegerField, PasswordField, StringField
from wtforms.validators import EqualTo, InputRequired, Length, NumberRange, Regexp

from quizapp.accounts.passwords import LEAST_LENGTH
from quizapp.web.forms import BaseForm

_NAME_RULES = (
    InputRequired(_l("Please type a name.")),
    Length(2, 40, _l("A name has 2 to 40 characters.")),
    Regexp(r"^[^\x00-\x1f<>@/\\]+$", message=_l("A name cannot contain < > @ / or \\.")),
)
_PASSWORD_RULES = (
    InputRequired(_l("Please type a password.")),
    Length(LEAST_LENGTH, 200, _l("A password has at least %(min)d characters.")),
)


class SignInForm(BaseForm):
    """Name and password of somebody who has an account."""

    name = StringField(_l("Name"), [InputRequired(_l("Please type your name."))])
    password = PasswordField(_l("Password"), [InputRequired(_l("Please type your password."))])


class NewAccountForm(BaseForm):
    """Name and password of a new account; no e-mail address is asked for."""

    name = StringField(_l("Name"), _NAME_RULES, description=_l("What you sign in with, and what your teacher sees."))
    password = PasswordField(
        _l("Password"), _PASSWORD_RULES, description=_l("At least 8 characters. A few words are best.")
    )


class PasswordForm(BaseForm):
    """A new password, typed twice, and the one it replaces."""

    current = PasswordField(_l("Present password"), [InputRequired(_l("Please type your present password."))])
    password = PasswordField(_l("New password"), _PASSWORD_RULES)
    again = PasswordField(_l("New password, again"), [EqualTo("password", _l("The two passwords differ."))])


class PreferencesForm(BaseForm):
    """How somebody likes to practise."""

    shortcuts = BooleanField(
        _l("Single-key shortcuts"),
        description=_l(
            "Space shows the answer, 1 to 4 rate it, u takes the last step back, and others that can be chosen."
        ),
    )
    new_per_day = IntegerField(_l("New cards a day"), [NumberRange(0, 999, _l("From 0 to 999."))])
    reviews_per_day = IntegerField(_l("Reviews a day, at most"), [NumberRange(0, 9999, _l("From 0 to 9999."))])
