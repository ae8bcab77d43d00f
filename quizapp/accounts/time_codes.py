"""Codes of an authenticator app (TOTP, RFC 6238) and the codes for when it is lost. No database here.

The secret that an app holds is kept nowhere: it follows from a seed, which is stored, and the installation's key, as
RFC 4226 (7.5) describes. A copy of the database alone gives no codes; whoever has the whole data folder can make them.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from datetime import datetime

from pyotp import TOTP

STEP_SECONDS = 30
DRIFT = 1
"""Steps before and after the present one whose codes are taken, as clocks differ."""
DIGITS = 6
RECOVERY_CODES = 10
_SECRET_BYTES = 20
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without letters and figures that look alike; ten of them have 49 bits."""


def new_seed() -> str:
    """Return a seed for somebody's secret."""
    return secrets.token_urlsafe(18)


def secret_of(key: str, seed: str) -> str:
    """Return the secret that follows from the installation's key and a seed, in Base32 as apps take it."""
    digest = hmac.digest(key.encode(), f"second factor {seed}".encode(), hashlib.sha256)
    return base64.b32encode(digest[:_SECRET_BYTES]).decode()


def step_of_code(secret: str, code: str, *, after: int, now: datetime) -> int | None:
    """Return the time step that a code is of, if it is now or beside, and later than the last one that was used."""
    present = int(now.timestamp()) // STEP_SECONDS
    totp = TOTP(secret)
    for step in (present, present - DRIFT, present + DRIFT):
        if hmac.compare_digest(totp.generate_otp(step).encode(), code.encode()) and step > after:
            return step
    return None


def is_app_code(typed: str) -> bool:
    """Say whether something typed looks like a code of an app; else it can only be one for when that is lost."""
    return len(typed) == DIGITS and typed.isascii() and typed.isdigit()


def typed_code(text: str) -> str:
    """Return a code as it is compared: without spaces and hyphens, in small letters."""
    return "".join(text.split()).replace("-", "").casefold()


def address_of(secret: str, account: str, site: str) -> str:
    """Return what an app reads from a QR code."""
    return TOTP(secret).provisioning_uri(name=account, issuer_name=f"quizapp {site}")


def in_groups(secret: str) -> str:
    """Return a secret as it is typed: in groups of four."""
    return " ".join(secret[place : place + 4] for place in range(0, len(secret), 4))


def new_recovery_codes() -> list[str]:
    """Return codes such as “k3f9m-xw2ar”, each of which lets its owner in once."""
    drawn = ["".join(secrets.choice(_ALPHABET) for _place in range(10)) for _code in range(RECOVERY_CODES)]
    return [f"{code[:5]}-{code[5:]}" for code in drawn]


def hash_of_code(code: str, salt: str) -> str:
    """Return what is kept of such a code. As slow as a password: never called while the write gate is held."""
    from argon2.low_level import Type, hash_secret_raw  # noqa: PLC0415 - few need it, and all would keep it in memory

    known = typed_code(code).encode("utf-8", "surrogatepass")
    return hash_secret_raw(known, salt.encode(), 2, 19 * 1024, 1, 24, Type.ID).hex()
