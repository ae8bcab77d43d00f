"""Tests of explore/views.py: sources, actors, coverage, and the number of statements of every page."""

from __future__ import annotations

import re

import pytest

from quizapp.explore import pages, sources
from tests.tokens import without_tokens

PAGES = ("/timeline", "/timeline?actor=Old+Tom", "/sources", "/sources/chronicle", "/actors", "/coverage")


def main_of(client, path):
    reply = client.get(path)
    assert reply.status_code == 200
    shown = reply.text.split("<main", 1)[1].split("</main>")[0]
    return re.sub(r' dir="auto"|</?bdi>', "", shown)  # which test_direction looks at


def words(html):
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def passages(page):
    """Return what is said of each passage, by its key."""
    return {key: words(text) for key, text in re.findall(r'<li id="(p\d)">(.*?)\n      </li>', page, re.DOTALL)}


@pytest.mark.longer
def test_sources_are_listed_with_what_rests_on_them(client, valley):
    page = words(main_of(client, "/sources"))
    assert "A chronicle of the valley A. Scribe · chronicle · March 1952 4 passages, 7 questions" in page
    assert "Letters home 1 passage, 0 questions" in page


def test_no_source_is_said(client):
    assert "No source is described yet." in main_of(client, "/sources")


@pytest.mark.longer
def test_a_source_shows_its_passages_and_counts_to_a_first_visitor(client, valley):
    page = main_of(client, "/sources/chronicle")
    assert "Kept in the town hall." in page
    assert passages(page) == {
        "p1": "Passage 1 The mill 4 questions, 0 met · Practise",
        "p2": "Passage 2 The flood 3 questions, 0 met · Practise",
        "p3": "Passage 3 The bridge 1 question, 0 met · Practise",
        "p4": "Passage 4 The fair No question yet.",
    }


@pytest.mark.longer
def test_students_get_the_stems_that_they_met(student, meet):
    meet("flood-day")
    page = main_of(student.client, "/sources/chronicle")
    found = passages(page)
    assert found["p2"] == "Passage 2 The flood 3 questions, 1 met · Practise On which day did the flood come?"
    assert found["p3"].endswith("On which day did the flood come?")
    assert "Stem of" not in page
    assert "/questions/" not in page


@pytest.mark.longer
def test_stems_of_an_open_quiz_are_not_listed(student, meet):
    meet("flood-day")
    student.start("at_end", kinds="date")
    page = main_of(student.client, "/sources/chronicle")
    assert "On which day" not in page
    assert "until you finish it" in page


@pytest.mark.longer
def test_instructors_get_every_stem_as_a_link(instructor, ids):
    page = main_of(instructor, "/sources/chronicle")
    assert page.count(f'href="/questions/{ids["flood-day"]}"') == 2
    assert f'href="/questions/{ids["mill"]}">Stem of mill?</a>' in page
    assert " met" not in words(page)


def test_a_source_that_nobody_described_is_not_there(client, valley):
    assert client.get("/sources/nothing").status_code == 404


@pytest.mark.longer
def test_a_passage_can_be_practised(student):
    link = re.search(r'href="(/practise\?[^"]+)"', main_of(student.client, "/sources/chronicle").split('id="p3"')[1])
    page = main_of(student.client, link[1])
    assert re.search(r'<input checked[^>]*name="passages"[^>]*value="chronicle#p3"', page)
    attempt = student.start(passages="chronicle#p3")
    assert student.attempt(attempt).size == 1
    assert student.place(attempt, "flood-day") == 1


@pytest.mark.longer
def test_a_card_says_a_date_in_words(instructor, valley):
    page = words(main_of(instructor, "/actors?actor=The+river"))
    assert "On which day did the flood come? 17 April 1931" in page
    assert "1931-04-17" not in page


@pytest.mark.longer
def test_feedback_leads_to_the_passage(student):
    attempt = student.start()
    student.answer(attempt, "flood")
    assert 'href="/sources/chronicle#p2" dir="auto">“A chronicle of the valley”, passage 2</a>' in student.page(
        attempt, "flood"
    )


