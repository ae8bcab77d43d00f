"""The signed cookie that a session is kept in: Flask's own, but its signature is checked once, not at every request."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import URLSafeTimedSerializer

from quizapp.clock import utcnow

KEPT_COOKIES = 4_096


class RememberingSerializer(URLSafeTimedSerializer):
    """Remembers, by the whole text, which cookies were found to be signed by us, and when: half of reading one."""

    def __init__(self, *args: Any, **more: Any) -> None:  # noqa: ANN401 - as itsdangerous' own
        """Remember nothing yet."""
        super().__init__(*args, **more)
        self._found: dict[str, tuple[bytes, datetime]] = {}

    def loads(self, s: str, max_age: int, **more: Any) -> Any:  # type: ignore[override]  # noqa: ANN401 - a payload
        """Return what a signed text holds, a fresh object each time.

        Raises:
            BadSignature: it was not signed by us, or longer ago than max_age seconds.
        """
        found = self._found.get(s)
        if found is not None and utcnow() - found[1] <= timedelta(seconds=max_age):
            return self.load_payload(found[0])
        payload, signed_at = super().loads(s, max_age, return_timestamp=True, **more)
        if len(self._found) >= KEPT_COOKIES:
            self._found.clear()
        self._found[s] = s.rsplit(".", 2)[0].encode(), signed_at
        return payload


class CookieSessions(SecureCookieSessionInterface):
    """Sessions in a signed cookie, read with a serializer that is kept as long as the keys are the same."""

    def __init__(self) -> None:
        """Begin without a serializer: the application's key is not known yet."""
        self._made: tuple[object, RememberingSerializer] | None = None

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        """Return the serializer of the application's keys."""
        keys = [*(app.config["SECRET_KEY_FALLBACKS"] or ()), app.secret_key]
        if self._made is None or self._made[0] != keys:
            signer = {"key_derivation": self.key_derivation, "digest_method": self.digest_method}
            serializer = RememberingSerializer(keys, salt=self.salt, serializer=self.serializer, signer_kwargs=signer)
            self._made = keys, serializer
        return self._made[1]


def init_app(app: Flask) -> None:
    """Keep this application's sessions so."""
    app.session_interface = CookieSessions()
