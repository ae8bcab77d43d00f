from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from quizapp.pictures.encoding import encode
from quizapp.pictures.models import Picture
from quizapp.pictures.services import Bringing, clear_unused, keep_picture
from quizapp.pictures.signals import used_pictures_wanted

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)


@pytest.fixture
def keep(session, store, make_file):
    def keeping(days_ago, width=10, shows="A map"):
        encoded = encode(make_file(size=(width, 5)))
        now = NOW - timedelta(days=days_ago)
        return keep_picture(session, store, encoded, Bringing(None, shows), now=now).name

    return keeping


def kept(session):
    return set(session.scalars(sa.select(Picture.name)))


def test_what_nobody_shows_goes_after_thirty_days(session, store, keep):
    old, young = keep(31, 10), keep(29, 11)
    assert clear_unused(session, store, now=NOW) == [old]
    assert kept(session) == {young}
    assert not store.has(old)
    assert store.has(young)


def test_what_a_text_shows_stays_however_old_it_is(session, store, keep):
    old = keep(900)

    def tell(_session):
        return [old]

    with used_pictures_wanted.connected_to(tell):
        assert clear_unused(session, store, now=NOW) == []
    assert store.has(old)


def test_what_is_brought_again_is_kept_for_thirty_days_more(session, store, keep):
    assert keep(60, shows="") == keep(2, shows="") == keep(2)
    assert clear_unused(session, store, now=NOW) == []


def test_a_file_without_a_row_goes_too_when_it_is_old(session, store, keep):
    lost, fresh = "ab" * 16, "cd" * 16
    for name, days in ((lost, 31), (fresh, 1)):
        store.write(name, b"written before a power cut")
        when = (NOW - timedelta(days=days)).timestamp()
        os.utime(store.path(name), (when, when))
    assert clear_unused(session, store, now=NOW) == [lost]
    assert store.has(fresh)
