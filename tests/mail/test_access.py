from __future__ import annotations

from datetime import timedelta

import pytest
from werkzeug.exceptions import NotFound

from quizapp.clock import utcnow
from quizapp.mail import access
from quizapp.mail.links import token_of


def test_a_link_works_until_its_time_is_over(app, students, gets_mail):
    for person_id, hours in ((students[0], 1), (students[1], -1)):
        until = utcnow() + timedelta(hours=hours)
        gets_mail(person_id, None, pending=f"{person_id}@mail.example", pending_until=until, pending_nonce=str(hours))
    with app.app_context():
        assert access.open_confirmation(token_of(app, "1")).person_id == students[0]
        with pytest.raises(NotFound):
            access.open_confirmation(token_of(app, "-1"))
