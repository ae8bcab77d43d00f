from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
import time_machine

from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.memory.models import ReviewEvent
from quizapp.quizzes.closing import as_seen, close_overdue, late_answers, move_end, overdue_exist
from quizapp.quizzes.models import Attempt
from quizapp.quizzes.terms import GRACE, Showing, Terms, When, agreed
from quizapp.scheduling.state import Rules

RULES = Rules(ZoneInfo("UTC"))
HOUR = timedelta(hours=1)


@pytest.fixture
def closing():
    return utcnow().replace(microsecond=0) + HOUR


def close(app, now):
    with app.app_context():
        done = close_overdue(db.session(), RULES, now=now)
        db.session.commit()
    return done


@pytest.mark.longer
def test_an_attempt_ends_by_itself_with_all_that_was_saved(app, give, closing):
    player, attempt = give(Terms(closes_at=closing))
    player.answer(attempt, "premier")
    assert close(app, closing + GRACE) == 0
    assert close(app, closing + 2 * GRACE) == 1
    stored = player.attempt(attempt)
    assert (stored.finished_at, stored.score) == (closing, 1)
    assert close(app, closing + HOUR) == 0


@pytest.mark.longer
def test_whoever_looks_sees_it_finished_though_nothing_wrote_it_down(app, give, closing):
    player, attempt = give(Terms(closes_at=closing))
    player.answer(attempt, "premier")
    with time_machine.travel(closing + 2 * GRACE, tick=False):
        page = player.client.get(f"/attempts/{attempt}")
        question = player.page(attempt, "premier")
    assert page.status_code == 200
    assert "<strong>1</strong> / 3" in page.text
    assert 'class="verdict right"' in question
    assert player.attempt(attempt).finished_at is None
    with app.app_context():
        assert overdue_exist(db.session(), now=closing + 2 * GRACE)
        row = db.session.get_one(Attempt, attempt)
        assert as_seen(db.session(), row, now=closing) is row
        assert row.finished_at is None


@pytest.mark.longer
def test_an_answer_within_the_grace_counts(give, closing):
    player, attempt = give(Terms(closes_at=closing))
    with time_machine.travel(closing + GRACE / 2, tick=False):
        assert player.answer(attempt, "premier", headers={"X-Autosave": "1"}).status_code == 200
    assert player.slot(attempt, "premier").score == 1


@pytest.mark.longer
def test_a_later_answer_is_refused_plainly_and_kept_to_be_seen(app, give, closing):
    player, attempt = give(Terms(closes_at=closing))
    player.answer(attempt, "brokered")
    with time_machine.travel(closing + 2 * GRACE, tick=False):
        reply = player.answer(attempt, "premier", ("1",), headers={"X-Autosave": "1"}, event_id="event-late")
        again = player.answer(attempt, "premier", ("1",), event_id="event-late")
        page = player.client.get(f"/attempts/{attempt}").text
    assert reply.status_code == 409
    assert "came after the end" in reply.text
    assert again.status_code == 302
    assert "came too late" in page
    stored = player.attempt(attempt)
    assert (stored.finished_at, stored.score) == (closing, 1)
    assert player.slot(attempt, "premier").answered_at is None
    with app.app_context():
        late = late_answers(db.session(), attempt)
        assert {place: row.answers for place, row in late.items()} == {1: ["1"]}


@pytest.mark.longer
def test_an_answer_that_was_saved_in_time_and_comes_again_is_one_event(give, closing, stored):
    player, attempt = give(Terms(closes_at=closing))
    player.answer(attempt, "premier", event_id="event-once")
    with time_machine.travel(closing + 2 * GRACE, tick=False):
        reply = player.answer(attempt, "premier", event_id="event-once", headers={"X-Autosave": "1"})
    assert reply.status_code == 200
    assert stored("late_answers") == []


@pytest.mark.longer
def test_a_late_finish_is_a_finish_at_the_end(give, closing):
    player, attempt = give(Terms(closes_at=closing))
    with time_machine.travel(closing + GRACE / 2, tick=False):
        player.finish(attempt)
    assert player.attempt(attempt).finished_at == closing


@pytest.mark.longer
def test_what_ended_by_itself_is_evidence_as_ever(app, give, closing):
    player, attempt = give(Terms(closes_at=closing))
    player.answer(attempt, "premier")
    close(app, closing + HOUR)
    with app.app_context():
        assert [event.score for event in db.session.scalars(sa.select(ReviewEvent))] == [1]


@pytest.mark.longer
def test_a_back_is_not_shown_after_the_end(give, closing):
    player, attempt = give(Terms(closes_at=closing), "csto")
    with time_machine.travel(closing + 2 * GRACE, tick=False):
        player.client.post(f"/attempts/{attempt}/questions/1/reveal")
    assert player.slot(attempt, "csto").revealed_at is None


@pytest.mark.longer
def test_a_page_within_the_grace_asks_nothing_and_tells_nothing(give, closing, practice):
    player, attempt = give(Terms(closes_at=closing))
    player.answer(attempt, "premier", ("1",))
    with time_machine.travel(closing + GRACE / 2, tick=False):
        page = player.page(attempt, "premier")
    assert "The time is over" in page
    assert practice.WHY not in page
    assert "data-keep" not in page


@pytest.mark.longer
def test_an_end_that_is_moved_lets_an_attempt_that_ended_by_itself_go_on(app, give, closing):
    player, attempt = give(Terms(closes_at=closing, minutes=60, usual_minutes=60))
    close(app, closing + HOUR)
    with app.app_context():
        row = db.session.get_one(Attempt, attempt)
        move_end(
            db.session(), row, Terms(closes_at=closing + 2 * HOUR, minutes=180, usual_minutes=60), now=closing + HOUR
        )
        db.session.commit()
        assert agreed(row).is_extended
    assert player.attempt(attempt).finished_at is None
    with time_machine.travel(closing + HOUR, tick=False):
        player.answer(attempt, "premier")
    assert player.slot(attempt, "premier").score == 1


@pytest.mark.longer
def test_an_end_that_is_moved_leaves_what_its_student_finished(app, give, closing):
    player, attempt = give(Terms(closes_at=closing))
    player.finish(attempt)
    finished = player.attempt(attempt).finished_at
    with app.app_context():
        row = db.session.get_one(Attempt, attempt)
        move_end(db.session(), row, Terms(Showing(key=When.NEVER), closes_at=closing + HOUR), now=utcnow())
        db.session.commit()
    assert player.attempt(attempt).finished_at == finished
