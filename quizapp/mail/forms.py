"""Forms of mail: one's own address with what is wanted, and the address of a test."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, EmailField
from wtforms.validators import InputRequired, ValidationError

from quizapp.mail.models import MailAddress
from quizapp.mail.services import Wish
from quizapp.mail_server import is_address
from quizapp.web.forms import BaseForm


def as_sent(text: str) -> str:
    """Return an address as mail servers write it: the letters of a domain in any script become plain ones."""
    name, at, domain = text.rpartition("@")
    try:
        return f"{name}{at}{domain.encode('idna').decode('ascii')}" if at and not domain.isascii() else text
    except UnicodeError:
        return text


def _is_address(_form: BaseForm, field: EmailField) -> None:
    if not is_address(as_sent(field.data or "")):
        raise ValidationError(_("This is no e-mail address such as ani@example.org."))


class AddressForm(BaseForm):
    """An address alone."""

    address = EmailField(
        _l("E-mail address"),
        [InputRequired(_l("Please type an e-mail address.")), _is_address],
        render_kw={"dir": "ltr", "maxlength": 254},
    )

    def typed(self) -> str:
        """Return the address as it is kept."""
        return as_sent(self.address.data)


class MailForm(AddressForm):
    """An address, and what is to come there: nothing by itself."""

    announcements = BooleanField(
        _l("Announcements of my classes"), description=_l("When a teacher tells the class something.")
    )
    reminders = BooleanField(
        _l("Reminders of deadlines"),
        description=_l("On the afternoon before, and only of what you have not handed in."),
    )

    def wish(self) -> Wish:
        """Return what was filled in."""
        return Wish(self.typed(), bool(self.announcements.data), bool(self.reminders.data))


def kept_wish(row: MailAddress) -> dict[str, object]:
    """Return what somebody said about mails, as their form holds it: the address that was typed last."""
    address = row.pending or row.address or ""
    return {"address": address, "announcements": row.announcements, "reminders": row.reminders}
