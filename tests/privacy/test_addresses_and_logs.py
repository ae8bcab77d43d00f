"""A day of a student, a teacher and an admin: no line of the log and no address holds a name, a secret, an answer."""

from __future__ import annotations

import dataclasses
import html
import logging
import re
from urllib.parse import unquote_plus

import pytest
import sqlalchemy as sa

from quizapp.accounts.models import Person, Role
from quizapp.db import db
from quizapp.ops.logs import SECURITY_FILE, write_logs
from tests import practice

pytestmark = pytest.mark.slow
STUDENT, OTHER, TEACHER = "Quillon Vexley", "Ottoline Brackwater", "Marguerite Thistlewood"
SECRET, ANSWER, NOTE = "zebra-lantern-canary", "Sparrowhawkish", "Wrenlockish remark"
CANARIES = [*STUDENT.split(), *OTHER.split(), *TEACHER.split(), SECRET, *ANSWER.split(), *NOTE.split()[:1]]
ADDRESS = re.compile(r"""(?:href|action|formaction|src|data-[a-z-]*(?:url|path|href))="([^"]*)\"""")


class Watched:
    """A browser that keeps every address which it asks for, is sent to, or is shown."""

    def __init__(self, client, seen):
        self.client, self.seen = client, seen

    def send(self, method, path, **more):
        reply = self.client.open(path, method=method, follow_redirects=True, **more)
        for one in (*reply.history, reply):
            self.seen.add(one.request.full_path)
            self.seen.add(one.headers.get("Location", ""))
            assert one.headers["Referrer-Policy"] in {"same-origin", "no-referrer"}
        if reply.mimetype == "text/html":
            self.seen |= set(map(html.unescape, ADDRESS.findall(reply.text)))
        return reply

    def get(self, path, **more):
        return self.send("GET", path, **more)

    def post(self, path, data=None, **more):
        return self.send("POST", path, data=data or {}, **more)


@pytest.fixture
def log(app, settings):
    """The log of a server that tells as much as it can."""
    root = logging.getLogger()
    before = list(root.handlers)
    write_logs(dataclasses.replace(settings, log_level="debug"))
    yield settings.log_file
    for handler in [one for one in root.handlers if one not in before]:
        root.removeHandler(handler)
        handler.close()
    logging.getLogger("quizapp").setLevel(logging.NOTSET)


def logged(log):
    """Return what stands in both files of the log."""
    files = (log, log.with_name(SECURITY_FILE))
    assert "Somebody signed in." in files[1].read_text(encoding="utf-8")
    return "".join(one.read_text(encoding="utf-8") for one in files if one.is_file())


def student_of(app, seen, name):
    """Let somebody sign up, sign in wrongly and rightly, take a quiz, report a question, look around."""
    mine = Watched(app.test_client(), seen)
    mine.post("/sign-up", {"name": name, "password": SECRET})
    mine.post("/sign-up", {"name": name, "password": SECRET})
    mine.post("/sign-out")
    mine.get("/settings/password")
    mine.post("/sign-in?next=/settings/password", {"name": name, "password": SECRET + "?"})
    mine.post("/sign-in", {"name": name, "password": SECRET})
    player = practice.Player(app, mine.client)
    attempt = player.start(feedback="at_once")
    place = player.path(attempt, "surname")
    mine.get(place)
    mine.post(place, {"answer": ANSWER, "event_id": practice.new_event()})
    mine.post(f"{place}/report", {"reason": "other", "text": NOTE})
    mine.post(f"/attempts/{attempt}/finish")
    for path in ("/", "/attempts", "/reports/mine", "/progress", "/settings", "/settings/data", "/review/", "/classes"):
        mine.get(path)
    mine.post("/settings/password", {"current": "wrong", "password": SECRET, "again": SECRET})
    return mine


