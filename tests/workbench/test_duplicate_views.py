from __future__ import annotations

import re
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from quizapp.accounts.models import Role
from quizapp.accounts.services import create_guest
from quizapp.bank.models import Card
from quizapp.clock import utcnow
from quizapp.memory.services import Event, Learner, record_review
from quizapp.scheduling.state import Rating, Rules
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
    assert "“a” merged into “b”" in text_of(instructor.get("/questions/changes"))
    assert (
        f'<a href="/questions/{three["b"]}">It was merged into b.</a>'
        in instructor.get(f"/questions/{three['a']}").text
    )
    assert "It was merged" not in instructor.get(f"/questions/{three['b']}").text
    instructor.post(f"{address}/merge", data={"stays": three["a"]})
    assert "One of them is in the trash already." in text_of(instructor.get("/duplicates"))
    assert look(three["b"]).trashed_at is None


@pytest.mark.longer
def test_two_side_by_side_say_which_one_is_answered_more_often(instructor, three, session):
    instructor.post("/duplicates")
    learner = Learner(create_guest(session, now=utcnow()).id, Rules(ZoneInfo("UTC")))
    card_id = session.scalars(sa.select(Card.id).where(Card.question_id == three["b"])).one()
    record_review(session, learner, card_id, Rating.GOOD, Event("one", utcnow()), now=utcnow())
    session.commit()
    page = instructor.get(f"/duplicates/{three['a']}/{three['b']}").text
    assert re.findall(r"<dt>Answered</dt>\s*<dd>([^<]+)</dd>", page) == [
        "0 answers in quizzes, 0 learners remember its cards",
        "0 answers in quizzes, 1 learner remembers its cards",
    ]


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
