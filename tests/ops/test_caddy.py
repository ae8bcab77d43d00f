"""The Caddyfile of docs/deploy, with which a Caddy is started for real before the application."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess

import pytest

from tests.live_server import PATIENCE_SECONDS, spare_port
from tests.ops.proxies import (
    DEPLOY,
    ask,
    is_told_of_https,
    senders_that_fall_silent,
    served_behind,
    told_without_tls,
    wait_for,
)

CADDY = shutil.which("caddy")
GLOBAL = """{{
	admin off
	http_port {plain}
	https_port {encrypted}
	auto_https disable_redirects
	skip_install_trust
	servers {{"""
"""Another program's ports, and a certificate of its own, as no other can be had for this name."""
KNOWS_BUFFERS = (2, 6, 4)
"""From this version on Caddy has the word that the example uses; Debian's is older and has two for it."""


@pytest.fixture
def caddy(settings, tmp_path):
    """The ports, plain and encrypted, of a Caddy with the example before the application."""
    assert CADDY, "Caddy is missing: install Debian's package caddy."
    plain, encrypted = spare_port(), spare_port()
    log, home = tmp_path / "error.log", {"HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path)}
    with served_behind(settings) as behind:
        (tmp_path / "Caddyfile").write_text(example_for(plain, encrypted, behind))
        command = [CADDY, "run", "--adapter", "caddyfile", "--config", tmp_path / "Caddyfile"]
        with log.open("w") as said:
            process = subprocess.Popen(command, env=os.environ | home, stderr=said)
        wait_for(encrypted, log)
        yield plain, encrypted
        process.terminate()
        process.wait(PATIENCE_SECONDS)


def example_for(plain, encrypted, behind):
    """Return the example with the ports of a test, and a second's patience with slow senders."""
    example = (DEPLOY / "Caddyfile").read_text()
    for there, here in (
        ("{\n\tservers {", GLOBAL.format(plain=plain, encrypted=encrypted)),
        ("http://quiz.example.org {", f"http://localhost:{plain} {{"),
        ("https://quiz.example.org{uri}", f"https://localhost:{encrypted}{{uri}}"),
        ("\nquiz.example.org {", f"\nhttps://localhost:{encrypted} {{\n\ttls internal"),
        ("127.0.0.1:8000", f"127.0.0.1:{behind}"),
        ("read_body 5m", "read_body 1s"),
        *(
            []
            if version() >= KNOWS_BUFFERS
            else [("request_buffers 2MiB", "buffer_requests\n\t\tmax_buffer_size 2MiB")]
        ),
    ):
        assert there in example
        example = example.replace(there, here, 1)
    return example


def version():
    """Return Caddy's version as numbers."""
    said = subprocess.run([CADDY, "version"], capture_output=True, text=True, check=True).stdout
    return tuple(map(int, re.findall(r"\d+", said)[:3]))


@pytest.mark.slow
def test_behind_caddy_the_application_knows_scheme_host_and_who_asks(caddy):
    plain, port = caddy
    status, headers, _body = ask(plain, "/practise?x=1", tls=False)
    assert (status, headers["Location"]) == (301, f"https://localhost:{port}/practise?x=1")
    status, headers, body = ask(port, "/seen", X_Forwarded_For="203.0.113.66", X_Forwarded_Proto="http")
    assert status == 200
    told = json.loads(body)
    assert told["url"] == f"https://localhost:{port}/seen"
    assert told["address"] == "127.0.0.1"  # whoever writes the header themselves is not believed
    assert headers["Strict-Transport-Security"] == "max-age=31536000"
    assert is_told_of_https(port)


@pytest.mark.slow
def test_behind_caddy_only_pages_lead_on_to_https(caddy):
    plain, _port = caddy
    told = told_without_tls(plain)
    assert told.pop("/calendar") == 301
    assert set(told.values()) == {403}


@pytest.mark.slow
def test_behind_caddy_pages_are_not_compressed_other_names_have_nothing_and_floods_are_refused(caddy):
    _plain, port = caddy
    _status, headers, body = ask(port, "/practise", Accept_Encoding="gzip")
    assert headers["Content-Encoding"] is None
    assert b"</html>" in body
    assert ask(port, "/static/css/app.css", Accept_Encoding="gzip")[1]["Content-Encoding"] == "gzip"
    assert ask(port, "/seen", Host="evil.example.org")[2] == b""  # Caddy has no such site, and asks nobody
    form = {"Content_Type": "application/x-www-form-urlencoded"}
    status, _headers, body = ask(port, "/sign-in", "POST", b"name=" + b"x" * 3_000_000, **form)
    assert status == 413
    assert b"Too much was sent at once" in body  # the application's own words, as the file is below Caddy's limit
    assert ask(port, "/metrics")[0] == 404  # asked from this machine, and switched off


@pytest.mark.slow
def test_caddy_waits_for_slow_senders_itself_and_gives_up_who_falls_silent(caddy):
    _plain, port = caddy
    assert all(b"\r\nConnection: close\r\n" in told for told in senders_that_fall_silent(port, 20))
    assert json.loads(ask(port, "/seen")[2])["posts"] == []
    ask(port, "/sign-in", "POST", b"sent at once")
    assert json.loads(ask(port, "/seen")[2])["posts"] == ["/sign-in"]
