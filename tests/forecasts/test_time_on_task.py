from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from quizapp.db import db
from quizapp.forecasts.time_on_task import (
    WEEKS,
    last_weeks,
    middle_of,
    minutes_of_cards,
    minutes_of_quizzes,
    rows_of,
)
from quizapp.memory.models import ReviewEvent
from quizapp.quizzes.models import Attempt, Response
from quizapp.scheduling.day import day_of
from tests.practice import Player

FRIDAY = day_of(date(2026, 11, 27))
YEREVAN = ZoneInfo("Asia/Yerevan")


@pytest.fixture
def weeks():
    return last_weeks(FRIDAY, YEREVAN, 4)


def test_six_weeks_begin_on_mondays_at_the_classs_own_hour(weeks):
    assert weeks.begins[-1] == date(2026, 11, 23)
    assert weeks.begins[0] == date(2026, 10, 19)
    assert weeks.bounds[-1] == datetime(2026, 11, 23, 0, 0, tzinfo=UTC)  # 04:00 in Yerevan


def test_flashcards_take_what_the_log_tells_a_minute_at_most_each(session, make_person, cards_of, weeks):
    one, other = make_person(), make_person()
    (card,) = cards_of("premier")
    told = ((one, FRIDAY, 30_000), (one, FRIDAY - 4, 600_000), (one, FRIDAY - 5, 12_000), (one, FRIDAY - 60, 9_000))
    rows = [
        {
            "event_id": f"e{place}",
            "learner_id": who,
            "card_id": card,
            "source": "review",
            "rating": 3,
            "at": datetime(2026, 11, 1, tzinfo=UTC),
            "day": day,
            "duration_ms": took,
            "was_new": False,
            "recorded_at": datetime(2026, 11, 1, tzinfo=UTC),
        }
        for place, (who, day, took) in enumerate((*told, (other, FRIDAY, None)))
    ]
    session.execute(sa.insert(ReviewEvent), rows)
    found = minutes_of_cards(session, [one, other], weeks)
    assert found == {(one, 5): pytest.approx(1.5), (one, 4): pytest.approx(0.2), (other, 5): 0}


@pytest.mark.longer
def test_quizzes_take_the_time_from_answer_to_answer_three_minutes_at_most(app, browse, make_person, small_bank, weeks):
    person = make_person()
    player = Player(app, browse(person))
    attempt = player.start("at_end", kinds=["single_choice", "true_false", "short_answer"])
    for key, answer in (("premier", ("1",)), ("brokered", ("true",)), ("surname", ("Putin",))):
        player.answer(attempt, key, answer)
    begun = datetime(2026, 11, 22, 23, 58, tzinfo=UTC)  # two minutes before the week begins in Yerevan
    with app.app_context():
        session = db.session()
        session.get_one(Attempt, attempt).started_at = begun
        ids = session.scalars(sa.select(Response.id).order_by(Response.id)).all()
        on_table = " ON responses" if session.get_bind().dialect.name == "postgresql" else ""
        session.execute(sa.text(f"DROP TRIGGER responses_append_only{on_table}"))
        for number, seconds in zip(ids, (60, 90, 2_000), strict=True):
            moment = begun + timedelta(seconds=seconds)
            session.execute(sa.update(Response).where(Response.id == number).values(at=moment))
        session.flush()
        found = minutes_of_quizzes(session, [person], weeks)
        session.rollback()
    assert found == {(person, 4): pytest.approx(1.5), (person, 5): pytest.approx(3.0)}


def test_rows_add_up_and_the_middle_student_is_told():
    rows = rows_of([5, 6, 7], {(5, 0): 10.0, (6, 0): 30.0}, {(5, 0): 5.0, (7, 5): 2.0})
    assert [row.weeks[0] for row in rows] == [15, 30, 0]
    assert rows[2].quizzes == (0,) * 5 + (2.0,)
    assert middle_of(rows) == [15, *[0] * (WEEKS - 1)]
    assert middle_of([]) == []
