"""The examples of docs/deploy: nginx is started for real, the others are read as far as that goes without an engine."""

from __future__ import annotations

import configparser
import json
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from quizapp.config import read_settings
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

ROOT = Path(__file__).parents[2]
NGINX = shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin")
AROUND = """
{user} daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log; worker_processes 1;
events {{ worker_connections 64; }}
http {{
  access_log off; server_tokens off;
  client_body_temp_path {folder}/a; proxy_temp_path {folder}/b; fastcgi_temp_path {folder}/c;
  uwsgi_temp_path {folder}/d; scgi_temp_path {folder}/e;
  {example}
}}
"""


@pytest.fixture
def behind(settings):
    with served_behind(settings) as port:
        yield port


@pytest.fixture
def nginx(behind, tmp_path):
    """The ports, plain and encrypted, of an nginx with the example before the application."""
    plain, encrypted = spare_port(), spare_port()
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    subprocess.run([*command, "-keyout", key, "-out", certificate], check=True, capture_output=True)
    example = (DEPLOY / "nginx.conf").read_text()
    for there, here in (
        ("listen 80;", f"listen 127.0.0.1:{plain};"),
        ("listen 443 ssl;", f"listen 127.0.0.1:{encrypted} ssl;"),
        ("https://quiz.example.org$request_uri", f"https://localhost:{encrypted}$request_uri"),
        ("server_name quiz.example.org;", "server_name localhost;"),
        ("/etc/letsencrypt/live/quiz.example.org/fullchain.pem", str(certificate)),
        ("/etc/letsencrypt/live/quiz.example.org/privkey.pem", str(key)),
        ("127.0.0.1:8000", f"127.0.0.1:{behind}"),
        ("/var/log/nginx/access.log", str(tmp_path / "access.log")),
        ("client_body_timeout 30s;", "client_body_timeout 1s;"),
    ):
        assert there in example
        example = example.replace(there, here)
    user = "user root;" if os.geteuid() == 0 else ""
    (tmp_path / "nginx.conf").write_text(AROUND.format(folder=tmp_path, example=example, user=user))
    assert NGINX, "nginx is missing: install Debian's package nginx."
    process = subprocess.Popen([NGINX, "-p", tmp_path, "-c", tmp_path / "nginx.conf", "-e", tmp_path / "error.log"])
    wait_for(encrypted, tmp_path / "error.log")
    yield plain, encrypted
    process.terminate()
    process.wait(PATIENCE_SECONDS)


@pytest.mark.slow
def test_behind_nginx_the_application_knows_scheme_host_and_who_asks(nginx):
    plain, port = nginx
    status, headers, _body = ask(plain, "/practise?x=1", tls=False)
    assert (status, headers["Location"]) == (301, f"https://localhost:{port}/practise?x=1")
    status, headers, body = ask(port, "/seen", X_Forwarded_For="203.0.113.66", X_Forwarded_Proto="http")
    assert status == 200
    assert f'"https://localhost:{port}/seen"' in body.decode()
    assert '"127.0.0.1"' in body.decode()  # whoever writes the header themselves is not believed
    assert headers["Strict-Transport-Security"] == "max-age=31536000"
    assert is_told_of_https(port)
    assert ask(port, "/seen", Host="evil.example.org")[0] == 400


@pytest.mark.slow
def test_behind_nginx_only_pages_lead_on_to_https(nginx):
    plain, _port = nginx
    told = told_without_tls(plain)
    assert told.pop("/calendar") == 301
    assert set(told.values()) == {403}


@pytest.mark.slow
def test_nginx_logs_no_address_that_lets_somebody_in(nginx, tmp_path):
    plain, port = nginx
    for name in ("mail/confirm", "mail/stop", "card", "calendar", "setup"):
        ask(port, f"/{name}/secret-one")
        ask(plain, f"/{name}/secret-two", tls=False)
        ask(port, "/static/css/app.css", Referer=f"https://quiz.example.org/{name}/secret-three")
    ask(port, "/sign-in?last=1")
    until, log = time.monotonic() + PATIENCE_SECONDS, tmp_path / "access.log"
    while "/sign-in?last=1" not in log.read_text() and time.monotonic() < until:
        time.sleep(0.05)
    assert "/sign-in?last=1" in log.read_text()
    assert "secret" not in log.read_text() + (tmp_path / "error.log").read_text()


