from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from quizapp.scheduling.judging import judged
from quizapp.scheduling.state import Evidence, Rating, Rules, Source
from quizapp.scheduling.traces import RELEARNT, trace

RULES = Rules(ZoneInfo("UTC"))
START = datetime(2026, 3, 2, 10, tzinfo=UTC)


def evidence(*days, rating=Rating.EASY, source=Source.REVIEW):
    return [Evidence(rating, START + timedelta(days=day), source, log_id=n) for n, day in enumerate(days, start=1)]


def told(events):
    return [(step.rating, step.elapsed, step.predicted) for step in trace(events, card_id=1, rules=RULES)]


def test_a_trace_holds_each_recall_with_the_days_before_it():
    assert told(evidence(0, 9, 9, 30)) == [(4, 0, False), (4, 9, True), (4, 0, False), (4, 21, True)]


def test_answers_that_do_not_count_and_moves_leave_no_step():
    quiz = Evidence(Rating.GOOD, START + timedelta(hours=1), Source.QUIZ, log_id=7)
    moved = Evidence(None, START + timedelta(days=1), Source.POSTPONE, log_id=8, days=3)
    assert told([*evidence(0), quiz, moved]) == [(4, 0, False)]


def test_evidence_that_was_repeated_from_a_duplicate_was_not_predicted_here():
    repeated = Evidence(Rating.GOOD, START + timedelta(days=9), Source.MERGED, log_id=8)
    assert told([*evidence(0), repeated])[1:] == [(3, 9, False)]
    assert list(judged([*evidence(0), repeated], card_id=1, rules=RULES)) == []


def test_a_relearn_weakens_a_card_in_review_alone():
    relearnt = Evidence(None, START + timedelta(days=1), Source.RELEARN, log_id=8, days=3)
    assert told([*evidence(0), relearnt])[1:] == [(RELEARNT, 0, False)]
    assert told([*evidence(0, rating=Rating.AGAIN), relearnt])[1:] == []
    assert told([relearnt]) == []


@pytest.mark.parametrize("seed", range(3))
def test_what_is_predicted_is_what_judging_judges(generated, seed):
    plan = generated.classes.ClassPlan(learners=1, cards=15, days=40)
    for card, events in generated.classes.logs_of(generated.forgetful(plan, seed))[0].items():
        steps = [step for step in trace(events, card_id=card, rules=RULES) if step.predicted]
        answers = list(judged(events, card_id=card, rules=RULES))
        assert [(s.day, s.place, s.elapsed, s.rating > 1) for s in steps] == [
            (one.day, one.at_place, one.elapsed, one.recalled) for one in answers
        ]
