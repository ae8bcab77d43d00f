"""Figures of progress tell nothing of answers to a quiz on which marks depend, until these are due."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine

from quizapp.clock import utcnow
from tests.given import AT_ITS_END, waiting_until

LEFT_OUT = "Cards of a quiz that you have open, or whose results are to come, are left out until then."


def figures(client):
    """Return how many cards were asked again, and the topics with their figures, as the page of progress tells them."""
    page = client.get("/progress").text
    recalled, topics = (page.split(f'id="{name}"')[1].split("</section>")[0] for name in ("retention", "topics"))
    again = re.findall(r"all days</th>\s*<td>(\d+)</td>", recalled)
    return again, re.findall(r'rowheader">([^<]+)</th>', topics)


@pytest.mark.longer
def test_figures_leave_cards_out_whose_quiz_answers_wait_for_results(give, rate, cards_of):
    results_at = utcnow() + timedelta(hours=2)
    player, given = give(waiting_until(results_at), "premier")
    person_id = player.attempt(given).learner_id
    for key in ("premier", "surname"):
        rate(person_id, cards_of(key)[0], 4, utcnow() - timedelta(days=30))
    rate(person_id, cards_of("surname")[0], 4, utcnow() - timedelta(days=1))
    player.answer(given, "premier")
    player.finish(given)
    assert figures(player.client) == (["1"], ["About surname"])
    for path in ("/progress", "/progress/prediction"):
        assert LEFT_OUT in player.client.get(path).text
    assert "So far 1 answer was predicted" in player.client.get("/progress/prediction").text
    with time_machine.travel(results_at, tick=False):
        again, topics = figures(player.client)
        assert (again, sorted(topics)) == (["2"], ["About premier", "About surname"])
        for path in ("/progress", "/progress/prediction"):
            assert LEFT_OUT not in player.client.get(path).text


@pytest.mark.longer
def test_where_an_open_quiz_asks_all_that_was_met_no_topic_is_told(give, rate, cards_of):
    player, given = give(AT_ITS_END, "premier")
    person_id = player.attempt(given).learner_id
    rate(person_id, cards_of("premier")[0], 4, utcnow() - timedelta(days=30))
    player.answer(given, "premier")
    page = player.client.get("/progress").text
    assert LEFT_OUT in page
    assert "No other card has come back on a later day yet." in page
    assert not re.search("Your memory by topic|Asked again|Nearly forgotten", page)
    player.finish(given)
    assert figures(player.client) == (["1"], ["About premier"])


@pytest.mark.longer
def test_a_quiz_that_asks_what_was_never_met_leaves_nothing_out(give, rate, cards_of):
    player, given = give(AT_ITS_END, "premier")
    rate(player.attempt(given).learner_id, cards_of("surname")[0], 4, utcnow() - timedelta(days=30))
    for path in ("/progress", "/progress/prediction"):
        assert LEFT_OUT not in player.client.get(path).text