@pytest.mark.slow
def test_behind_nginx_pages_are_not_compressed_sockets_not_opened_and_floods_refused(nginx):
    _plain, port = nginx
    _status, headers, body = ask(port, "/practise", Accept_Encoding="gzip")
    assert headers["Content-Encoding"] is None
    assert b"</html>" in body
    assert ask(port, "/static/css/app.css", Accept_Encoding="gzip")[1]["Content-Encoding"] == "gzip"
    told = {
        "Upgrade": "websocket",
        "Connection": "Upgrade",
        "Sec_WebSocket_Key": "x" * 16,
        "Sec_WebSocket_Version": "13",
    }
    status, _headers, body = ask(port, "/seen", **told)
    assert (status, b'"upgrade":null' in body.replace(b" ", b"")) == (200, True)
    form = {"Content_Type": "application/x-www-form-urlencoded"}
    status, _headers, body = ask(port, "/sign-in", "POST", b"name=" + b"x" * 3_000_000, **form)
    assert status == 413
    assert b"Too much was sent at once" in body  # the application's own words, as the file is below nginx's limit
    status, _headers, body = ask(port, "/metrics")
    assert status == 404  # asked from this machine, and switched off


@pytest.mark.slow
def test_nginx_waits_for_slow_senders_itself_and_gives_up_who_falls_silent(nginx):
    _plain, port = nginx
    assert senders_that_fall_silent(port, 20) == [b""] * 20
    assert json.loads(ask(port, "/seen")[2])["posts"] == []
    ask(port, "/sign-in", "POST", b"sent at once")
    assert json.loads(ask(port, "/seen")[2])["posts"] == ["/sign-in"]


def test_without_the_setting_nobody_is_believed_who_says_for_whom_they_ask(app, client):
    forged = {"X-Forwarded-For": "203.0.113.66", "X-Forwarded-Proto": "https"}
    reply = client.get("/healthz", headers=forged)
    assert "Strict-Transport-Security" not in reply.headers


@pytest.mark.longer
def test_the_unit_is_whole_and_starts_the_command(tmp_path):
    unit = configparser.ConfigParser(strict=False, interpolation=None, delimiters="=")
    unit.optionxform = str
    unit.read(DEPLOY / "quizapp.service")
    service = unit["Service"]
    assert service["ExecStart"].endswith("/quizapp serve")
    assert service["Environment"] == f"QUIZAPP_DATA=/var/lib/{service['StateDirectory']}"
    assert "DynamicUser" not in service  # nobody else could get at its folder, as for a restore
    command = service["ExecStart"].removesuffix(" serve")
    told = (DEPLOY.parent / "self-hosting.md").read_text()
    assert f"runuser -u {service['User']} -- env {service['Environment']} {command} " in told
    assert unit["Install"]["WantedBy"] == "multi-user.target"
    verifier = shutil.which("systemd-analyze")
    if verifier:  # where systemd is there, it has the last word
        text = (DEPLOY / "quizapp.service").read_text().replace("/opt/quizapp/bin/quizapp", f'"{sys.executable}"')
        (tmp_path / "quizapp.service").write_text(text)
        done = subprocess.run(
            [verifier, "verify", tmp_path / "quizapp.service"], capture_output=True, text=True, check=False
        )
        assert [line for line in done.stderr.splitlines() if "quizapp.service" in line] == []


def test_the_image_is_built_from_what_is_there_and_serves_where_it_says():
    text = (DEPLOY / "Containerfile").read_text().replace("\\\n", " ")
    steps = [line.split(maxsplit=1) for line in text.splitlines() if line and not line.startswith("#")]
    assert {name for name, _rest in steps} <= {
        *("FROM", "WORKDIR", "COPY", "RUN", "USER", "ENV", "VOLUME", "EXPOSE", "STOPSIGNAL", "HEALTHCHECK", "CMD")
    }
    copied = [rest.split()[0] for name, rest in steps if name == "COPY" and "--from" not in rest]
    assert all((ROOT / path).exists() for path in copied)
    environ = dict(re.findall(r"(QUIZAPP_\w+)=(\S+)", next(rest for name, rest in steps if name == "ENV")))
    settings = read_settings(environ)
    assert (str(settings.data_dir), settings.port) == ("/data", 8000)
    assert ["EXPOSE", str(settings.port)] in steps
    assert ["VOLUME", "/data"] in steps
    assert steps[-1][0] == "CMD"


def test_caddys_example_leads_to_the_port_that_is_served():
    text = (DEPLOY / "Caddyfile").read_text()
    bare = "\n".join(line for line in text.splitlines() if not line.strip().startswith("#"))
    assert f"reverse_proxy 127.0.0.1:{read_settings({}).port}" in bare
    assert "encode" not in bare
    assert {"read_header", "read_body", "request_buffers"} <= set(bare.split())  # slow senders wait there


@pytest.mark.parametrize("name", ["nginx.conf", "Caddyfile", "quizapp.service", "Containerfile"])
def test_every_setting_that_an_example_names_is_one(name):
    docs = (ROOT / "docs" / "self-hosting.md").read_text()
    named = set(re.findall(r"QUIZAPP_\w+", (DEPLOY / name).read_text()))
    assert named
    assert [setting for setting in named if f"`{setting}`" not in docs] == []
