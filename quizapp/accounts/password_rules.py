"""Which passwords are taken: long ones, of any characters, but none that an attacker tries first.

As NIST SP 800-63B-4 and OWASP ASVS 5.0 (6.2) have it: no rules about kinds of characters, nothing cut off, a list of
common ones (common-passwords.gz, by whom and on which terms stands beside it), and words that lie near.
"""

from __future__ import annotations

import functools
import gzip
import itertools
import re
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path

LEAST_LENGTH = 8
LEAST_LENGTH_OF_STAFF = 12
MOST_LENGTH = 200
_COMMON = Path(__file__).with_name("common-passwords.gz")
_PRODUCT = "quizapp"
_LEAST_WORD = 3
"""Letters of a word that is looked for: names of two stand in many words."""
_FEW_CHARACTERS = 3
_RUN_SHARE = 0.75


class Weakness(StrEnum):
    """Why a password is not taken, though it is long enough."""

    COMMON = "common"
    NEAR = "near"
    """Little is left of it without names of the person, the site and the product."""
    PLAIN = "plain"
    """Few characters again and again, or one after the other."""


def least_length(*, is_staff: bool) -> int:
    """Return how many characters a password has at least: more where more can be done with it."""
    return LEAST_LENGTH_OF_STAFF if is_staff else LEAST_LENGTH


def weakness_of(password: str, near: Iterable[str] = ()) -> Weakness | None:
    """Return why a password would be guessed soon, if it would; near are names that lie near, of a person or a site."""
    folded = password.casefold()
    if f"\n{folded}\n".encode() in _common_passwords():
        return Weakness.COMMON
    if _is_plain(folded):
        return Weakness.PLAIN
    return Weakness.NEAR if _is_near(folded, [_PRODUCT, *near]) else None


@functools.cache
def _common_passwords() -> bytes:
    """Return all of them, each between two line feeds: 80 kB, read when the first is asked for."""
    return gzip.decompress(_COMMON.read_bytes())


def _is_plain(folded: str) -> bool:
    steps = [abs(ord(one) - ord(other)) <= 1 for one, other in itertools.pairwise(folded)]
    return len(set(folded)) <= _FEW_CHARACTERS or sum(steps) >= _RUN_SHARE * len(steps)


def _is_near(folded: str, near: Iterable[str]) -> bool:
    letters = _joined(folded)
    words = {part for name in near for part in [_joined(name.casefold()), *re.split(r"[\W_]+", name.casefold())]}
    left = letters
    for word in sorted(words, key=len, reverse=True):
        left = left.replace(word, "") if len(word) >= _LEAST_WORD else left
    return left != letters and len(left) < LEAST_LENGTH


def _joined(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)
