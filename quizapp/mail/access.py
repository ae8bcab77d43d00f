"""Whether there is mail here at all, and who may open the pages of links. Where none is set, nothing of it is there."""

from __future__ import annotations

from flask import current_app

from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.extensions import settings_of
from quizapp.mail import queries
from quizapp.mail.links import nonce_of
from quizapp.mail.models import MailAddress
from quizapp.mail_server import MailServer
from quizapp.web.access import or_404
from quizapp.web.errors import LinkUsedUpError


def sends_mail() -> bool:
    """Say whether this installation sends mails: for pages, which tell nothing of them otherwise."""
    return settings_of(current_app).mail is not None


def mail_server() -> MailServer:
    """Return the mail server, or 404 where none is set."""
    return or_404(settings_of(current_app).mail)


def open_confirmation(token: str) -> MailAddress:
    """Return whose address a link confirms, or 404: for one that was used, is too old, or is none of ours."""
    mail_server()
    nonce = nonce_of(current_app, token)
    row = queries.address_by_nonce(db.session(), nonce, utcnow()) if nonce else None
    if row is None:
        raise LinkUsedUpError
    return row


def open_stop(key: str) -> MailAddress:
    """Return whose mails a link stops, or 404; it works whoever is signed in, and for ever."""
    mail_server()
    return or_404(queries.address_by_stop_key(db.session(), key))
