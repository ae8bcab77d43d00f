from __future__ import annotations

import pytest

from quizapp.accounts.models import Person
from quizapp.clock import utcnow
from quizapp.erasure.erasing import Asked, Way, erase_person
from quizapp.privacy.counting import rows_about


@pytest.mark.longer
def test_what_is_said_to_go_goes(session, ani):
    counts = rows_about(session, ani)
    assert all(count.rows for count in counts)
    goes = sum(count.rows for count in counts if not count.stays)
    erasure = erase_person(session, session.get_one(Person, ani), Asked(Way.COMMAND), now=utcnow())
    assert sum(erasure.removed.values()) == goes + 1  # and the account
    assert rows_about(session, ani) == []