def teacher_day(app, teacher):
    """Let a teacher paste names, print cards, look at the class, its gradebook and each student."""
    teacher.post("/classes/new", {"name": "10 b", "time_zone": "UTC"})
    with app.app_context():
        class_id = db.session.scalar(sa.text("SELECT max(id) FROM classes"))
        db.session.rollback()
    of = f"/classes/{class_id}"
    shown = teacher.post(f"{of}/roster/preview", {"text": f"Name\n{OTHER}\n{STUDENT}\n"}).text
    seen = re.search(r'name="seen" value="(\w+)"', shown)[1]
    teacher.post(f"{of}/roster", {"text": f"Name\n{OTHER}\n{STUDENT}\n", "seen": seen, "column": "name"})
    with app.app_context():
        ids = db.session.scalars(sa.text("SELECT person_id FROM enrolments ORDER BY roster_name")).all()
        db.session.rollback()
    assert len(ids) == 2
    teacher.get(f"{of}/cards")
    printed = teacher.post(f"{of}/cards", {"student": [str(one) for one in ids], "kind": "words"}).text
    for path in ("", "/gradebook", "/announcements", "/cards", "/code", "/teachers", "/forecast", "/settings"):
        teacher.get(of + path)
    for one in ids:
        teacher.get(f"{of}/students/{one}")
        teacher.get(f"{of}/gradebook/students/{one}")
    teacher.post(f"{of}/students/{ids[0]}", {"roster_name": OTHER, "group_name": "", "extra_time_percent": "25"})
    teacher.post(f"{of}/students/{ids[0]}/erase", {"name": OTHER + "x"})
    for path in ("/reports", "/reports/1", "/questions", "/banks", "/analysis"):
        teacher.get(path)
    return re.findall(r"/card/([\w-]{10,})", printed)


def test_no_line_of_the_log_and_no_address_names_anybody(app, small_bank, make_person, browse, log, capsys):
    seen: set[str] = set()
    app.config["WTF_CSRF_ENABLED"] = False
    student_of(app, seen, STUDENT)
    teacher_id = make_person(Role.INSTRUCTOR, TEACHER)
    with app.app_context():
        db.session.execute(sa.update(Person).where(Person.id == teacher_id).values(is_admin=True))
        person_id = db.session.scalar(sa.select(Person.id).where(Person.name == STUDENT))
        db.session.commit()
    teacher = Watched(browse(teacher_id), seen)
    cards = teacher_day(app, teacher)
    assert cards
    newcomer = Watched(app.test_client(), seen)
    newcomer.get(f"/card/{cards[0]}")
    newcomer.post(f"/card/{cards[0]}")
    again = Watched(app.test_client(), seen)
    again.post(f"/card/{cards[0]}")
    assert re.search('value="(quillon vexley|ottoline brackwater)', again.get("/sign-in").text)
    assert 'value="quillon' not in again.get("/sign-in").text  # once
    assert STUDENT in teacher.post("/people", {"name": "Vexley"}).text
    for path in ("", "/erase"):
        teacher.get(f"/people/{person_id}{path}")
    teacher.post(f"/people/{person_id}/password")
    teacher.post(f"/people/{person_id}/data")
    teacher.post(f"/people/{person_id}/erase", {"name": "not the name"})
    teacher.post(f"/people/{person_id}/erase", {"name": STUDENT})
    teacher.get("/people/erasures")
    assert len(seen) > 100
    told = {unquote_plus(address).casefold() for address in seen}
    assert [(word, one) for word in CANARIES for one in sorted(told) if word.casefold() in one] == []
    lines = logged(log) + capsys.readouterr().err
    assert [word for word in CANARIES if word.casefold() in lines.casefold()] == []


def test_what_the_day_looks_through_would_be_found(app, log):
    seen: set[str] = set()
    Watched(app.test_client(), seen).get("/sign-in?name=Quillon+Vexley")
    assert any("quillon vexley" in unquote_plus(address).casefold() for address in seen)
    logging.getLogger("quizapp.ops").warning("Here is %s.", STUDENT)
    assert STUDENT in log.read_text(encoding="utf-8")
