"""Hashing of passwords. Slow by design: never called while the write gate is held."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argon2 import PasswordHasher


def hash_password(password: str) -> str:
    """Return the argon2id hash to keep."""
    return _hasher().hash(password)


def password_matches(kept_hash: str | None, password: str) -> bool:
    """Say whether a password is the right one; takes as long when there is nobody of that name."""
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
