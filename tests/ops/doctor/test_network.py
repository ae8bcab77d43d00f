from __future__ import annotations

import dataclasses
import socket
from datetime import UTC, datetime

import pytest

from quizapp.ops.doctor.findings import Level
from quizapp.ops.doctor.network import look_at_addresses, look_at_firewall, look_at_port
from quizapp.ops.running import folder_alone
from quizapp.ops.serving.last_start import LastStart, keep_last_start
from tests.live_server import spare_port


@pytest.fixture
def taken():
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        yield listening.getsockname()[1]


def start(settings, **changes):
    told = {"at": datetime(2026, 11, 26, tzinfo=UTC), "port": 8000, "addresses": ("192.0.2.7",), "for_the_room": True}
    keep_last_start(settings.data_dir, LastStart(**(told | changes)))


def test_a_port_is_free_or_taken_by_somebody_else_or_the_server_runs(settings, taken):
    busy = dataclasses.replace(settings, port=taken)
    assert [one.level for one in look_at_port(busy)] == [Level.NOTE, Level.WARNING]
    with folder_alone(settings.data_dir):
        assert [one.level for one in look_at_port(busy)] == [Level.WELL]


def test_a_free_port_is_well(settings, taken):
    free = dataclasses.replace(settings, port=spare_port())
    assert [one.level for one in look_at_port(free)] == [Level.NOTE, Level.WELL]


def test_an_address_that_changed_since_the_last_start_is_warned_of(settings):
    assert list(look_at_addresses(settings)) == []
    start(settings)
    assert next(look_at_addresses(settings, ("192.0.2.7", "laptop"))).level is Level.WELL
    changed = next(look_at_addresses(settings, ("192.0.2.9",)))
    assert (changed.level, "192.0.2.7" in str(changed.what)) == (Level.WARNING, True)
    start(settings, for_the_room=False)
    assert list(look_at_addresses(settings, ("192.0.2.9",))) == []


@pytest.mark.parametrize(
    ("platform", "word"), [("win32", "Windows Security"), ("darwin", "macOS"), ("linux", "ufw"), ("freebsd", "ufw")]
)
def test_what_a_firewall_may_hold_back_is_said_by_platform(settings, platform, word):
    assert "--room" in str(next(look_at_firewall(settings, platform)).advice)
    start(settings, port=8123)
    advice = str(next(look_at_firewall(settings, platform)).advice)
    assert word in advice
    assert platform != "linux" or "8123" in advice
