from __future__ import annotations

import re
from random import Random

import pytest

from quizapp.bank.models import Question
from quizapp.db import db
from quizapp.studio.pages import preview


def inner(html, start, end):
    begin = html.index(start) + len(start)
    return html[begin : html.index(end, begin)]


def controls(html):
    """Return what a student can type into or choose, with its words, without ids."""
    found = re.findall(r"<(?:input|select|option|textarea|label|legend|button)[^>]*>[^<]*", html)
    return [re.sub(r'\s(?:id|for|aria-describedby|data-\w+)="[^"]*"', "", piece).strip() for piece in found]


def test_a_preview_has_the_prompt_of_a_student_and_a_perfect_grade(app, all_kinds, make_draft, kind):
    draft = make_draft(kind)
    with app.app_context():
        bank = db.session().get_one(Question, all_kinds[kind]).bank
        shown = preview(draft, bank)
    assert shown["version"] is draft
    assert shown["before"].given == ()
    assert shown["grade"].answered
    assert shown["grade"].score == pytest.approx(1) or kind == "flashcard"
    assert shown["cards"] == draft.content.cards()
    arrangement = draft.content.arrange(Random(draft.key))
    assert shown["before"] == draft.content.prompt(arrangement)


def test_a_preview_is_the_same_at_each_look(app, all_kinds, make_draft, kind):
    with app.app_context():
        bank = db.session().get_one(Question, all_kinds[kind]).bank
        assert preview(make_draft(kind), bank) == preview(make_draft(kind), bank)


@pytest.mark.longer
def test_a_student_gets_what_the_preview_showed(app, instructor, all_kinds, kind):
    """The same controls with the same words, but for the order that each attempt chooses."""
    page = instructor.get(f"/questions/{all_kinds[kind]}").text
    started = instructor.post(
        "/practise", data={"event_id": "begin-0001", "size": "5", "feedback": "at_once", "kinds": kind}
    )
    assert started.status_code == 302, started.text
    asked = instructor.get(started.location).text
    shown = inner(page, '<div class="preview">', "</div>\n<div")
    student = [
        piece for piece in controls(inner(asked, '<article class="question">', "</article>")) if "hidden" not in piece
    ]
    missing = [piece for piece in set(controls(shown)) if strip(piece) not in map(strip, student)]
    assert missing == []
    assert strip_words(inner(page, "What a student gets", "After the right answer")) <= strip_words(asked)


def strip(piece):
    return re.sub(r'\s(?:value|name|checked|selected|required|autofocus)(?:="[^"]*")?', "", piece)


def strip_words(html):
    return set(re.sub(r"<[^>]*>", " ", html).split()) - {"class=preview"}
