from __future__ import annotations

import re
from datetime import timedelta

import pytest

from quizapp.clock import utcnow

DAY = timedelta(days=1)


@pytest.fixture
def desk(browse, teacher):
    return browse(teacher)


@pytest.mark.longer
def test_an_assignment_is_closed_and_reopened(desk, give_out):
    assignment = give_out()
    assert "It is closed" in desk.get(desk.post(f"/assignments/{assignment}/close").location).text
    page = desk.get(f"/assignments/{assignment}/students").text
    assert "<strong>Closed.</strong>" in page
    assert "Reopen" in page
    assert "It is open again" in desk.get(desk.post(f"/assignments/{assignment}/reopen").location).text


@pytest.mark.longer
def test_the_trash_gives_back(desk, give_out, class_id):
    assignment = give_out()
    listed = desk.get(desk.post(f"/assignments/{assignment}/remove").location).text
    assert "1 assignment in the trash" in listed
    assert desk.get(f"/assignments/{assignment}/students").status_code == 404
    again = desk.post(f"/assignments/{assignment}/remove")
    assert re.search(r'<details[^>]* id="trash"\s+open>', desk.get(again.location).text)
    assert desk.post(f"/assignments/{assignment}/restore").status_code == 302
    assert desk.get(f"/assignments/{assignment}/students").status_code == 200


@pytest.mark.longer
def test_a_copy_goes_to_a_class_that_one_teaches(desk, give_out, make_class, make_person, stored):
    assignment, other = give_out(), make_class(name="10 c")
    assert "10 c" in desk.get(f"/assignments/{assignment}/copy").text
    reply = desk.post(f"/assignments/{assignment}/copy", data={"class_id": str(other)})
    assert "This is the copy, for 10 c" in desk.get(reply.location).text
    assert desk.post(f"/assignments/{assignment}/copy", data={"class_id": "999"}).status_code == 422
    assert [row[1] for row in stored("assignments", "id", "class_id")] == [1, other]


@pytest.mark.longer
def test_an_exception_is_made_and_taken_back(desk, give_out, students, stored):
    where = f"/assignments/{give_out(minutes=30)}/students/{students[0]}"
    desk.post(where, data={"extra_percent": "100", "closes_at": "2027-03-02T10:00", "note": "asked for"})
    page = desk.get(where).text
    assert "60 min, extended from 30" in page
    assert 'value="2027-03-02T10:00"' in page
    assert "exception" in desk.get(where.rpartition("/")[0]).text
    desk.post(where, data=dict.fromkeys(("extra_percent", "closes_at", "note"), ""))
    assert stored("assignment_exceptions") == []


@pytest.mark.longer
def test_each_field_of_an_exception_has_a_name_of_its_own(desk, give_out, students):
    page = desk.get(f"/assignments/{give_out()}/students/{students[0]}").text
    ids = re.findall(r'<(?!input[^>]*type="hidden")[^>]* id="([^"]+)"', page)
    assert sorted(ids) == sorted({*ids})  # a label names the first of two, and the other has none


@pytest.mark.longer
def test_an_exception_that_a_colleague_made_meanwhile_is_not_written_over_unseen(
    desk, colleague, give_out, students, stored
):
    where = f"/assignments/{give_out(minutes=30)}/students/{students[0]}"
    seen = {"seen_state": re.search(r'seen_state"[^>]* value="(\w+)"', desk.get(where).text)[1]}
    assert colleague.post(where, data=seen | {"note": "asked for"}).status_code == 302
    reply = desk.post(where, data=seen | {"note": "ill"})
    assert reply.status_code == 422
    assert re.search(r"<p>Last saved by Mr Sargsyan, on .+\.</p>", reply.text)
    assert stored("assignment_exceptions", "note") == [("asked for",)]
    assert "Last saved by" not in desk.get(where).text


