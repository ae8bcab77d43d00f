"""Addresses of this site as they stand in mails, made outside of requests; and the token that confirms an address."""

from __future__ import annotations

from flask import Flask
from itsdangerous import BadSignature, URLSafeSerializer

from quizapp.mail.models import MailAddress, MailKind
from quizapp.mail_server import MailServer

_SALT = "quizapp.mail.confirmation"
OF = {MailKind.ANNOUNCEMENT: "announcements", MailKind.REMINDER: "reminders"}
"""How links that stop mails say of which kind."""


class Links:
    """Makes links for mails."""

    def __init__(self, app: Flask, server: MailServer) -> None:
        """Remember where the links lead."""
        scheme, _, host = server.links.partition("://")
        self._rules = app.url_map.bind(host, url_scheme=scheme)
        self._app = app

    def to(self, endpoint: str, **values: object) -> str:
        """Return the whole address of a page."""
        return str(self._rules.build(endpoint, values, force_external=True))

    def to_confirm(self, row: MailAddress) -> str:
        """Return the link that confirms somebody's address."""
        return self.to("mail.confirm_address", mail_token=token_of(self._app, str(row.pending_nonce)))

    def to_stop(self, row: MailAddress, kind: MailKind) -> str:
        """Return the link that stops a kind of mails to somebody."""
        return self.to("mail.stop_mails", stop_key=row.stop_key, of=OF[kind])


def token_of(app: Flask, nonce: str) -> str:
    """Return the token of a link: what the database keeps, signed, so that a copy of it alone makes no link."""
    return str(URLSafeSerializer(str(app.secret_key), salt=_SALT).dumps(nonce))


def nonce_of(app: Flask, token: str) -> str | None:
    """Return what a token was made of; None where it is none of ours."""
    try:
        nonce = URLSafeSerializer(str(app.secret_key), salt=_SALT).loads(token)
    except BadSignature:
        return None
    return nonce if isinstance(nonce, str) else None
