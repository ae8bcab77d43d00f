from __future__ import annotations

import re

import pytest

from quizapp.accounts import opaque


def key_on(page):
    found = re.search(r'<body data-person="([^"]+)"', page)
    return found and found[1]


def test_a_name_is_the_same_each_time_and_tells_no_number(app):
    with app.app_context():
        names = [opaque.key_of(number) for number in range(1, 50)]
        assert names == [opaque.key_of(number) for number in range(1, 50)]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[\w-]{16}", name) for name in names)


def test_another_installation_knows_people_by_other_names(app, make_person):
    with app.app_context():
        name = opaque.key_of(1)
        app.secret_key, kept = "another one", app.secret_key
        assert opaque.key_of(1) != name
        app.secret_key = kept


@pytest.mark.longer
def test_a_page_says_whose_it_is_and_nothing_of_nobody(client, make_person, sign_in):
    assert key_on(client.get("/").text) is None
    person = make_person()
    sign_in(client, person)
    with client.application.app_context():
        assert key_on(client.get("/").text) == opaque.key_of(person)


@pytest.mark.longer
def test_who_signs_up_as_a_guest_keeps_their_name(client):
    client.post("/review/begin")
    guest = key_on(client.get("/").text)
    client.post("/sign-up", data={"name": "Anahit", "password": "quite long enough", "again": "quite long enough"})
    assert key_on(client.get("/").text) == guest


@pytest.mark.longer
def test_who_signs_in_as_a_guest_is_told_which_guest_they_were(client, make_person, sign_in):
    client.post("/review/begin")
    guest = key_on(client.get("/").text)
    sign_in(client, make_person())
    page = client.get("/").text
    assert key_on(page) != guest
    assert f'data-former="{guest}"' in page
    client.post("/sign-out")
    sign_in(client, make_person())
    assert "data-former" not in client.get("/").text
