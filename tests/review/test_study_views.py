from __future__ import annotations

import re

import pytest


@pytest.fixture
def student(browse, cards_of):
    """Return a student who has met one card."""
    student = browse()
    student.post(f"/review/cards/{cards_of('premier')[0]}", data={"rating": "4", "event_id": "event-0001"})
    return student


@pytest.mark.longer
def test_cards_of_one_s_choice_are_gone_through_and_not_rescheduled(student, cards_of, stored):
    (card,) = cards_of("premier")
    page = student.get("/review/study").text
    assert "1 card" in page
    assert "All that I have met" in page
    front = student.get(re.search(r'<button formaction="([^"]*)">Begin', page)[1] + "?which=met").text
    assert "Who is the prime minister?" in front
    assert "Nikol Pashinyan" not in front
    back = student.get(re.search(rf'href="(/review/study/cards/{card}[^"]*)"', front)[1].replace("&amp;", "&")).text
    assert "Nikol Pashinyan" in back
    since = re.search(r'name="since" value="(\d+)"', back)[1]
    before = stored("memory_states")
    sent = {"since": since, "which": "met", "event_id": "cram-0001", "rating": "1"}
    again = student.post(f"/review/study/cards/{card}", data=sent)
    assert "1 card left" in student.get(again.location).text
    done = student.post(f"/review/study/cards/{card}", data=sent | {"event_id": "cram-0002", "rating": "3"})
    assert "0 of 1 at the first try" in student.get(done.location).text
    assert stored("memory_states") == before
    assert [source for _id, source in stored("review_log", "id", "source")] == ["review", "cram", "cram"]


@pytest.mark.longer
def test_a_choice_without_cards_leads_back_to_the_choice(student):
    assert "0 cards" in student.get("/review/study?which=hard&topic=about-premier").text
    page = student.get("/review/study/next?which=hard").text
    assert "No card is like that." in page
    assert "known once" not in page
    assert re.search(r'href="/review/study\?which=hard[^"]*">Choose other cards', page)


def test_a_rating_that_is_none_is_not_kept(student, cards_of, stored):
    (card,) = cards_of("premier")
    student.post(f"/review/study/cards/{card}", data={"rating": "9", "event_id": "cram-0001"})
    assert len(stored("review_log")) == 1


@pytest.mark.longer
def test_statements_do_not_grow_with_what_was_crammed(student, cards_of, statements):
    counts = []
    for number in range(3):
        student.get("/review/study/next?which=new&since=1")  # its version is read now, and kept
        with statements() as sent:
            student.get("/review/study/next?which=new&since=1")
        counts.append(len(sent))
        student.post(
            f"/review/study/cards/{cards_of('csto')[0]}", data={"rating": "1", "event_id": f"cram-000{number}"}
        )
    assert counts[1] == counts[2] <= 9
