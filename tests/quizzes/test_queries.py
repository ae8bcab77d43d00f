from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from quizapp.accounts.services import create_guest
from quizapp.quizzes import queries
from quizapp.quizzes.open_slots import Telling
from quizapp.quizzes.selection import Selection
from quizapp.quizzes.terms import ALL
from tests.given import AT_ITS_END, open_given, waiting_until

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)


def test_open_and_finished_attempts_are_listed_newest_first_up_to_a_limit(session, learner_id, quiz, attempt):
    one = quiz()
    rows = [attempt(one, hour, score=hour if hour % 2 else None) for hour in range(8)]
    assert list(queries.unfinished_attempts(session, learner_id, now=NOW)) == [rows[6], rows[4], rows[2]]
    assert list(queries.latest_finished(session, learner_id, now=NOW)) == [rows[7], rows[5], rows[3]]


@pytest.mark.longer
def test_questions_of_open_attempts_with_feedback_at_the_end_are_not_due(player, session, small_bank):
    with player.client.session_transaction() as cookie:
        learner_id = int(cookie["_user_id"].partition(":")[0])
    player.start("at_once", kinds="ordering")
    assert queries.questions_not_due(session, learner_id, now=NOW) == frozenset()
    attempt = player.start("at_end", kinds=["numeric", "true_false"])
    session.rollback()
    assert len(queries.questions_not_due(session, learner_id, now=NOW)) == 2
    assert queries.questions_not_due(session, learner_id + 1, now=NOW) == frozenset()
    player.finish(attempt)
    session.rollback()
    assert queries.questions_not_due(session, learner_id, now=NOW) == frozenset()


def test_attempts_of_others_are_not_found(session, learner_id, quiz, attempt):
    other = create_guest(session, now=NOW).id
    theirs = attempt(quiz(), 0, learner=other)
    assert queries.attempt_of_learner(session, learner_id, theirs.id) is None
    assert queries.attempt_of_learner(session, learner_id, theirs.id, to_change=True) is None
    assert queries.attempt_of_learner(session, other, theirs.id) is theirs


@pytest.mark.parametrize(
    ("selection", "kinds"),
    [
        (Selection(kinds=("cloze", "ordering")), {"ordering"}),
        (Selection(topics=("about-csto", "about-wars")), {"flashcard", "ordering"}),
        (Selection(topics=("about-csto",), kinds=("ordering",)), set()),
        (Selection(banks=("other",)), set()),
        (Selection(banks=("small",), facets=("actor", "date"), kinds=("numeric",)), {"numeric"}),
        (Selection(facets=("date",)), set()),
        (Selection(passages=("ally-2023#p1",), kinds=("numeric",)), {"numeric"}),
        (Selection(passages=("ally-2023#p2", "ally-2023#p")), set()),
    ],
)
def test_a_selection_narrows_by_everything_that_it_names(small_bank, session, selection, kinds):
    assert {kind for _version, kind in queries.versions_for_selection(session, selection)} == kinds


def test_an_empty_selection_is_everything_and_named_questions_overrule_the_rest(small_bank, session):
    everything = queries.versions_for_selection(session, Selection())
    assert len(everything) == 8
    [only] = queries.versions_for_selection(session, Selection(topics=("nothing",), questions=(1,)))
    assert only == everything[0]


def test_what_waits_is_told_with_the_last_moment_and_nobody_knows_it_of_what_is_open(session, small_bank):
    learner_id = create_guest(session, now=NOW).id
    first, last = NOW + timedelta(hours=1), NOW + timedelta(hours=2)
    ended = open_given(session, learner_id, waiting_until(first), "premier", "surname", now=NOW)
    open_given(session, learner_id, waiting_until(last), "surname", now=NOW).finished_at = NOW
    opened = open_given(session, learner_id, AT_ITS_END, "brokered", now=NOW)
    session.flush()
    assert list(queries.held_until(session, learner_id, now=NOW).values()).count(None) == 3
    ended.closes_at = NOW - timedelta(minutes=5)  # over, though nothing has written that down
    session.flush()
    held = queries.held_until(session, learner_id, now=NOW)
    assert sorted(filter(None, held.values())) == [first, last]
    assert queries.held_by_others(session, Telling(learner_id, opened.id, ALL), now=NOW) == {}
    assert set(queries.held_until(session, learner_id + 1, now=NOW)) == set()
    ended.finished_at = opened.finished_at = NOW
    session.flush()
    assert len(queries.held_until(session, learner_id, now=first)) == 1
    assert queries.held_until(session, learner_id, now=last) == {}
