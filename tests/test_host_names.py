from __future__ import annotations

import socket

import pytest
from werkzeug.sansio.utils import host_is_trusted

from quizapp.host_names import is_host_name, own_addresses


@pytest.mark.parametrize(
    "name", ["quiz.example.org", "192.168.1.20", "room-7", ".example.org", "quiz:8000", "bücher.de"]
)
def test_a_name_that_a_request_can_come_under_is_one(name):
    assert is_host_name(name)
    assert host_is_trusted(name.removeprefix(".").encode("idna").decode("ascii"), [name])


@pytest.mark.parametrize(
    "name", ["*.example.org", "::1", "[::1]", "http://quiz.org", "a b", "a..b", "x" * 64, ".", "Room-7"]
)
def test_a_name_that_no_request_comes_under_is_none(name):
    assert not is_host_name(name)


def test_this_machine_s_own_names_are_as_browsers_send_them_and_of_its_network(monkeypatch):
    monkeypatch.setattr(socket, "gethostname", lambda: "Room-7")
    assert "room-7" in own_addresses()
    assert not any(name.startswith(("127.", "0.")) for name in own_addresses())
