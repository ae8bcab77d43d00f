from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from quizapp.planning import queries, services

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)


def test_a_calendar_is_saved_over_the_one_before(session, make_person):
    person_id = make_person()
    services.save_calendar(session, person_id, [1] * 7, [], now=NOW)
    days_off = [(date(2026, 7, 1), date(2026, 8, 1)), (date(2026, 4, 3), date(2026, 4, 3))]
    services.save_calendar(session, person_id, [0.5] * 7, days_off, now=NOW + timedelta(days=1))
    calendar = queries.study_calendar(session, person_id)
    assert calendar.shares == [0.5] * 7
    assert calendar.days_off == [["2026-04-03", "2026-04-03"], ["2026-07-01", "2026-08-01"]]
    assert calendar.updated_at == NOW + timedelta(days=1)
