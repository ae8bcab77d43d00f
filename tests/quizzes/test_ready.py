from __future__ import annotations

from datetime import UTC, datetime
from random import Random

import pytest
import sqlalchemy as sa

from quizapp.accounts.services import create_guest
from quizapp.bank.asked import asked_version
from quizapp.formats.quiz_rules import DrawRule, QuizDraft
from quizapp.quizzes import queries, ready
from quizapp.quizzes.held_back import NoQuestionsError
from quizapp.quizzes.loading import load_quiz
from quizapp.quizzes.models import Attempt, Quiz

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)


@pytest.fixture
def make_quiz(session):
    """Load a ready-made quiz over the small bank and return its row."""

    def make(*rules, key="round", title="A round", minutes=5, feedback="at_end"):
        load_quiz(session, QuizDraft(key, title, "", minutes, feedback, rules, "text"), "folder", now=NOW)
        return ready.ready_quiz_by_key(session, key)

    return make


@pytest.fixture
def start(small_bank, session):
    learner_id = create_guest(session, now=NOW).id

    def start(quiz, event_id="event-0001", seed=1):
        rng = Random(seed)
        return ready.start_ready_quiz(session, learner_id, quiz, event_id=event_id, rng=rng, now=NOW)

    return start


@pytest.fixture
def keys(session):
    """Return the questions of an attempt, in its order."""
    return lambda attempt: [
        asked_version(session, slot.version_id).key for slot in queries.slots_of_attempt(session, attempt.id)
    ]


def test_the_shortest_quiz_is_offered_first(session, make_quiz):
    for key, title, minutes in (("c", "Long", 20), ("b", "Zebra", 5), ("a", "Ape", 5)):
        make_quiz(DrawRule(2), DrawRule(1), key=key, title=title, minutes=minutes)
    for found in (ready.ready_quizzes(session), ready.offered_quizzes(session)):
        assert [(quiz.title, quiz.size) for quiz in found] == [("Ape", 3), ("Zebra", 3), ("Long", 3)]
    assert ready.ready_quiz_by_key(session, "none") is None


def test_an_attempt_asks_what_the_rules_draw_in_their_order(start, make_quiz, keys):
    quiz = make_quiz(
        DrawRule(1, kind="ordering"),
        DrawRule(2, questions=("small/premier", "small/csto")),
        DrawRule(1, topic="about-deaths"),
    )
    attempt = start(quiz)
    drawn = keys(attempt)
    assert (drawn[0], set(drawn[1:3]), drawn[3]) == ("wars", {"premier", "csto"}, "deaths")
    assert (attempt.size, attempt.quiz.title, attempt.quiz.feedback) == (4, "A round", "at_end")


@pytest.mark.longer
def test_the_same_chance_draws_the_same_questions(start, make_quiz, keys):
    quiz = make_quiz(DrawRule(4))
    drawn = [keys(start(quiz, f"event-{number:04}", seed)) for number, seed in enumerate((7, 7, 8, 9))]
    assert drawn[0] == drawn[1]
    assert len({str(one) for one in drawn}) > 1


def test_the_same_event_opens_one_attempt(session, start, make_quiz):
    quiz = make_quiz(DrawRule(2))
    assert start(quiz) is start(quiz, seed=2)
    assert session.scalar(sa.select(sa.func.count()).select_from(Attempt)) == 1


def test_banks_that_cannot_fill_the_rules_any_more_make_it_shorter_or_refuse_it(start, make_quiz):
    assert start(make_quiz(DrawRule(9), DrawRule(1, kind="date"))).size == 8
    with pytest.raises(NoQuestionsError):
        start(make_quiz(DrawRule(1, kind="date"), DrawRule(2, bank="other")), "event-0002")


def test_attempts_by_the_same_rules_are_one_quiz_whatever_its_title(session, start, make_quiz):
    first = start(make_quiz(DrawRule(2), title="Old"))
    second = start(make_quiz(DrawRule(2), title="New", minutes=9), "event-0002")
    assert first.quiz_id == second.quiz_id
    assert session.scalars(sa.select(Quiz.title)).all() == ["New"]


@pytest.mark.parametrize(
    "change",
    [{"rules": (DrawRule(3),)}, {"feedback": "at_once"}, {"key": "other"}, {"rules": (DrawRule(1), DrawRule(1))}],
)
def test_other_rules_or_feedback_make_another_quiz_and_attempts_keep_theirs(start, make_quiz, keys, change):
    first = start(make_quiz(DrawRule(2)))
    drawn = keys(first)
    rules = change.pop("rules", (DrawRule(2),))
    second = start(make_quiz(*rules, **change), "event-0002")
    assert first.quiz_id != second.quiz_id
    assert (first.quiz.feedback, keys(first)) == ("at_end", drawn)


def test_only_the_banks_that_all_rules_name_are_looked_at(session, load, small_bank, practice):
    load([practice.draft("else", "true_false", {"stem": "So?", "answer": "yes"})], "other", "Other")
    named, anything = DrawRule(1, bank="other"), DrawRule(1)
    assert [one.reference for one in ready.drawable_versions(session, [named])[1]] == ["other/else"]
    ids, questions = ready.drawable_versions(session, [named, anything])
    assert len(ids) == len(questions) == 9
