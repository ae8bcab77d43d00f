from __future__ import annotations

import pytest

from quizapp.ops.serving import opening
from quizapp.ops.serving.opening import can_open, open_browser, open_when_ready
from tests.live_server import PATIENCE_SECONDS


@pytest.mark.parametrize(
    ("environ", "platform", "opens"),
    [
        ({"DISPLAY": ":0"}, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({}, "linux", False),
        ({}, "darwin", True),
        ({}, "win32", True),
        ({"DISPLAY": ":0", "SSH_CONNECTION": "192.0.2.1 1 192.0.2.2 22"}, "linux", False),
        ({"SSH_TTY": "/dev/pts/1"}, "darwin", False),
    ],
)
def test_a_browser_opens_where_somebody_sees_it(environ, platform, opens):
    assert can_open(environ, platform) is opens


def test_it_opens_once_the_server_answers(monkeypatch):
    asked, opened = [], []

    class Reply:
        def close(self) -> None:
            pass

    def answer(address: str, timeout: float) -> Reply:
        asked.append(address)
        if len(asked) < 3:
            raise OSError
        return Reply()

    monkeypatch.setattr(opening, "PAUSE", 0)
    monkeypatch.setattr(opening.urllib.request, "urlopen", answer)
    monkeypatch.setattr(opening.webbrowser, "open", opened.append)
    open_browser("http://localhost:1", "http://localhost:1/setup/x")
    assert (len(asked), opened) == (3, ["http://localhost:1/setup/x"])


def test_where_no_server_answers_nothing_opens(monkeypatch):
    monkeypatch.setattr(opening, "PAUSE", 0)
    monkeypatch.setattr(opening, "TRIES", 2)
    monkeypatch.setattr(opening.webbrowser, "open", pytest.fail)
    open_browser("http://127.0.0.1:1", "http://127.0.0.1:1/")


@pytest.mark.slow
def test_a_process_of_its_own_opens_it_and_shows_the_address_to_nobody(live_server, tmp_path, monkeypatch):
    browser, opened = tmp_path / "browser.sh", tmp_path / "opened.txt"
    browser.write_text(f'#!/bin/sh\necho "$1" > {opened}\n')
    browser.chmod(0o700)
    monkeypatch.setenv("BROWSER", f"{browser} %s")
    process = open_when_ready(live_server.url, f"{live_server.url}/setup/secret")
    assert "secret" not in str(process.args)
    assert process.wait(PATIENCE_SECONDS) == 0
    assert opened.read_text() == f"{live_server.url}/setup/secret\n"