@pytest.mark.longer
@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"closes_at": "2020-01-01T10:00", "opens_at": "2020-01-02T10:00"}, "close before it opens"),
        ({"extra_percent": "-5"}, "From 0 to 500"),
        ({"closes_at": "soon"}, "type a day and a time"),
    ],
)
def test_an_exception_that_makes_no_sense_is_refused(desk, give_out, students, stored, said, sentence):
    reply = desk.post(f"/assignments/{give_out()}/students/{students[0]}", data=said)
    assert reply.status_code == 422
    assert sentence in reply.text
    assert stored("assignment_exceptions") == []


@pytest.mark.longer
def test_more_time_is_given_during_an_attempt(desk, give_out, students, sit):
    assignment = give_out(minutes=30)
    player, attempt = sit(assignment, students[0])
    before = player.attempt(attempt).closes_at
    where = f"/assignments/{assignment}/students/{students[0]}"
    assert "goes on until" in desk.get(where).text
    reply = desk.post(f"{where}/time", data={"minutes": "10"})
    assert "10 more minutes are given" in desk.get(reply.location).text
    assert player.attempt(attempt).closes_at == before + timedelta(minutes=10)
    assert player.client.get(f"/attempts/{attempt}/time").json["extended"] == "40 min, extended from 30"
    assert "from 1 to 600" in desk.post(f"{where}/time", data={"minutes": "²"}).text


@pytest.mark.longer
def test_more_time_is_offered_only_where_an_attempt_can_go_on(desk, give_out, students, sit, stored):
    limited, endless = give_out(minutes=30), give_out(days=0)
    player, attempt = sit(limited, students[0])
    where = f"/assignments/{limited}/students/{students[0]}"
    player.finish(attempt)
    page = desk.get(where).text
    assert "They have handed in" in page
    assert "More minutes" not in page
    reply = desk.post(f"{where}/time", data={"minutes": "10"}, follow_redirects=True)
    assert "Nothing was changed" in reply.text
    assert stored("assignment_exceptions") == []
    sit(limited, students[1], now=utcnow() - DAY)
    refused = desk.post(f"/assignments/{limited}/students/{students[1]}/time", data={"minutes": "601"})
    assert (refused.status_code, 'name="minutes" min="1" max="600" value="601"' in refused.text) == (422, True)
    page = desk.get(f"/assignments/{limited}/students/{students[1]}").text
    assert "The last attempt ended by itself. With more minutes it goes on again" in page
    assert "More minutes" in page
    sit(endless, students[0])
    page = desk.get(f"/assignments/{endless}/students/{students[0]}").text
    assert "Nothing ends this attempt" in page
    assert "More minutes" not in page
    assert "More minutes" not in desk.get(f"/assignments/{endless}/students/{students[1]}").text


def test_who_is_not_in_the_class_has_no_exception(desk, give_out, make_person):
    assignment, stranger = give_out(), make_person()
    assert desk.get(f"/assignments/{assignment}/students/{stranger}").status_code == 404
    assert desk.post(f"/assignments/{assignment}/students/{stranger}/time").status_code == 404


@pytest.mark.longer
def test_answers_that_came_too_late_are_told_to_the_teacher(desk, give_out, students, sit, app):
    assignment = give_out(minutes=30)
    player, attempt = sit(assignment, students[0], now=utcnow() - DAY)
    player.answer(attempt, "premier", headers={"X-Autosave": "1"})
    page = desk.get(f"/assignments/{assignment}/students/{students[0]}").text
    assert "1 answer came too late" in page


@pytest.mark.longer
def test_what_a_student_read_is_told_with_its_time(desk, browse, give_out, students):
    reading = give_out("reading", passages=["ally-2023#p1", "ally-2023#p2"])
    ani = browse(students[0])
    for passage, seconds in (("ally-2023#p1", "90"), ("ally-2023#p2", "")):
        ani.post(f"/assignments/{reading}/read", data={"passage": passage, "seconds": seconds})
    page = desk.get(f"/assignments/{reading}/students/{students[0]}").text
    assert page.count("ally-2023#p") == 2
    assert page.count("about 2 minutes open") == 1
