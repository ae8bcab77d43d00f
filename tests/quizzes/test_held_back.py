"""While a quiz on which marks depend is open, and until its results come, practice gives none of its answers away."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from quizapp.clock import utcnow
from quizapp.quizzes.terms import Showing, Terms, When
from tests.given import AT_ITS_END, waiting_until
from tests.practice import new_event

CHOICE = {"size": "5", "feedback": "at_once", "kinds": "short_answer"}
WAIT = timedelta(hours=2)
WHAT = ("score", "verdict", "key", "explanation")


@pytest.fixture
def give_waiting(give):
    """Have somebody finish a quiz whose results wait, and return their player, its id and the moment of the results."""

    def give_waiting(*keys, person_id=None):
        results_at = utcnow().replace(second=0, microsecond=0) + WAIT
        player, given = give(waiting_until(results_at), *keys, person_id=person_id)
        player.finish(given)
        return player, given, results_at

    return give_waiting


@pytest.mark.longer
def test_practice_asks_nothing_that_an_open_quiz_asks_on_which_marks_depend(give):
    player, given = give(AT_ITS_END, "premier", "surname")
    practice = player.start()
    for key in ("premier", "surname"):
        with pytest.raises(KeyError):
            player.place(practice, key)
    assert player.place(practice, "brokered")
    player.finish(given)
    assert player.place(player.start(), "premier")


@pytest.mark.longer
def test_where_an_open_quiz_asks_all_that_fits_practice_says_so(give):
    player, _given = give(AT_ITS_END, "surname")
    reply = player.client.post("/practise", data=CHOICE | {"event_id": new_event()})
    assert reply.status_code == 422
    assert "finish it first" in reply.text


@pytest.mark.longer
def test_what_was_practised_before_shows_no_answer_to_what_an_open_quiz_asks(give, player):
    begun, finished = player.start(), player.start()
    for attempt in (begun, finished):
        player.answer(attempt, "surname", ("Petrosyan",))
    player.finish(finished)
    _same, given = give(AT_ITS_END, "surname", person_id=player.attempt(begun).learner_id)
    looks = {f"/attempts/{finished}", player.path(begun, "surname"), player.path(finished, "surname")}
    for path in looks:
        reply = player.client.get(path)
        assert reply.location == "/attempts"
        assert "finish it first" in player.client.get("/attempts").text
    reply = player.answer(begun, "surname", ("x" * 501,))
    assert reply.location == "/attempts"
    assert player.page(begun, "premier")
    player.finish(given)
    for path in looks:
        assert "Pashinyan" in player.client.get(path).text


@pytest.mark.longer
def test_practice_asks_nothing_that_waits_for_the_results_of_a_finished_quiz(give_waiting):
    player, _given, results_at = give_waiting("premier", "surname")
    practice = player.start()
    for key in ("premier", "surname"):
        with pytest.raises(KeyError):
            player.place(practice, key)
    assert player.place(practice, "brokered")
    with time_machine.travel(results_at, tick=False):
        assert player.place(player.start(), "premier")


@pytest.mark.longer
def test_where_all_that_fits_waits_for_results_practice_says_until_when(give_waiting):
    player, _given, results_at = give_waiting("surname")
    reply = player.client.post("/practise", data=CHOICE | {"event_id": new_event()})
    assert reply.status_code == 422
    assert f"{results_at:%H:%M} on, when its results come" in reply.text
    assert "finish it first" not in reply.text
    with time_machine.travel(results_at, tick=False):
        assert player.client.post("/practise", data=CHOICE | {"event_id": new_event()}).status_code == 302


@pytest.mark.longer
def test_what_was_practised_before_shows_no_answer_that_waits_for_results(give_waiting, player):
    begun, finished = player.start(), player.start()
    for attempt in (begun, finished):
        player.answer(attempt, "surname", ("Petrosyan",))
    player.finish(finished)
    *_same, results_at = give_waiting("surname", person_id=player.attempt(begun).learner_id)
    looks = {f"/attempts/{finished}", player.path(begun, "surname"), player.path(finished, "surname")}
    for path in looks:
        reply = player.client.get(path)
        assert reply.location == "/attempts"
        assert f"{results_at:%H:%M} on, when its results come" in player.client.get("/attempts").text
    assert player.page(begun, "premier")
    with time_machine.travel(results_at, tick=False):
        for path in looks:
            assert "Pashinyan" in player.client.get(path).text


@pytest.mark.longer
def test_two_attempts_at_one_quiz_that_wait_keep_no_page_of_each_other_back(give_waiting, give):
    player, first, results_at = give_waiting("surname", "premier")
    person_id = player.attempt(first).learner_id
    _same, second = give(waiting_until(results_at), "surname", "premier", person_id=person_id)
    assert player.client.get(f"/attempts/{first}").location == "/attempts", "the second is open"
    assert "surname" in player.page(second, "surname")
    player.finish(second)
    for attempt in (first, second):
        assert player.client.get(f"/attempts/{attempt}").status_code == 200
        page = player.client.get(player.path(attempt, "surname"))
        assert (page.status_code, "Pashinyan" in page.text) == (200, False)


@pytest.mark.longer
@pytest.mark.parametrize("told", [{"verdict"}, {"key"}, {"explanation"}, {"verdict", "key", "explanation"}])
def test_a_quiz_that_holds_back_less_tells_nothing_that_another_one_waits_with(give_waiting, give, told):
    player, held, results_at = give_waiting("surname")
    shows = Showing(**{name: When.AFTER_SUBMISSION if name in told else When.AFTER_CLOSING for name in WHAT})
    terms = Terms(shows, results_at=results_at)
    _same, telling = give(terms, "surname", "premier", person_id=player.attempt(held).learner_id)
    player.finish(telling)
    for path in (player.path(telling, "surname"), f"/attempts/{telling}"):
        assert player.client.get(path).location == "/attempts"
    assert player.page(telling, "premier"), "nothing else asks it"
    assert player.client.get(f"/attempts/{held}").status_code == 200, "its own page tells nothing"


@pytest.mark.longer
def test_two_attempts_that_wait_with_the_key_alone_tell_both_what_was_right(give):
    terms = Terms(Showing(key=When.AFTER_CLOSING, explanation=When.AFTER_CLOSING), results_at=utcnow() + WAIT)
    player, first = give(terms, "surname")
    _same, second = give(terms, "surname", person_id=player.attempt(first).learner_id)
    for attempt in (first, second):
        player.answer(attempt, "surname", ("Petrosyan",))
    for attempt in (first, second):
        player.finish(attempt)
    for attempt in (first, second):
        page = player.client.get(player.path(attempt, "surname"))
        assert (page.status_code, "Wrong" in page.text, "Pashinyan" in page.text) == (200, True, False)


@pytest.mark.longer
def test_an_attempt_that_ended_by_itself_tells_nothing_that_another_one_waits_with(give_waiting, give):
    player, held, _results_at = give_waiting("surname")
    ended = Terms(Showing(), closes_at=utcnow() - timedelta(minutes=5))
    _same, telling = give(ended, "surname", person_id=player.attempt(held).learner_id)
    for path in (player.path(telling, "surname"), f"/attempts/{telling}"):
        assert player.client.get(path).location == "/attempts"