def actors(page):
    """Return the names on the page of actors, each with what is said of its cards."""
    found = re.findall(r"<h2>(.*?)</h2>\s*<small>(.*?)</small>", page, re.DOTALL)
    return {name: words(said) for name, said in found}


def test_no_name_is_told_before_a_card_about_it_was_met(client, valley):
    page = main_of(client, "/actors")
    assert actors(page) == {}
    assert "6 names are still to be met." in page
    for name in ("Jane", "Tom", "council", "river", "Mayor", "Nobody"):
        assert name not in without_tokens(page)


@pytest.mark.longer
def test_students_get_the_cards_that_they_met_with_both_sides(student, meet):
    meet("mill")
    meet("who-is-who", place=0)
    page = main_of(student.client, "/actors")
    assert actors(page) == {
        "Jane Miller": "2 cards, 1 more to meet",
        "Old Tom": "1 card, 2 more to meet",
        "The council": "1 card",
    }
    assert "3 names are still to be met." in page
    assert "Stem of mill?" in page
    assert "Miller Jane" in page
    assert "ferry" in page
    for unmet in ("wheel", "Stem of flood", "ferryman-key", "/questions/"):
        assert unmet not in page


@pytest.mark.longer
def test_cards_of_an_open_quiz_are_not_shown(student, meet):
    meet("mill")
    student.start("at_end", kinds="short_answer")
    page = main_of(student.client, "/actors")
    assert actors(page) == {}
    assert "until you finish it" in page


@pytest.mark.longer
def test_one_actor_can_be_looked_at_alone(student, meet):
    meet("mill")
    page = main_of(student.client, "/actors?actor=The+council")
    assert list(actors(page)) == ["The council"]
    assert '<details class="actor" open>' in page
    assert main_of(student.client, "/actors?actor=The+river") == main_of(student.client, "/actors")


@pytest.mark.longer
def test_instructors_get_every_card_with_a_link_to_its_question(instructor, ids):
    page = main_of(instructor, "/actors")
    counts = re.findall(r"<a href=\"/actors\?actor=[^>]*>(.*?)</a> <small>(.*?)</small>", page)
    assert dict(counts)["Old Tom"] == "3 cards"
    assert [name for name, _count in counts] == sorted((name for name, _count in counts), key=str.casefold)
    page = main_of(instructor, "/actors?actor=Old+Tom")
    assert actors(page) == {"Old Tom": "3 cards"}
    assert page.count(f'href="/questions/{ids["who-is-who"]}"') == 2
    assert "to meet" not in page


def test_no_actor_is_said(client):
    assert "No question says yet whom it is about." in main_of(client, "/actors")


def cells(page, name):
    """Return the figures of a row of the coverage, by the names of their columns."""
    row = next(row for row in re.findall(r"<tr.*?</tr>", page, re.DOTALL) if name in row)
    found = re.findall(r'data-label="([^"]+)"><a href="([^"]+)">(\d+)</a>', row)
    return {label: (int(number), link.replace("&amp;", "&")) for label, link, number in found}


@pytest.mark.longer
def test_coverage_counts_by_kind_and_level_and_links_to_the_questions(instructor):
    page = main_of(instructor, "/coverage")
    flood = cells(page, "<code>chronicle#p2</code>")
    assert {name: number for name, (number, _link) in flood.items()} == {
        "All": 3,
        "Short answer": 2,
        "Date": 1,
        "Level 1": 3,
    }
    listed = main_of(instructor, flood["Short answer"][1])
    assert re.findall(r"Stem of [\w-]+", listed) == ["Stem of flood", "Stem of flood-rescue"]
    assert cells(page, "each counted once")["All"][0] == 7
    assert "No question cites these 2 passages" in page
    assert "<code>chronicle#p4</code> The fair" in page


