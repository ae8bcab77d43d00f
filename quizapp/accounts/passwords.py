"""Hashing of passwords. Slow by design: never called while the write gate is held."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from quizapp.accounts.words import as_printed

if TYPE_CHECKING:
    from argon2 import PasswordHasher


def hash_password(password: str) -> str:
    """Return the argon2id hash to keep."""
    return _hasher().hash(password)


def password_matches(kept_hash: str | None, password: str) -> bool:
    """Say whether a password is the right one; takes as long when there is nobody of that name.

    The four words of a sign-in card are taken with spaces and in capitals, too: children type them on phones. Nobody
    guesses more easily for that, as it is those words alone, and a password that somebody chose is compared as typed.
    """
    if _matches(kept_hash, password):
        return True
    printed = as_printed(password)
    return printed is not None and _matches(kept_hash, printed)


def _matches(kept_hash: str | None, password: str) -> bool:
    from argon2.exceptions import InvalidHashError, VerificationError  # noqa: PLC0415 - few need it, and all would keep it in memory

    try:
        return _hasher().verify(kept_hash or _nobodys_hash(), password) and bool(kept_hash)
    except (VerificationError, InvalidHashError):
        return False


@functools.cache
def _hasher() -> PasswordHasher:
    """Return what hashes with OWASP's figures: 31 ms and 19 MiB a sign-in."""
    from argon2 import PasswordHasher  # noqa: PLC0415 - as above

    return PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


@functools.cache
def _nobodys_hash() -> str:
    return _hasher().hash("nobody has this password")
