from __future__ import annotations

import pytest

from tests.privacy.conftest import unpacked
from tests.tokens import without_tokens


@pytest.mark.longer
def test_somebody_takes_out_their_own_data_from_their_settings(ani, browse):
    mine = browse(ani)
    assert "/settings/data" in mine.get("/settings").text
    assert "/settings/data.zip" in mine.get("/settings/data").text
    reply = mine.get("/settings/data.zip")
    assert reply.headers["Cache-Control"] == "no-store"
    assert "Ani" not in without_tokens(str(reply.headers))
    assert unpacked(reply.data)[1]["person"]["name"] == "Ani Grigoryan"


@pytest.mark.longer
def test_a_guest_does_too_and_who_has_done_nothing_has_nothing(client):
    assert client.get("/settings/data").status_code == 404
    client.post("/settings", data={"new_per_day": "5", "reviews_per_day": "50"})
    page, told, _names = unpacked(client.get("/settings/data.zip").data)
    assert told["parts"]["people.id"][0]["new_per_day"] == 5
    assert "about you" in page


@pytest.mark.longer
def test_an_admin_takes_them_out_for_somebody_which_is_written_down(ani, admin):
    reply = admin.post(f"/people/{ani}/data")
    assert unpacked(reply.data)[1]["person"]["id"] == ani
    assert "The data of Ani Grigoryan were downloaded." in admin.get("/people").text
    assert admin.post("/people/10000/data").status_code == 404
