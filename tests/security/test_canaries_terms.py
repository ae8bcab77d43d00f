"""No feedback rule tells a byte of what it holds back: of a quiz that was given out, before and after its ends."""

from __future__ import annotations

from datetime import timedelta
from random import Random

import pytest
import sqlalchemy as sa
import time_machine

from quizapp.accounts.models import Person
from quizapp.bank.asked import asked_version
from quizapp.bank.models import Bank, Question, QuestionVersion
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.quizzes.models import Slot
from quizapp.quizzes.recipes import Recipe
from quizapp.quizzes.services import open_attempt
from quizapp.quizzes.terms import GRACE, Showing, Terms, When

pytestmark = pytest.mark.slow

AUTOSAVE = {"X-Autosave": "1"}
HOUR = timedelta(hours=1)
KEPT = ("single_choice", "multiple_choice", "true_false", "short_answer", "numeric", "date", "cloze", "matching")


@pytest.fixture
def give(app, act, canaries):
    """Open an attempt of every kind under a rule for the student; return their browser, its address, its end."""

    def give(**shows):
        closing = utcnow().replace(microsecond=0) + HOUR
        terms = Terms(Showing(**{name: When(when) for name, when in shows.items()}), closing, closing + HOUR)
        with app.app_context():
            student = db.session.scalars(sa.select(Person).where(Person.name == "student")).one()
            ids = db.session.scalars(
                sa.select(QuestionVersion.id)
                .join(Question, Question.id == QuestionVersion.question_id)
                .join(Bank)
                .where(Bank.key == "birds", QuestionVersion.kind.in_(KEPT))
            ).all()
            recipe = Recipe("given", "A given quiz", {}, terms.shows.feedback, terms)
            attempt = open_attempt(
                db.session(),
                student.id,
                recipe,
                ids,
                event_id="given-one",
                rng=Random(1),
                now=utcnow(),
            )
            db.session.commit()
            return act("student"), f"/attempts/{attempt.id}", closing

    return give


@pytest.fixture
def answer_all(app, canaries):
    """Answer every question of an attempt wrongly, and return all that was replied."""

    def answer_all(student, attempt):
        replies = []
        with app.app_context():
            slots = db.session.scalars(sa.select(Slot).filter_by(attempt_id=int(attempt.rsplit("/", 1)[1]))).all()
            sent = []
            for slot in slots:
                content = asked_version(db.session(), slot.version_id).content
                given = content.prompt(tuple(map(tuple, slot.arrangement)), canaries.WRONG[content.kind]).given
                sent.append((slot.position, canaries.fields_of(content.kind, given)))
            db.session.rollback()
        for position, fields in sent:
            question = f"{attempt}/questions/{position}"
            replies += [student.post(question, fields, headers=AUTOSAVE), student.post(question, fields)]
            replies.append(student.get(question))
        return replies

    return answer_all


def pages_of(student, attempt):
    elsewhere = ("/", "/attempts", "/review/", f"{attempt}/time", "/progress")
    questions = [f"{attempt}/questions/{place}" for place in range(1, len(KEPT) + 1)]
    return [student.get(path, follow_redirects=True) for path in (attempt, *questions, *elsewhere)]


def leaked(canaries, replies):
    assert {reply.status_code for reply in replies} <= {200, 302, 409}
    return set().union(*(canaries.leaks(reply) for reply in replies))


@pytest.mark.parametrize("when", ["after_submission", "after_closing", "never"])
def test_keys_and_reasons_wait_for_their_moment(give, answer_all, canaries, when):
    student, attempt, closing = give(score=when, verdict=when, key=when, explanation=when)
    assert leaked(canaries, answer_all(student, attempt) + pages_of(student, attempt)) == set()
    student.post(f"{attempt}/finish")
    after = leaked(canaries, [*pages_of(student, attempt), student.post(f"{attempt}/missed")])
    with time_machine.travel(closing + HOUR + GRACE, tick=True):
        own = [reply for reply in pages_of(student, attempt) if reply.request.path.startswith(attempt)]
        closed = leaked(canaries, own)  # flashcards go on as ever once it is closed for everybody
    assert bool(after) == (when == "after_submission")
    assert bool(closed) == (when != "never")


def test_an_attempt_that_ends_by_itself_tells_nothing_within_the_grace(give, answer_all, canaries):
    student, attempt, closing = give()
    answer_all(student, attempt)
    with time_machine.travel(closing + GRACE / 2, tick=False):
        assert leaked(canaries, pages_of(student, attempt)) == set()
    with time_machine.travel(closing + 2 * GRACE, tick=False):
        assert leaked(canaries, pages_of(student, attempt)) >= {"wrenlock"}


def test_right_or_wrong_at_once_tells_no_key_and_no_reason(give, answer_all, canaries):
    student, attempt, _closing = give(verdict="at_once", key="after_closing", explanation="after_closing")
    replies = answer_all(student, attempt)
    student.post(f"{attempt}/finish")
    assert leaked(canaries, replies + pages_of(student, attempt)) == set()
    assert any('class="verdict wrong"' in reply.text for reply in replies)


def test_the_key_without_reasons_tells_no_remark(give, answer_all, canaries):
    student, attempt, _closing = give(explanation="never")
    answer_all(student, attempt)
    student.post(f"{attempt}/finish")
    told = "".join(reply.text for reply in pages_of(student, attempt))
    assert "wrenlock-sa-key" in told
    for word in ("wrenlock-why", "wrenlock-sc-blame", "wrenlock-mc-blame", "wrenlock-tf-blame", "wrenlock-sa-blame"):
        assert word not in told


def test_reasons_without_the_key_tell_no_key(give, answer_all, canaries):
    student, attempt, _closing = give(key="never")
    answer_all(student, attempt)
    student.post(f"{attempt}/finish")
    told = "".join(reply.text for reply in pages_of(student, attempt))
    assert "wrenlock-why-short-answer" in told
    for word in ("wrenlock-sa-key", "wrenlock-sa-other", "wrenlock-cl-key", "73519", "wrenlock-sc-blame"):
        assert word not in told


def test_an_assignment_and_its_pages_tell_nothing_before_its_closing(act, world, canaries, answer_all):
    student, assignment = act("student"), f"/assignments/{world.personal['assignment_id']['student']}"
    in_class = f"/classes/{world.personal['class_id']['student']}"
    marks = (f"{in_class}/marks", f"{in_class}/marks/{world.personal['assignment_id']['student']}")
    around = (assignment, f"{in_class}/tasks", *marks, "/", "/classes")
    begun = student.post(f"{assignment}/start")
    attempt = student.get(begun.location).location.rsplit("/questions/", 1)[0]
    replies = [begun, *answer_all(student, attempt), *(student.get(path) for path in around)]
    student.post(f"{attempt}/finish")
    replies += [student.get(path) for path in (*around, attempt, f"{attempt}/questions/1")]
    assert leaked(canaries, replies) == set()
