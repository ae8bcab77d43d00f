from __future__ import annotations

import dataclasses
import socket
import urllib.request

import pytest
import sqlalchemy as sa

from quizapp.accounts.models import Role
from quizapp.app import create_app
from quizapp.bank.models import Bank
from quizapp.db import db
from quizapp.ops.serve import PORTS_TRIED, NoFreePortError, free_port, prepare


@pytest.fixture
def taken():
    """Return a port on which somebody listens."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        yield listening.getsockname()[1]


def test_a_free_port_is_taken_as_wanted(taken):
    port = free_port("127.0.0.1", taken)
    assert taken < port <= taken + PORTS_TRIED
    assert free_port("127.0.0.1", port) == port


def test_no_free_port_is_said_with_what_to_do():
    with socket.socket() as listening:
        try:
            listening.bind(("127.0.0.1", 65_535))
            listening.listen()
        except OSError:
            pass  # somebody else has it: as good
        with pytest.raises(NoFreePortError, match="QUIZAPP_PORT"):
            free_port("127.0.0.1", 65_535)


@pytest.mark.slow
def test_the_first_start_prints_where_to_go_and_the_link_for_the_first_instructor(settings, capsys, client):
    prepare(settings, lambda: create_app(settings), ["http://localhost:8000"])
    printed = capsys.readouterr().out
    assert "quizapp is ready: http://localhost:8000/" in printed
    assert str(settings.data_dir) in printed
    secret = printed.split("http://localhost:8000/setup/")[1].split()[0]
    assert client.get(f"/setup/{secret}").status_code == 200


def test_an_installation_may_begin_without_the_shipped_banks(settings, client):
    empty = dataclasses.replace(settings, shipped_banks=False)
    prepare(empty, lambda: create_app(empty), ["http://localhost:8000"])
    with client.application.app_context():
        assert db.session.scalar(sa.select(sa.func.count()).select_from(Bank)) == 0


@pytest.mark.slow
def test_later_starts_print_no_link(settings, capsys, make_person):
    make_person(Role.INSTRUCTOR)
    prepare(settings, lambda: create_app(settings), ["http://localhost:8000"])
    assert "/setup/" not in capsys.readouterr().out


def test_no_free_port_stops_the_command_with_a_sentence(runner):
    with socket.socket() as listening:
        try:
            listening.bind(("127.0.0.1", 65_535))
            listening.listen()
        except OSError:
            pass  # somebody else has it: as good
        result = runner("serve", "--port", "65535")
    assert result.exit_code == 1
    assert "QUIZAPP_PORT" in result.output


@pytest.mark.slow
def test_the_command_serves_pages_and_says_when_the_port_is_another(start_server, taken):
    server = start_server()
    with urllib.request.urlopen(f"{server.url}/", timeout=10) as reply:
        assert b"quizapp" in reply.read()
    assert f"quizapp is ready: {server.url}/" in server.printed.read_text()
