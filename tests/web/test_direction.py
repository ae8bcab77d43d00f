"""Texts of questions read in their own direction on every page: right-to-left ones, too, wherever they stand."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
import sqlalchemy as sa

from quizapp.accounts.models import Role
from quizapp.bank.loading import load_sources
from quizapp.bank.models import Question
from quizapp.db import db
from quizapp.formats.base import PassageDraft, SourceDraft

RIGHT_TO_LEFT = re.compile("[\u0590-\u07ff]")
ALEF, BET, GIMEL, DALET = "אחת", "שתיים", "שלוש", "ארבע"
EMPTY = {"area", "br", "col", "hr", "img", "input", "link", "meta", "wbr"}
PLAIN = {"bdi", "code", "option", "script", "textarea", "title"}
"""Elements that hold their text's direction apart by themselves, or cannot say more of it."""
CONTENTS = {
    "choice": (
        "single_choice",
        {"stem": f"{ALEF}?", "answer": BET, "distractors": [{"text": GIMEL, "feedback": DALET}]},
    ),
    "pairs": (
        "matching",
        {"stem": f"{BET}?", "pairs": [{"left": ALEF, "right": BET}, {"left": GIMEL, "right": DALET}]},
    ),
    "card": ("flashcard", {"front": GIMEL, "back": DALET}),
    "day": ("date", {"stem": f"{DALET}?", "answer": "1994-05"}),
}


class Page(HTMLParser):
    """Gathers the right-to-left texts that no element with a direction of its own holds."""

    def __init__(self):
        super().__init__()
        self.open, self.astray = [], []

    def handle_starttag(self, tag, attrs):
        if tag not in EMPTY:
            self.open.append((tag, "dir" in dict(attrs) and tag != "html"))

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if RIGHT_TO_LEFT.search(data) and not any(has_own or tag in PLAIN for tag, has_own in self.open):
            self.astray.append((">".join(tag for tag, _own in self.open[-4:]), data.strip()[:50]))


@pytest.fixture
def hebrew(app, load, practice):
    """Load a bank that is in Hebrew throughout; return the ids of its questions by key."""
    drafts = [
        replace(
            practice.draft(key, *content),
            explanation=f"{GIMEL}.",
            actors=(ALEF, BET),
            teacher_note=f"{DALET}.",
            sources=("a#p1",),
        )
        for key, content in CONTENTS.items()
    ]
    load([replace(one, event=f"{BET}.") if one.key == "day" else one for one in drafts], title=ALEF)
    with app.app_context():
        source = SourceDraft("a", BET, GIMEL, "", "", f"{DALET}.", (PassageDraft("p1", ALEF),))
        load_sources(db.session(), [source])
        db.session.commit()
        return dict(db.session.execute(sa.select(Question.key, Question.id)).all())


def astray(client, paths):
    """Return what stands without a direction of its own on some pages."""
    found = {}
    for path in paths:
        reply = client.get(path, follow_redirects=True)
        assert reply.status_code == 200, path
        page = Page()
        page.feed(reply.text)
        if page.astray:
            found[path] = page.astray
    return found


@pytest.mark.longer
def test_instructors_read_every_text_in_its_direction(hebrew, browse, make_person):
    client = browse(make_person(Role.INSTRUCTOR, "Ms Levi"))
    client.post(f"/questions/{hebrew['choice']}/comments", data={"text": f"{GIMEL}."})
    client.post("/questions/bulk", data={"chosen": "", "ids": str(hebrew["day"]), "action": "trash", "expected": "1"})
    paths = [
        "/",
        "/banks",
        "/banks/small",
        "/banks/small/topics",
        "/edit/sources",
        "/edit/sources/a",
        "/banks/small/people",
    ]
    paths += [
        "/questions",
        "/questions/waiting",
        "/questions/changes",
        "/trash",
        "/duplicates",
        "/reports",
        "/practise",
    ]
    paths += [
        "/timeline",
        "/sources",
        "/sources/a",
        "/actors",
        f"/actors?actor={ALEF}",
        "/coverage",
        "/banks/small/copy",
    ]
    for one in hebrew.values():
        paths += [f"/questions/{one}{page}" for page in ("", "/edit", "/touches", "/versions/1", "/blame")]
    assert astray(client, paths) == {}


@pytest.mark.longer
def test_students_read_every_text_in_its_direction(app, hebrew, browse, practice):
    student = practice.Player(app, browse())
    attempt = student.start(kinds=["single_choice", "date", "matching", "flashcard"])
    places = [f"/attempts/{attempt}/questions/{student.place(attempt, key)}" for key in hebrew]
    questions = astray(student.client, places)
    for key in hebrew:
        student.answer(attempt, key)
    student.finish(attempt)
    paths = [
        *places,
        f"/attempts/{attempt}",
        "/attempts",
        "/",
        "/practise",
        "/progress",
        "/timeline",
        "/sources",
        "/sources/a",
        "/actors",
    ]
    paths += [
        "/review/",
        "/review/study",
        "/review/marked",
        "/progress/cards/1",
        "/review/cards/1",
        "/review/cards/1/note",
        "/review/cards/1/help",
    ]
    assert questions | astray(student.client, paths) == {}
