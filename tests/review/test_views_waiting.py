"""While a quiz is open on which marks depend, no page tells its learner what its gaps are by the fronts of cards."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine

from quizapp.clock import utcnow
from quizapp.quizzes.terms import Showing, Terms, When
from tests.given import AT_ITS_END, waiting_until
from tests.practice import draft

WORDS = ("redshank", "dunnock", "siskin")
GAPS = {"stem": "Fill in.", "text": "A {{redshank}}, a {{dunnock}} and a {{siskin ~ linnet}}."}
SIDES = {"front": "Which bird?", "back": "whinchat", "reverse": "yes"}
AT_ONCE = Terms(Showing(verdict=When.AT_ONCE, key=When.AFTER_SUBMISSION))
ONES_OWN = ("/review/marked", "/progress", "/actors", "/anki/package", "/review/study/next")
"""Where their fronts stand when no quiz is open."""


@pytest.fixture
def birds(load, cards_of):
    """Load a cloze question and a card that is asked both ways, and return their cards."""
    about = {"actors": ("a bird",), "when": "1847", "event": "Birds were seen."}
    asked = draft("gaps", "cloze", GAPS), draft("sides", "flashcard", SIDES)
    load([replace(one, **about) for one in asked], "birds")
    return [*cards_of("gaps"), *cards_of("sides")]


@pytest.fixture
def learner(birds, make_person, browse, rate):
    """A student who has met these cards, forgot one again and again, and flagged the others."""
    person_id = make_person()
    client, at = browse(person_id), utcnow() - timedelta(days=9_000)
    for card in birds:
        for number, rating in enumerate((4, *(1, 4) * (8 if card == birds[0] else 1))):
            rate(person_id, card, rating, at + timedelta(days=500 * number))
    for card in birds[1:]:
        sent = {"deed": "flag-1", "event_id": f"flag-{card:05}", "on": "list"}
        client.post(f"/review/cards/{card}/marks", data=sent)
    return person_id, client


def addresses(app, cards):
    """Return all that can be looked at without naming more than a card."""
    for rule in app.url_map.iter_rules():
        if "GET" in rule.methods and rule.endpoint != "static":
            if not rule.arguments:
                yield rule.rule
            elif rule.arguments == {"card_id"}:
                yield from (rule.rule.replace("<int:card_id>", str(card)) for card in cards)


def text_of(reply):
    """Return what a reply says, unpacked."""
    if not reply.data.startswith(b"PK"):
        return reply.get_data(as_text=True)
    with zipfile.ZipFile(io.BytesIO(reply.data)) as packed:
        return "\n".join(packed.read(name).decode("utf-8", "replace") for name in packed.namelist())


def told(app, client, cards):
    """Return the words that stand somewhere, by address."""
    asked = "legacy=1&words=and+a&actor=a+bird"
    found = {}
    for path in addresses(app, cards):
        reply = client.get(f"{path}?{asked}")
        assert reply.status_code < 500, path
        if words := {word for word in (*WORDS, "whinchat") if word in text_of(reply)}:
            found[path] = words
    return found


@pytest.mark.slow
@pytest.mark.parametrize("terms", [AT_ITS_END, AT_ONCE], ids=["at_its_end", "at_once"])
def test_an_open_quiz_on_which_marks_depend_is_answered_by_no_page(app, give, learner, birds, terms):
    person_id, client = learner
    before = told(app, client, birds)
    assert set(ONES_OWN) <= set(before)
    player, attempt = give(terms, "gaps", "sides", person_id=person_id)
    assert told(app, client, birds) == {}
    player.finish(attempt)
    assert set(ONES_OWN) <= set(told(app, client, birds))


@pytest.mark.slow
def test_a_finished_quiz_is_answered_by_no_page_until_its_results_come(app, give, learner, birds):
    person_id, client = learner
    results_at = utcnow() + timedelta(hours=2)
    player, attempt = give(waiting_until(results_at), "gaps", "sides", person_id=person_id)
    player.finish(attempt)
    assert told(app, client, birds) == {}
    with time_machine.travel(results_at, tick=False):
        assert set(ONES_OWN) <= set(told(app, client, birds))


@pytest.mark.slow
def test_all_that_shows_a_card_that_waits_for_results_says_when_they_come(give, learner, birds):
    person_id, client = learner
    results_at = utcnow().replace(second=0, microsecond=0) + timedelta(hours=2)
    player, attempt = give(waiting_until(results_at), "gaps", person_id=person_id)
    player.finish(attempt)
    for shows in ("", "/note", "/report", "/help"):
        reply = client.get(f"/review/cards/{birds[0]}{shows}")
        assert (reply.status_code, reply.location) == (302, "/review/")
        assert f"{results_at:%H:%M} on, when its results come" in client.get("/review/").text
    covered = [line for line in lines(client) if "the card is covered until its results come" in line]
    assert len(covered) == 2
    assert all(f"{results_at:%H:%M}" in line and "href" not in line for line in covered)


@pytest.mark.longer
def test_why_a_card_is_due_does_not_tell_how_a_quiz_went_before_its_results_come(give, rate, cards_of):
    results_at = utcnow() + timedelta(hours=2)
    player, attempt = give(waiting_until(results_at), "premier")
    card, client = cards_of("premier")[0], player.client
    rate(player.attempt(attempt).learner_id, card, 4, utcnow() - timedelta(days=60))
    player.answer(attempt, "premier")
    player.finish(attempt)
    why = client.get(f"/progress/cards/{card}").text.split("</h1>")[1]
    assert "the card is covered until its results come" in why
    assert not re.search("An open quiz|What happened|quiz answer|Stability|comes back|Due", why)
    with time_machine.travel(results_at, tick=False):
        assert "quiz answer worth" in client.get(f"/progress/cards/{card}").text


@pytest.mark.longer
def test_why_a_card_is_due_does_not_tell_how_a_quiz_went_while_another_attempt_is_open(give, rate, cards_of):
    results_at = utcnow() + timedelta(hours=2)
    player, attempt = give(waiting_until(results_at), "premier")
    person_id, (card,) = player.attempt(attempt).learner_id, cards_of("premier")
    rate(person_id, card, 4, utcnow() - timedelta(days=60))
    player.answer(attempt, "premier", ("2",))
    player.finish(attempt)
    for terms in (waiting_until(results_at), AT_ITS_END):
        _same, another = give(terms, "premier", person_id=person_id)
        why = player.client.get(f"/progress/cards/{card}").text.split("</h1>")[1]
        assert "An open quiz asks this question" in why
        assert not re.search("What happened|quiz answer|Stability|comes back|Due|formula", why)
        player.finish(another)
    with time_machine.travel(results_at, tick=False):
        assert "quiz answer worth" in player.client.get(f"/progress/cards/{card}").text


@pytest.mark.slow
def test_what_waits_for_results_is_not_counted_as_due_nor_undone_into_sight(give, learner, birds):
    person_id, client = learner
    due = re.compile(r"<strong>(\d+)</strong> due now")
    before = int(due.search(client.get("/").text)[1])
    results_at = utcnow() + timedelta(hours=2)
    client.post(f"/review/cards/{birds[0]}", data={"rating": "1", "event_id": "event-rated"})
    player, attempt = give(waiting_until(results_at), "gaps", person_id=person_id)
    player.finish(attempt)
    assert int(due.search(client.get("/").text)[1]) < before
    reply = client.post("/review/undo", data={"event_id": "event-undo"})
    assert not any(word in client.get(reply.location).text for word in WORDS)
    ahead = client.get("/review/ahead").get_json()
    assert not {card["id"] for card in ahead["cards"]} & set(birds[:3])
    with time_machine.travel(results_at, tick=False):
        assert int(due.search(client.get("/").text)[1]) == before


NOT_HARD_YET = "Whether a card is hard for you is not told while a quiz that asks it is open"


def lines(client):
    return re.findall(r"<li>.*?</li>", client.get("/review/marked").text.split("<h1>")[1], re.DOTALL)


@pytest.mark.slow
def test_the_list_of_marked_cards_covers_what_waits_and_nothing_else(give, learner, birds, cards_of):
    person_id, client = learner
    other, noted = cards_of("premier")[0], birds[1]
    for card in (other, noted):
        sent = {"deed": "note", "event_id": f"note-{card:05}", "on": "list", "note": "as in Dunwich"}
        client.post(f"/review/cards/{card}/marks", data=sent)
    player, attempt = give(AT_ITS_END, "gaps", person_id=person_id)
    covered = [line for line in lines(client) if "A […], a […] and a […]." in line]
    assert len(covered) == 2, "the third has nothing put on it, and that it is hard tells what was answered"
    assert NOT_HARD_YET in client.get("/review/marked").text
    for line in covered:
        assert "the card is covered until it is finished" in line
        assert not re.search("Dunwich|href", line)
    (open_one,) = (line for line in lines(client) if f'href="/review/cards/{other}"' in line)
    assert "Dunwich" in open_one
    player.finish(attempt)
    assert not any("covered" in line for line in lines(client))
    assert sum("forgotten 8 times" in line for line in lines(client)) == 1
    assert NOT_HARD_YET not in client.get("/review/marked").text


@pytest.mark.slow
def test_a_mark_stays_on_a_hard_card_that_waits_and_how_often_it_was_forgotten_does_not(give, learner, birds):
    person_id, client = learner
    client.post(f"/review/cards/{birds[0]}/marks", data={"deed": "flag-1", "event_id": "flag-hard", "on": "list"})
    assert sum("forgotten" in line for line in lines(client)) == 1
    player, attempt = give(waiting_until(utcnow() + timedelta(hours=2)), "gaps", person_id=person_id)
    player.finish(attempt)
    covered = [line for line in lines(client) if "covered until its results come" in line]
    assert len(covered) == 3
    assert not any("forgotten" in line for line in covered)


@pytest.mark.slow
@pytest.mark.parametrize("shows", ["", "/note", "/report", "/help"])
def test_all_that_shows_a_card_that_waits_leads_on_with_the_same_word(give, learner, birds, shows):
    person_id, client = learner
    give(AT_ITS_END, "gaps", person_id=person_id)
    reply = client.get(f"/review/cards/{birds[0]}{shows}")
    assert (reply.status_code, reply.location) == (302, "/review/")
    assert "is open: finish it first" in client.get("/review/").text
