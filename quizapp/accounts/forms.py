"""Forms of accounts: names, passwords, preferences."""

from __future__ import annotations

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from wtforms import BooleanField, Field, IntegerField, PasswordField, StringField
from wtforms.validators import EqualTo, InputRequired, Length, NumberRange, Regexp, ValidationError

from quizapp.accounts.password_rules import MOST_LENGTH, Weakness, least_length, weakness_of
from quizapp.accounts.services import LEAST_SEEN
from quizapp.formats.roster import seen_of
from quizapp.web.forms import BaseForm


def _is_seen(_form: BaseForm, field: Field) -> None:
    """Refuse a name that is long enough only by what cannot be seen: no list would show whose it is.

    Raises:
        ValidationError: fewer than two characters of it can be seen.
    """
    if len(seen_of(field.data or "")) < LEAST_SEEN <= len(field.data or ""):
        raise ValidationError(_("A name has 2 to 40 characters."))


NAME_LENGTH = (Length(LEAST_SEEN, 40, _l("A name has 2 to 40 characters.")), _is_seen)
_NAME_RULES = (
    InputRequired(_l("Please type a name.")),
    *NAME_LENGTH,
    Regexp(r"^[^\x00-\x1f<>@/\\]+$", message=_l("A name cannot contain < > @ / or \\.")),
)
NAME_TAKEN = _l("Somebody signs in with this name already. If it is you, sign in; if not, add an initial or a number.")
WEAK = {
    Weakness.COMMON: _l("Many people have this password, so it is tried first. Choose another: a few words, say."),
    Weakness.NEAR: _l("This is too near to a name of yours or of this site. Choose another: a few words, say."),
    Weakness.PLAIN: _l("The same few characters, or one after the other, are tried first. Choose a few words, say."),
}


class NewPassword:
    """Takes a new password if it is long enough, for staff or for students, and would not be guessed soon."""

    def __call__(self, form: BaseForm, field: Field) -> None:
        """Check a field.

        Raises:
            ValidationError: the password is too short, too long, or one that is tried first.
        """
        own = current_user.name if current_user.is_authenticated else ""
        least = least_length(is_staff=getattr(form, "is_staff", False))
        if len(field.data) < least:
            raise ValidationError(_("A password has at least %(least)d characters.", least=least))
        if len(field.data) > MOST_LENGTH:
            raise ValidationError(_("A password has at most %(most)d characters.", most=MOST_LENGTH))
        typed = form.name.data if "name" in form else ""
        weakness = weakness_of(field.data, [own, typed or "", *request.host.split(":")[0].split(".")])
        if weakness is not None:
            raise ValidationError(str(WEAK[weakness]))


_PASSWORD_RULES = (InputRequired(_l("Please type a password.")), NewPassword())


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


class NewStaffForm(NewAccountForm):
    """Name and password of somebody who teaches."""

    is_staff = True
    name = StringField(_l("Name"), _NAME_RULES, description=_l("What you sign in with, and what your students see."))
    password = PasswordField(
        _l("Password"), _PASSWORD_RULES, description=_l("At least 12 characters. A few words are best.")
    )


class PasswordForm(BaseForm):
    """A new password, typed twice, and the one it replaces."""

    current = PasswordField(_l("Present password"), [InputRequired(_l("Please type your present password."))])
    password = PasswordField(
        _l("New password"),
        _PASSWORD_RULES,
        description=_l("At least 8 characters, 12 for those who teach. A few words are best."),
    )
    again = PasswordField(_l("New password, again"), [EqualTo("password", _l("The two passwords differ."))])

    @property
    def is_staff(self) -> bool:
        """Say whether the visitor teaches."""
        return bool(current_user.is_authenticated and current_user.is_instructor)


class CodeForm(BaseForm):
    """A code of an authenticator app, or one for when that is lost."""

    WRONG_CODE = _l("This code is not right, or was used before. Wait for the next one that the app shows.")
    code = StringField(
        _l("Code"),
        [InputRequired(_l("Please type a code.")), Length(max=40)],
        render_kw={"autocapitalize": "none", "spellcheck": "false", "maxlength": 40},
    )


class ConfirmForm(BaseForm):
    """What shows that it is still the person who signed in."""

    WRONG = _l("This is not your password.")
    password = PasswordField(_l("Password"), [InputRequired(_l("Please type your password.")), Length(max=200)])


class ConfirmByCodeForm(ConfirmForm):
    """The same of somebody who has a second factor: a code of it will do."""

    WRONG = _l("This is neither your password nor a code of yours.")
    password = PasswordField(
        _l("Password, or a code of your app"), [InputRequired(_l("Please type your password.")), Length(max=200)]
    )


class FactorForm(CodeForm):
    """A first code, and the password of whoever sets a second factor up."""

    WRONG_PASSWORD = _l("This is not your password.")
    password = PasswordField(_l("Password"), [InputRequired(_l("Please type your password."))])


class PreferencesForm(BaseForm):
    """How somebody likes to practise."""

    shortcuts = BooleanField(
        _l("Single-key shortcuts"),
        description=_l("Space shows the answer, 1 to 4 rate it, u undoes the last step; you can choose other keys."),
    )
    new_per_day = IntegerField(_l("New cards a day"), [NumberRange(0, 999, _l("From 0 to 999."))])
    reviews_per_day = IntegerField(_l("Reviews a day, at most"), [NumberRange(0, 9999, _l("From 0 to 9999."))])
