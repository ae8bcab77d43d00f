"""Protection from requests that another site makes a browser send: Flask-WTF's tokens and checks, looked at cheaply.

It looked the application, the request and the session up two dozen times for each form. Here that is done once, what
changes nothing is told by its method first, and whether a view is exempt is asked only where a check fails.
"""

from __future__ import annotations

import functools
import hmac

from flask import Flask, Request, current_app, g, request, session
from flask_wtf import CSRFProtect
from flask_wtf.csrf import CSRFError, same_origin
from itsdangerous import BadData, URLSafeTimedSerializer

FIELD = "csrf_token"


@functools.cache
def _serializer(secret_key: str | bytes) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(secret_key, salt="wtf-csrf-token")  # as Flask-WTF makes its tokens


class Protection(CSRFProtect):  # type: ignore[misc]  # Flask-WTF ships no types
    """Refuses whatever changes something and does not bring the token of its session."""

    def protect(self, apply_exemptions: bool = False) -> None:
        """Let this request pass, or refuse it.

        Raises:
            CSRFError: its token is missing or not of its session, or by https it was sent from another site.
        """
        app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001 - each look through
        asked: Request = request._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001 - a proxy has its price
        if asked.method not in app.config["WTF_CSRF_METHODS"] or (apply_exemptions and asked.url_rule is None):
            return
        try:
            self._check_token(app, asked.form.get(FIELD) or self._get_csrf_token())
            if asked.is_secure and app.config["WTF_CSRF_SSL_STRICT"]:
                _check_referrer(asked)
        except CSRFError:
            if not (apply_exemptions and self._is_exempt()):
                raise
        else:
            g.csrf_valid = True  # no form looks again

    @staticmethod
    def _check_token(app: Flask, token: str | None) -> None:
        held = session.get(FIELD)
        if not token or not held:
            raise CSRFError("The token is missing, or the session has none.")
        try:
            proven = _serializer(app.secret_key or "").loads(token, max_age=app.config["WTF_CSRF_TIME_LIMIT"])
        except BadData as error:
            raise CSRFError("The token was not made here.") from error
        if not hmac.compare_digest(held, proven):
            raise CSRFError("The token is of another session.")


def _check_referrer(asked: Request) -> None:
    if not asked.referrer or not same_origin(asked.referrer, f"https://{asked.host}/"):
        raise CSRFError("It was not sent from a page of this site.")
