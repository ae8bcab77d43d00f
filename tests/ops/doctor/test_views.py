from __future__ import annotations

import pytest

from quizapp.accounts.models import Person, Role
from quizapp.db import db


@pytest.mark.longer
@pytest.mark.sqlite
def test_admins_see_what_the_command_says_the_worst_first(app, client, make_person, sign_in, settings):
    person_id = make_person(Role.INSTRUCTOR)
    with app.app_context():
        db.session().get_one(Person, person_id).is_admin = True
        db.session.commit()
    page = sign_in(client, person_id).get("/server").text
    assert page.index("There is no backup yet.") < page.index("Python 3.")
    assert "/server/backups" in page
