"""A sign-up that is sent again, as its reply was lost on the way: the guest of this browser has that account by now.

Nobody else learns anything of it: it takes the cookie of that guest, whose stamp was spent by it, and the password.
"""

from __future__ import annotations

from datetime import timedelta

from quizapp.accounts import queries
from quizapp.accounts.entering import claimed_session
from quizapp.accounts.models import Person
from quizapp.accounts.passwords import password_matches
from quizapp.accounts.stamps import was_spent
from quizapp.clock import utcnow
from quizapp.db import db, reading

SHORTLY = timedelta(minutes=15)
"""How long after the sign-up it can be sent again, however often one signs in: no old cookie is good for guessing."""


def account_made_here(name: str, password: str) -> Person | None:
    """Return the account that this browser's guest has just signed up for by this name and password."""
    claim, now = claimed_session(), utcnow()
    if claim is None:
        return None
    with reading(db.session()):
        kept, stamp = queries.student_who_is(db.session(), name, claim.id) or (None, "")
    if not was_spent(stamp, claim.secret, now - SHORTLY) or not password_matches(kept, password):
        return None
    return queries.person_let_in(db.session(), name, kept, now)
