from __future__ import annotations

from quizapp.memory.fit_lock import at_work, nobody_is_at_work


def test_who_is_at_work_is_seen_where_other_servers_can_be(session):
    alone = session.get_bind().dialect.name == "sqlite"
    assert nobody_is_at_work(session)
    with at_work(session):
        assert nobody_is_at_work(session) is alone
    assert nobody_is_at_work(session)
