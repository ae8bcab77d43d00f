"""The signed cookie that a session is kept in: Flask's own, but its signature is checked once, not at every request."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from types import NoneType
from typing import Any

from flask import Flask, Response
from flask.sessions import SecureCookieSessionInterface, SessionMixin
from itsdangerous import Serializer, SignatureExpired, Signer, URLSafeTimedSerializer

from quizapp.clock import utcnow

KEPT_COOKIES = 4_096
LEAST_FAILURE = 500
FORMER = {"digest_method": hashlib.sha1}
"""How versions up to November 2026 signed: read until what they signed expires, and made no more."""


class RememberingSerializer(URLSafeTimedSerializer):
    """Remembers, by the whole text, what cookies signed by us hold, and since when: nearly all of reading one."""

    def __init__(self, *args: Any, **more: Any) -> None:
        """Remember nothing yet."""
        super().__init__(*args, **more)
        self._found: dict[str, tuple[dict[str, Any] | bytes, datetime]] = {}

    def loads(self, s: str, max_age: int, **more: Any) -> Any:  # type: ignore[override]  # noqa: ANN401 - a payload
        """Return what a signed text holds, a fresh object each time.

        One that was signed at a moment to come is good: the clock was wrong then, or is now, and was put right.

        Raises:
            BadSignature: it was not signed by us, or longer ago than max_age seconds.
        """
        found = self._found.get(s)
        if found is not None and utcnow() - found[1] <= timedelta(seconds=max_age):
            return dict(found[0]) if isinstance(found[0], dict) else self.load_payload(found[0])
        payload, signed_at = super().loads(s, None, return_timestamp=True, **more)
        if utcnow() - signed_at > timedelta(seconds=max_age):
            raise SignatureExpired("Signed too long ago.", payload=payload, date_signed=signed_at)
        if len(self._found) >= KEPT_COOKIES:
            self._found.clear()
        self._found[s] = dict(payload) if _is_flat(payload) else s.rsplit(".", 2)[0].encode(), signed_at
        return payload


_UNCHANGING = (str, int, float, bool, NoneType)


def _is_flat(payload: object) -> bool:
    """Say whether a copy of a payload shares nothing with it that could be changed."""
    return isinstance(payload, dict) and all(isinstance(one, _UNCHANGING) for one in payload.values())


class CookieSessions(SecureCookieSessionInterface):
    """Sessions in a signed cookie, read with a serializer that is kept as long as the keys are the same."""

    digest_method = staticmethod(hashlib.sha256)

    def __init__(self) -> None:
        """Begin without a serializer: the application's key is not known yet."""
        self._made: tuple[object, RememberingSerializer] | None = None

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        """Return the serializer of the application's keys."""
        keys = [*(app.config["SECRET_KEY_FALLBACKS"] or ()), app.secret_key]
        if self._made is None or self._made[0] != keys:
            signer = {"key_derivation": self.key_derivation, "digest_method": self.digest_method}
            serializer = RememberingSerializer(
                keys,
                salt=self.salt,
                serializer=self.serializer,
                signer_kwargs=signer,
                fallback_signers=[signer | FORMER],
            )
            self._made = keys, serializer
        return self._made[1]

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Save a session that was changed; of one that was only read, nothing but that the response depends on it.

        Where the server failed, what the session was changed to is saved nowhere: the browser keeps what it has.
        """
        if response.status_code >= LEAST_FAILURE:
            return
        if not session or self.should_set_cookie(app, session) or "Vary" in response.headers:
            super().save_session(app, session, response)
        elif session.accessed:
            response.headers.add("Vary", "Cookie")


def init_app(app: Flask) -> None:
    """Keep this application's sessions so; and sign all else, such as Flask-WTF's tokens, by the same hash."""
    app.session_interface = CookieSessions()
    Signer.default_digest_method = staticmethod(hashlib.sha256)
    Serializer.default_fallback_signers = [FORMER]
