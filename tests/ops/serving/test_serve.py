from __future__ import annotations

import contextlib
import dataclasses
import errno
import os
import re
import shlex
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
import sqlalchemy as sa

from quizapp.accounts.models import Role
from quizapp.app import create_app
from quizapp.bank.models import Bank
from quizapp.db import db
from quizapp.ops.running import folder_alone
from quizapp.ops.serving import serve as module
from quizapp.ops.serving.greeting import lines_of
from quizapp.ops.serving.last_start import read_last_start
from quizapp.ops.serving.serve import PORTS_TRIED, NoFreePortError, free_port, prepare
from tests.live_server import PATIENCE_SECONDS, spare_port


@pytest.fixture
def taken():
    """Return a port on which somebody listens."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", spare_port()))  # the one after it is nobody's either
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


@pytest.mark.parametrize("host", ["203.0.113.7", "999.1.1.1", "no.such.host.invalid", "2001:db8::7", "a..b"])
def test_an_address_of_another_computer_is_not_taken_for_a_port_in_use(host):
    with pytest.raises(NoFreePortError, match=f"{re.escape(host)} is no address of this computer.* QUIZAPP_HOST"):
        free_port(host, 8000)


@pytest.fixture
def sockets_fail(monkeypatch):
    """Return a function that has a method of each new socket fail."""

    def fail(method, number):
        def refuse(*_given):
            raise OSError(number, os.strerror(number))

        monkeypatch.setattr(socket, "socket", type("Failing", (socket.socket,), {method: refuse}))

    return fail


def test_a_port_that_this_account_may_not_use_is_said_so(sockets_fail):
    sockets_fail("bind", errno.EACCES)
    with pytest.raises(NoFreePortError, match=r"account may not use port 80: .* QUIZAPP_PORT"):
        free_port("127.0.0.1", 80)
    with pytest.raises(NoFreePortError, match=r"No port from 8000 on is free"):  # Windows keeps some for itself
        free_port("127.0.0.1", 8000)


def test_a_computer_without_ipv6_has_no_address_of_it(sockets_fail):
    sockets_fail("__init__", errno.EAFNOSUPPORT)
    with pytest.raises(NoFreePortError, match=r":: is no address of this computer.* QUIZAPP_HOST"):
        free_port("::", 8000)


@pytest.mark.slow
def test_the_first_start_prints_where_to_go_and_the_link_for_the_first_instructor(settings, client):
    greeting = prepare(settings, create_app(settings), ["http://localhost:8000"])
    printed = "\n".join(lines_of(greeting, None))
    assert "quizapp is ready: http://localhost:8000/" in printed
    assert str(settings.data_dir) in printed
    secret = printed.split("http://localhost:8000/setup/")[1].split()[0]
    assert client.get(f"/setup/{secret}").status_code == 200


@pytest.mark.longer
def test_an_installation_may_begin_without_the_shipped_banks(settings, client):
    empty = dataclasses.replace(settings, shipped_banks=False)
    prepare(empty, create_app(empty), ["http://localhost:8000"])
    with client.application.app_context():
        assert db.session.scalar(sa.select(sa.func.count()).select_from(Bank)) == 0


@pytest.mark.slow
def test_later_starts_print_no_link(settings, make_person):
    make_person(Role.INSTRUCTOR)
    assert prepare(settings, create_app(settings), ["http://localhost:8000"]).secret is None


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


def test_a_host_by_which_nobody_could_ask_stops_the_command_with_a_sentence(runner, monkeypatch):
    monkeypatch.setattr(module, "free_port", lambda _host, wanted: wanted)  # this computer has no such address
    result = runner("serve", "--host", "2001:db8::7")
    assert result.exit_code == 1
    assert "2001:db8::7 is no address to ask by: name this computer in QUIZAPP_TRUSTED_HOSTS." in result.output


@pytest.mark.slow
def test_the_command_serves_pages(start_server, tmp_path):
    server = start_server(tmp_path / "new")
    with urllib.request.urlopen(f"{server.url}/", timeout=PATIENCE_SECONDS) as reply:
        assert b"quizapp" in reply.read()
    printed = server.printed.read_text()
    assert f"quizapp is ready: {server.url}/" in printed
    assert "warning" not in printed.lower()  # nothing is wrong, so nobody is to wonder


@pytest.fixture
def begun(monkeypatch, settings):
    """What the command would serve, instead of serving it."""
    served: list[tuple] = []

    opened = []

    def note(with_settings, _app, again, keeper=0) -> None:
        served.append((with_settings, (*again, keeper), opened[:]))

    for name in ("share_folder", "write_logs"):
        monkeypatch.setattr(module, name, lambda _settings: None)
    monkeypatch.setattr(module, "_serve", note)
    monkeypatch.setattr(module, "open_when_ready", lambda *addresses: opened.append(addresses))
    monkeypatch.setattr(module, "announced", lambda _settings: contextlib.nullcontext())
    monkeypatch.setenv("QUIZAPP_SHIPPED_BANKS", "0")
    monkeypatch.setenv("QUIZAPP_PORT", "8900")
    monkeypatch.setenv("QUIZAPP_HOST", "")  # so that what the command sets ends with the test
    return served


@pytest.mark.longer
def test_a_port_that_somebody_has_gives_way_to_the_next_free_one_and_the_command_says_so(runner, begun, taken):
    result = runner("serve", "--port", str(taken))
    assert result.exit_code == 0
    port = begun[-1][0].port
    assert port > taken
    assert f"Port {taken} is taken; using {port}." in result.output


@pytest.mark.longer
def test_the_room_is_let_in_by_one_flag_which_later_starts_remember(runner, begun, settings, monkeypatch):
    hosts = []
    for flags in ((), ("--room",), (), ("--no-room",), ()):
        monkeypatch.setenv("QUIZAPP_HOST", "")
        assert runner("serve", *flags).exit_code == 0
        hosts.append(begun[-1][0].host)
    assert hosts == ["127.0.0.1", "0.0.0.0", "0.0.0.0", "127.0.0.1", "127.0.0.1"]
    assert read_last_start(settings.data_dir).chosen is False


@pytest.mark.longer
def test_a_host_that_is_set_is_neither_asked_about_nor_remembered(runner, begun, settings, monkeypatch):
    monkeypatch.setenv("QUIZAPP_HOST", "0.0.0.0")
    runner("serve")
    assert begun[-1][0].host == "0.0.0.0"
    last = read_last_start(settings.data_dir)
    assert (last.for_the_room, last.chosen) == (True, None)
    monkeypatch.setenv("QUIZAPP_HOST", "")
    runner("serve")
    assert begun[-1][0].host == "127.0.0.1"


@pytest.mark.longer
def test_on_a_terminal_the_first_start_asks(runner, begun, settings, monkeypatch):
    monkeypatch.setattr(module, "_question", lambda: lambda: True)
    assert runner("serve").exit_code == 0
    assert begun[-1][0].host == "0.0.0.0"
    assert not begun[-1][2]  # no browser opens without a terminal


@pytest.mark.longer
def test_a_browser_opens_where_it_is_asked_for(runner, begun):
    runner("serve", "--open")
    ((site, address),) = begun[-1][2]
    assert address.startswith(f"{site}/setup/")


@pytest.mark.longer
def test_a_keeper_gets_a_command_that_begins_this_program_again(runner, begun, monkeypatch):
    monkeypatch.setattr(sys, "orig_argv", ["python", "-X", "dev", "-m", "quizapp", "serve", "--port", "8901"])
    monkeypatch.setattr(sys, "argv", ["/somewhere/quizapp/__main__.py", "serve", "--port", "8901"])
    runner("serve", "--port", "8901")
    given = [sys.executable, "-X", "dev", "-m", "quizapp", "serve-again"]
    assert begun[-1][1] == (*given, 0)


@pytest.mark.longer
def test_what_serves_in_the_place_of_another_has_its_port_and_says_nothing(runner, begun, settings, caplog):
    result = runner("serve-again", "77", "Killed", "1")
    assert (result.exit_code, result.output) == (0, "")
    ((served, again, _opened),) = begun
    assert (served.host, served.port, again) == ("127.0.0.1", 8900, (77,))
    assert read_last_start(settings.data_dir) is None
    assert "ended: Killed" in caplog.text


@pytest.mark.longer
@pytest.mark.sqlite
def test_where_a_server_runs_already_a_second_one_is_refused(runner, begun, settings, taken):
    for port in (8900, taken):
        with folder_alone(settings.data_dir):
            result = runner("serve", "--port", str(port))
        assert (result.exit_code, "A server runs on" in result.output, begun) == (1, True, [])
        assert "is taken" not in result.output  # by that server: a second one takes no other


@pytest.mark.parametrize("closed", ["stdin", "stdout"])
def test_nobody_is_asked_without_a_terminal(monkeypatch, closed):
    assert module._question() is None
    monkeypatch.setattr(sys, closed, None)
    assert module._question() is None


@pytest.mark.slow
def test_a_server_serves_though_all_that_it_could_print_to_is_closed(settings):
    port = spare_port()
    command = f"exec {shlex.quote(sys.executable)} -m quizapp serve --port {port} <&- >&- 2>&-"
    process = subprocess.Popen(["/bin/sh", "-c", command], env=os.environ | {"QUIZAPP_DATA": str(settings.data_dir)})
    try:
        until = time.monotonic() + PATIENCE_SECONDS
        while not is_up(port) and process.poll() is None and time.monotonic() < until:
            time.sleep(0.1)
        opened = [Path(f"/proc/{process.pid}/fd/{number}").readlink() for number in range(3)]
    finally:
        process.terminate()
    assert process.wait(PATIENCE_SECONDS) == 0
    assert opened == [Path(os.devnull)] * 3  # and no file of ours


def is_up(port: int) -> bool:
    with contextlib.suppress(OSError), urllib.request.urlopen(f"http://localhost:{port}/healthz", timeout=5):
        return True
    return False
