from __future__ import annotations

import pytest

from quizapp.accounts.models import Role
from tests.replies import text_of


@pytest.mark.longer
def test_duplicates_are_looked_for_compared_and_merged(instructor, three, look):
    assert "None, as far as was looked." in text_of(instructor.get("/duplicates"))
    assert instructor.post("/duplicates").location == "/duplicates"
    page = text_of(instructor.get("/duplicates"))
    assert "3 likely pairs were found." in page
    address = f"/duplicates/{three['a']}/{three['b']}"
    assert f'href="{address}"' in page
    page = text_of(instructor.get(address))
    assert "Do these ask the same?" in page
    assert page.count("The ceasefire was brokered by Russia.") >= 4
    reply = instructor.post(f"{address}/merge", data={"stays": three["b"], "facets": "1"})
    assert reply.location == "/duplicates"
    page = text_of(instructor.get("/duplicates"))
    assert "“b” stays, “a” is in the trash." in page
    assert "1 pair" in page
    assert (look(three["a"]).trashed_at is None, look(three["b"]).trashed_at) == (False, None)
    assert "merged into b" in text_of(instructor.get("/trash"))
    assert "Merged into b" in text_of(instructor.get("/questions/changes"))
    assert (
        f'<a href="/questions/{three["b"]}">It was merged into b.</a>'
        in instructor.get(f"/questions/{three['a']}").text
    )
    assert "It was merged" not in instructor.get(f"/questions/{three['b']}").text
    instructor.post(f"{address}/merge", data={"stays": three["a"]})
    assert "One of them is in the trash already." in text_of(instructor.get("/duplicates"))
    assert look(three["b"]).trashed_at is None


@pytest.mark.longer
def test_two_that_are_no_duplicates_are_left_in_peace(instructor, three):
    instructor.post("/duplicates")
    instructor.post(f"/duplicates/{three['c']}/{three['a']}/dismiss")
    assert "2 pairs" in text_of(instructor.get("/duplicates"))
    instructor.post("/duplicates")
    assert "2 likely pairs were found." in text_of(instructor.get("/duplicates"))


@pytest.mark.longer
def test_only_a_pair_that_was_found_is_compared(instructor, three):
    address = f"/duplicates/{three['a']}/{three['b']}"
    for path in (address, f"/duplicates/{three['a']}/999"):
        text_of(instructor.get(path), 404)
        text_of(instructor.post(f"{path}/merge"), 404)
        text_of(instructor.post(f"{path}/dismiss"), 404)


@pytest.mark.longer
def test_students_see_none(client, make_person, sign_in, three):
    sign_in(client, make_person(Role.STUDENT))
    text_of(client.get("/duplicates"), 403)
    text_of(client.post("/duplicates"), 403)
    text_of(client.get(f"/duplicates/{three['a']}/{three['b']}"), 403)
