from __future__ import annotations

import pytest
from flask import url_for

from quizapp.web.addresses import addresses_of

MARK = "gradebook.show_mark"


@pytest.mark.parametrize("mounted_at", ["", "/quiz app", "/7/8"])
def test_addresses_are_those_of_the_endpoint_wherever_it_is_mounted(app, mounted_at):
    with app.test_request_context(base_url=f"http://localhost{mounted_at}"):
        address = addresses_of(MARK, "person_id", "assignment_id", class_id=7)
        for person_id, assignment_id in ((8, 9), (7, 7), (2**31 - 1, 0)):
            usual = url_for(MARK, class_id=7, person_id=person_id, assignment_id=assignment_id)
            assert address(person_id=person_id, assignment_id=assignment_id) == usual
            assert usual.startswith(f"{mounted_at}/classes/7/")


def test_what_varies_may_stand_in_the_query(app):
    with app.test_request_context():
        address = addresses_of(MARK, "attempt", class_id=1, person_id=2, assignment_id=3)
        assert address(attempt=4) == url_for(MARK, class_id=1, person_id=2, assignment_id=3, attempt=4)
