"""Names of people that tell nothing: what a browser binds to a person what it keeps for them by."""

from __future__ import annotations

import base64
import hashlib
import hmac

from flask import Flask, current_app
from flask import session as cookie

from quizapp.accounts.visitor import claim_of

LENGTH = 12
"""Bytes of a name: nobody guesses one, and two people never share one."""


def init_app(app: Flask) -> None:
    """Let templates name whose page it is."""
    app.jinja_env.globals.update(person_key=own_key, former_key=former_key)


def key_of(person_id: int) -> str:
    """Return the name by which browsers know a person."""
    secret = str(current_app.secret_key).encode()
    digest = hmac.digest(secret, f"person {person_id}".encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(digest[:LENGTH]).decode()


def own_key() -> str:
    """Return the name of whom this browser's session claims to be; "" for somebody who has not done anything yet."""
    claim = claim_of(cookie.get("_user_id", ""))
    return key_of(claim.id) if claim else ""


def former_key() -> str:
    """Return the name of the guest that whoever is signed in was in this browser before; "" if they were none."""
    return str(cookie.get("former", ""))
