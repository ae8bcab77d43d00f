from __future__ import annotations

import pytest

from quizapp.accounts.signals import guest_signed_in


@pytest.fixture
def heard():
    events = []

    def hear(guest_id, *, person_id, **_rest):
        events.append((guest_id, person_id))

    guest_signed_in.connect(hear)
    yield events
    guest_signed_in.disconnect(hear)


@pytest.mark.longer
def test_a_guest_who_signs_in_is_announced(client, make_person, sign_in, heard):
    client.post("/review/begin")
    person = make_person()
    sign_in(client, person)
    assert heard == [(1, person)]


@pytest.mark.longer
def test_nobody_else_is_announced(client, make_person, sign_in, heard):
    sign_in(client, make_person())
    sign_in(client, make_person())
    assert heard == []