@pytest.mark.longer
def test_coverage_can_be_of_one_bank(instructor, load, draft):
    load([draft("new", "true_false", {"stem": "So?", "answer": "yes"}, sources=("chronicle#p4",))], key="other")
    assert cells(main_of(instructor, "/coverage"), "each counted once")["All"][0] == 8
    page = main_of(instructor, "/coverage?bank=other")
    total = cells(page, "each counted once")
    assert {name: number for name, (number, _link) in total.items()} == {"All": 1, "True or false": 1, "Level 1": 1}
    assert "bank=other" in total["All"][1]
    assert "No question cites these 4 passages" in page


@pytest.mark.longer
def test_the_banks_lead_to_their_coverage(instructor):
    assert 'href="/coverage"' in main_of(instructor, "/banks")


def many(draft, count):
    return [
        draft(
            f"fact-{number}",
            "short_answer",
            {"stem": f"Fact {number}?", "answers": ["so"]},
            when=f"{1000 + number}",
            event=f"Event {number}.",
            actors=(f"Actor {number % 7}",),
        )
        for number in range(count)
    ]


@pytest.mark.longer
@pytest.mark.parametrize("who", ["student", "instructor"])
def test_every_page_sends_as_many_statements_whatever_there_is(request, statements, load, draft, cards_of, who):
    browser = request.getfixturevalue(who)
    client = browser if who == "instructor" else browser.client
    counts = []
    for size in (3, 60):
        load(many(draft, size), key="many")
        for number in range(0, size, 3):
            (card,) = cards_of(f"fact-{number}")
            client.post(f"/review/cards/{card}", data={"rating": "3", "event_id": f"event-{size:04}-{number:04}"})
        counts.append([])
        for path in PAGES:
            with statements() as sent:
                client.get(path)
            counts[-1].append(len(sent))
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 8


@pytest.mark.longer
def test_long_lists_come_a_part_at_a_time_and_keep_what_was_asked_for(instructor, load, draft, monkeypatch):
    load(many(draft, 9), key="many")
    for name, size in {"ENTRIES": 4, "COUNTED_NAMES": 5, "CARDS": 1}.items():
        monkeypatch.setattr(pages, name, size)
    first = main_of(instructor, "/timeline")
    assert re.findall(r"Event \d\.", first) == ["Event 0.", "Event 1.", "Event 2.", "Event 3."]
    assert 'rel="next" href="/timeline?page=2"' in first
    assert 'rel="prev"' not in first
    assert "Event 8." in main_of(instructor, "/timeline?page=3")
    assert main_of(instructor, "/timeline?page=99") == main_of(instructor, "/timeline?page=4")
    assert "Event 8." in main_of(instructor, "/timeline?year=1008"), "the page on which a year begins"
    assert 'href="/timeline?page=2&amp;actor=Actor+0"' not in main_of(instructor, "/timeline?actor=Actor+0")
    assert "Page 2 of 3" in main_of(instructor, "/actors?page=2")
    alone = main_of(instructor, "/actors?actor=Actor+0&page=2")
    assert actors(alone) == {"Actor 0": "2 cards"}
    assert "Fact 7?" in alone
    assert "Fact 0?" not in alone
    assert 'href="/actors?page=1&amp;actor=Actor+0"' in alone


@pytest.mark.longer
def test_a_student_goes_on_to_the_other_cards_of_an_actor(student, meet, monkeypatch):
    meet("mill")
    meet("who-is-who")
    monkeypatch.setattr(pages, "CARDS_OF_EACH", 1)
    page = main_of(student.client, "/actors")
    assert actors(page)["Jane Miller"] == "3 cards"
    assert 'href="/actors?actor=Jane+Miller">All 3 cards about Jane Miller' in page
    assert page.count("All 3 cards") == 1
    assert "Miller Jane" in page
    assert "wheel" not in page


@pytest.mark.longer
def test_a_passage_shows_its_first_stems_and_the_way_to_the_others(instructor, student, meet, monkeypatch):
    monkeypatch.setattr(sources, "MOST_STEMS", 1)
    page = main_of(instructor, "/sources/chronicle")
    assert 'href="/questions?passage=chronicle%23p2">All 3 questions on it</a>' in page
    meet("flood")
    meet("flood-day")
    assert "and 1 more" in passages(main_of(student.client, "/sources/chronicle"))["p2"]
