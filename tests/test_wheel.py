"""The wheel is whole by itself: installed into an empty venv far from the checkout, it serves a quiz."""

from __future__ import annotations

import http.cookiejar
import os
import signal
import subprocess
import sys
import time
import urllib.parse
import urllib.request
import venv
import zipfile
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.live_server import PATIENCE_SECONDS, spare_port

ROOT = Path(__file__).parent.parent
SIZE = 3

pytestmark = pytest.mark.slow


class Form(HTMLParser):
    """The fields of the page's form with an event id, filled in as the page has them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.action = ""
        self.sent: list[tuple[str, str]] = []
        self.radios: dict[str, list[str]] = {}
        self.boxes: dict[str, list[str]] = {}
        self._fields: list[dict[str, str]] = []
        self._inside = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._inside = "data-event-form" in found
            self.action = found.get("action", "") if self._inside else self.action
        elif tag == "input" and self._inside and "name" in found:
            self._keep(found)

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "form"

    def _keep(self, field: dict[str, str]) -> None:
        kind, name, value = field.get("type", "text"), field["name"], field.get("value", "on")
        if kind in {"radio", "checkbox"}:
            options = self.radios if kind == "radio" else self.boxes
            options.setdefault(name, []).append(value)
        if kind not in {"radio", "checkbox"} or "checked" in field:
            self.sent.append((name, value))

    def with_fields(self, **changes: str) -> bytes:
        kept = [(name, value) for name, value in self.sent if name not in changes]
        return urllib.parse.urlencode([*kept, *changes.items()]).encode()


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory) -> Path:
    """The folder of the programs of a venv that holds the lock file's packages and the wheel, and nothing else."""
    folder = tmp_path_factory.mktemp("empty venv")
    venv.create(folder, with_pip=False)  # one of its own would take more than half of the time
    pip = [sys.executable, "-m", "pip", "--python", str(folder / "bin" / "python"), "--disable-pip-version-check"]
    lock = ["install", "--quiet", "--require-hashes", "--no-deps", "-r", str(ROOT / "requirements" / "run.lock")]
    for arguments in (lock, ["install", "--quiet", "--no-deps", "--no-index", str(wheel)], ["check"]):
        done = subprocess.run([*pip, *arguments], capture_output=True, text=True, cwd=folder, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
    return folder / "bin"


@pytest.fixture
def address(installed, tmp_path):
    """Where `quizapp serve` answers, started in an empty folder with no setting but the port."""
    port = str(spare_port())
    environ = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "QUIZAPP", "COV"))}
    printed = tmp_path / "printed.txt"
    with printed.open("wb") as output:
        server = subprocess.Popen(
            [str(installed / "quizapp"), "serve", "--port", port],
            cwd=tmp_path,
            env=environ,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    url = f"http://localhost:{port}"
    until = time.monotonic() + PATIENCE_SECONDS
    while not (answers(url) and f"{url}/" in printed.read_text()):
        assert server.poll() is None, printed.read_text()
        assert time.monotonic() < until, printed.read_text()
        time.sleep(0.1)
    yield url
    server.terminate()
    try:
        server.wait(10)
    except subprocess.TimeoutExpired:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()


def answers(url: str) -> bool:
    try:
        urllib.request.urlopen(f"{url}/healthz", timeout=2).close()
    except OSError:
        return False
    return True


def test_the_wheel_holds_every_file_of_the_application(wheel):
    with zipfile.ZipFile(wheel) as archive:
        held = set(archive.namelist())
    package = {path for path in (ROOT / "quizapp").rglob("*") if path.is_file() and "__pycache__" not in path.parts}
    shipped = {
        f"quizapp/shipped/{path.relative_to(ROOT).as_posix()}"
        for pattern in ("questions/*.yaml", "questions/quizzes/*.yaml", "migrations/env.py", "migrations/versions/*.py")
        for path in ROOT.glob(pattern)
    }
    assert len(shipped) > 4
    assert ({path.relative_to(ROOT).as_posix() for path in package} | shipped) - held == set()
    assert [name for name in held if not name.startswith("quizapp/") and ".dist-info/" not in name] == []


def test_the_installed_wheel_serves_and_a_quiz_can_be_taken(address, tmp_path):
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))

    def get(path: str) -> str:
        with browser.open(urllib.parse.urljoin(address, path), timeout=PATIENCE_SECONDS) as reply:
            return reply.read().decode()

    def post(path: str, body: bytes) -> tuple[str, str]:
        with browser.open(urllib.parse.urljoin(address, path), body, timeout=PATIENCE_SECONDS) as reply:
            return urllib.parse.urlsplit(reply.url).path, reply.read().decode()

    choosing = Form(get("/practise"))
    assert "single_choice" in choosing.boxes["kinds"]
    body = choosing.with_fields(kinds="single_choice", size=str(SIZE), feedback="at_once")
    path, page = post(choosing.action, body)
    attempt, last = path.rsplit("/questions/", 1)
    assert last == "1"
    for position in range(1, SIZE + 1):
        path = f"{attempt}/questions/{position}"
        question = Form(get(path))
        after, page = post(question.action, question.with_fields(answer=question.radios["answer"][0]))
        assert after == path
        assert 'class="verdict' in page
    after, page = post(f"{attempt}/finish", token_of(page))
    assert after == attempt
    assert "<h1" in page
    assert (tmp_path / "instance" / "quizapp.sqlite3").is_file()


def token_of(page: str) -> bytes:
    marker = 'name="csrf_token" value="'
    start = page.index(marker) + len(marker)
    return urllib.parse.urlencode({"csrf_token": page[start : page.index('"', start)]}).encode()


def test_the_installed_wheel_shows_its_style(address):
    page = urllib.request.urlopen(f"{address}/", timeout=PATIENCE_SECONDS).read().decode()
    start = page.index('href="/static/') + len('href="')
    with urllib.request.urlopen(address + page[start : page.index('"', start)], timeout=PATIENCE_SECONDS) as reply:
        assert reply.status == 200
