"""What each visitor gets at an address: the words in which routes.py writes its matrix."""

from __future__ import annotations

from dataclasses import dataclass, field

SIGN_IN = "to sign in"


@dataclass(frozen=True, slots=True)
class Row:
    """What each visitor gets: a status, or SIGN_IN for the way to the sign-in page."""

    anonymous: int | str
    guest: int | str
    student: int | str
    instructor: int | str
    fields: dict[str, str] = field(default_factory=dict)

    def sending(self, **fields):
        return Row(self.anonymous, self.guest, self.student, self.instructor, fields)


def everybody(status=200):
    return Row(status, status, status, status)


def account_holders(status=200):
    return Row(SIGN_IN, SIGN_IN, status, status)


def instructors(status=200):
    return Row(SIGN_IN, SIGN_IN, 403, status)


def admins():
    """Admins of the site alone; test_bank_roles sees to it that they get in."""
    return Row(SIGN_IN, SIGN_IN, 403, 403)


def owners_of_banks():
    """Whoever owns a bank; the bank of most tests is open, so that instructors read and edit it, and no more."""
    return Row(SIGN_IN, SIGN_IN, 403, 403)


def owners(status=200):
    """Whoever has rows here, on their own; a first visitor owns nothing."""
    return Row(404, status, status, status)
