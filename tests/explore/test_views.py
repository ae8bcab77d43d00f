"""Tests of explore/views.py: the timeline. The other pages are in test_views_pages.py."""

from __future__ import annotations

import re

import pytest

FACTS = ("mill", "flood", "bridge", "fair", "1900s", "1931", "1936", "April", "key", "Tom", "Jane", "council", "river")


def main_of(client, path="/timeline"):
    reply = client.get(path)
    assert reply.status_code == 200
    shown = reply.text.split("<main", 1)[1].split("</main>")[0]
    return re.sub(r' dir="auto"|</?bdi>', "", shown)  # which test_direction looks at


def told(page):
    """Return the words of the facts that a page shows."""
    return {word for word in FACTS if word in page}


def entries(page):
    """Return each entry of the timeline as its words."""
    listed = page.split('<ol class="timeline">')[1]
    items = re.findall(r"<h2>.*?</h2>|<p class=\"(?:when|what)\">.*?</p>|Not met yet", listed, re.DOTALL)
    return [re.sub(r"<[^>]*>", "", item) for item in items]


def test_a_first_visitor_sees_that_there_is_something_and_no_word_of_it(client, valley):
    page = main_of(client)
    assert entries(page) == ["Not met yet"] * 4
    assert "0 of 4 uncovered" in page
    assert 'href="/review/"' in page
    assert told(page) == set()
    assert "/questions/" not in page
    assert 'name="actor"' not in page


@pytest.mark.longer
def test_what_was_met_in_flashcards_is_uncovered_at_its_place(student, meet):
    meet("flood-rescue")
    page = main_of(student.client)
    assert "1 of 4 uncovered" in page
    assert entries(page) == [
        *("Not met yet", "1931", "April 1931", "The flood takes the bridge.", "Not met yet", "Not met yet"),
    ]
    assert '<time datetime="1931-04">April 1931</time>' in page
    assert "Old Tom" in page
    assert "The river" not in page, "an actor of a question about it that was not met"
    assert not re.search(r"17 April|04-17", page)


@pytest.mark.longer
def test_periods_are_shown_from_decades_to_days(student, meet):
    for key in ("mill", "flood-day", "bridge-date", "who-is-who"):
        meet(key)
    page = main_of(student.client)
    assert entries(page) == [
        *("the 1900s", "The mill is built."),
        *("1931", "17 April 1931", "The flood takes the bridge."),
        *("1936", "The fair returns.", "September 1936", "When was the new bridge opened?"),
    ]
    assert "Why of bridge-date." in page
    assert "Why of mill." not in page


@pytest.mark.longer
def test_a_right_answer_in_a_quiz_with_feedback_at_once_uncovers(student):
    attempt = student.start("at_once")
    student.answer(attempt, "mill")
    assert entries(main_of(student.client))[:2] == ["the 1900s", "The mill is built."]


@pytest.mark.longer
def test_answers_of_an_open_quiz_with_feedback_at_the_end_uncover_when_it_is_finished(student):
    attempt = student.start("at_end")
    for key in ("mill", "flood", "who-is-who"):
        student.answer(attempt, key)
        assert told(main_of(student.client)) == set()
    assert "stays covered until you finish it" in main_of(student.client)
    student.finish(attempt)
    page = main_of(student.client)
    assert "3 of 4 uncovered" in page
    assert "until you finish" not in page


@pytest.mark.longer
def test_what_an_open_quiz_asks_is_covered_again_until_it_is_finished(student, meet):
    for key in ("mill", "flood", "bridge-date"):
        meet(key)
    assert "3 of 4 uncovered" in main_of(student.client)
    attempt = student.start("at_end", kinds="date")
    page = main_of(student.client)
    assert "1 of 4 uncovered" in page, "flood-day and bridge-date are asked, and flood is about the same event"
    assert told(page) == {"mill", "1900s", "Jane", "council"}
    student.finish(attempt)
    assert "3 of 4 uncovered" in main_of(student.client)


@pytest.mark.longer
def test_a_rating_taken_back_covers_again(student, meet):
    meet("mill")
    student.client.post("/review/undo", data={"event_id": "event-undone"})
    assert "0 of 4 uncovered" in main_of(student.client)


@pytest.mark.longer
def test_what_one_student_met_is_covered_for_another(student, meet, browse):
    meet("mill")
    assert told(main_of(browse())) == set()


@pytest.mark.longer
def test_an_actor_chooses_among_what_is_uncovered(student, meet):
    for key in ("mill", "who-is-who"):
        meet(key)
    page = main_of(student.client, "/timeline?actor=Old+Tom")
    assert entries(page) == ["1936", "The fair returns."]
    assert "2 of 4 uncovered" in page
    assert "<option selected>Old Tom</option>" in page
    assert re.findall(r"<option[^>]*>([^<]+)<", page) == ["everybody", "Jane Miller", "Old Tom", "The council"]


@pytest.mark.longer
@pytest.mark.parametrize("actor", ["The+river", "Nobody+known", "made+up", "%00", "%3Cscript%3E"])
def test_an_actor_not_met_is_like_one_that_there_is_not(student, meet, actor):
    meet("mill")
    page = main_of(student.client, f"/timeline?actor={actor}")
    assert "Nothing that is uncovered is about this name." in page
    assert page == main_of(student.client, "/timeline?actor=nothing")


@pytest.mark.longer
def test_instructors_see_everything_with_a_link_to_each_question(instructor, ids):
    page = main_of(instructor)
    assert "Not met yet" not in page
    assert "uncovered" not in page
    for key in ("mill", "flood", "flood-rescue", "flood-day", "bridge-date", "who-is-who"):
        assert f'href="/questions/{ids[key]}"' in page
    assert f'href="/questions/{ids["undated"]}"' not in page


@pytest.mark.longer
def test_a_student_gets_no_link_to_a_question(student, meet):
    meet("mill")
    assert "/questions/" not in main_of(student.client)


def test_without_dates_that_is_said(client):
    assert "No question has a date yet." in main_of(client)
