from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from quizapp.accounts import services, sign_ins
from quizapp.accounts.models import Role, SignIn
from quizapp.accounts.services import Credentials
from quizapp.accounts.sign_ins import Device, Life

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
PHONE = Device("Chrome", "Android")
LIFE = Life(timedelta(days=30), timedelta(days=7))


@pytest.fixture
def person(session):
    return services.create_account(session, Credentials("Ani", "x"), Role.STUDENT, now=NOW)


def begin(session, person, now=NOW, life=LIFE):
    return sign_ins.begin_sign_in(session, person, PHONE, life, now=now)


def test_of_a_sign_in_only_the_hash_of_its_token_is_kept(session, person):
    token = begin(session, person)
    [kept] = sign_ins.sign_ins_of(session, person.id, now=NOW)
    assert (kept.browser, kept.system, kept.made_at, kept.seen_at) == ("Chrome", "Android", NOW, NOW)
    assert len(kept.token_hash) == 64
    assert token.partition(":")[2] not in kept.token_hash
    assert len(token.partition(":")[2]) == 32  # 192 bits


def test_a_sign_in_that_is_used_lasts_but_not_for_ever(session, person):
    begin(session, person)
    [one] = sign_ins.sign_ins_of(session, person.id, now=NOW)
    ends = [one.ends_at - NOW]
    for days in (5, 28):
        sign_ins.note_seen(session, one.id, LIFE, now=NOW + timedelta(days=days))
        session.refresh(one)
        ends.append(one.ends_at - NOW)
    assert ends == [timedelta(days=7), timedelta(days=12), timedelta(days=30)]
    assert one.seen_at == NOW + timedelta(days=28)


def test_sign_ins_that_have_ended_are_cleared_by_the_next_one_of_anybody(session, person):
    begin(session, person)
    later = NOW + timedelta(days=8)
    assert sign_ins.sign_ins_of(session, person.id, now=later) == []
    other = services.create_account(session, Credentials("Ben", "x"), Role.STUDENT, now=NOW)
    begin(session, other, later)
    assert [one.person_id for one in session.query(SignIn)] == [other.id]


def test_sign_ins_end_one_by_one_or_all_but_one_and_nobody_elses_do(session, person):
    other = services.create_account(session, Credentials("Ben", "x"), Role.STUDENT, now=NOW)
    tokens = [begin(session, one) for one in (person, person, person, other)]
    sign_ins.end_sign_in(session, tokens[0])
    newest, older = sign_ins.sign_ins_of(session, person.id, now=NOW)
    assert newest.id > older.id
    assert sign_ins.end_sign_ins(session, person.id, but=older.id) == 1
    assert [one.id for one in sign_ins.sign_ins_of(session, person.id, now=NOW)] == [older.id]
    assert sign_ins.sign_in_of(session, other.id, older.id) is None
    assert sign_ins.end_sign_ins(session, person.id) == 1
    assert len(sign_ins.sign_ins_of(session, other.id, now=NOW)) == 1
