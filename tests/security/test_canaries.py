"""What a learner may not know yet is in no byte that their browser gets: words, orders, places, statuses, headers."""

from __future__ import annotations

import re
from datetime import timedelta
from html.parser import HTMLParser

import pytest
import sqlalchemy as sa
import time_machine

from quizapp.bank.asked import asked_version
from quizapp.bank.loading import load_bank
from quizapp.bank.models import Card, Question, QuestionVersion, may_be_asked
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.quizzes.models import Slot

pytestmark = pytest.mark.slow

MODES = ("at_once", "at_end")
AUTOSAVE = {"X-Autosave": "1"}
ORDERED = {
    "single_choice": ("finch", "robin", "heron", "stork"),
    "multiple_choice": ("plover", "curlew", "avocet", "godwit"),
    "ordering": ("egg", "nestling", "fledgling", "adult"),
    "matching": ("hoots", "quacks", "caws", "coos"),
    "categorize": ("ostrich", "emu", "coot", "grebe"),
    "cloze": ("lark", "dunnock", "siskin"),
}
"""What stands on the page in an order that must tell nothing, in the order of the file, the key first."""

OPENING_OF_CLOZE = "One […]"


@pytest.fixture
def load(app):
    """Return a function that loads a bank of questions."""

    def load(questions, bank_of, key):
        with app.app_context():
            load_bank(db.session(), bank_of(questions, key), now=utcnow())
            db.session.commit()

    return load


@pytest.fixture
def fields_for(app, canaries):
    """Return a function that gives the form fields of an answer on the page of an attempt's question."""

    def fields_for(attempt, position, answers=None):
        with app.app_context():
            attempt_id = int(attempt.rsplit("/", 1)[1])
            slot = db.session.scalars(sa.select(Slot).filter_by(attempt_id=attempt_id, position=position)).one()
            content = asked_version(db.session(), slot.version_id).content
            arrangement = tuple(map(tuple, slot.arrangement))
            chosen = {"wrong": canaries.WRONG[content.kind], "right": content.key()}[answers or "wrong"]
            return content.kind, canaries.fields_of(content.kind, content.prompt(arrangement, chosen).given)

    return fields_for


@pytest.mark.parametrize("feedback", MODES)
def test_nothing_tells_the_answer_before_one_is_given(act, canaries, hidden_kind, feedback):
    student = act("student")
    attempt = student.start(feedback, kinds=hidden_kind)
    question = f"{attempt}/questions/1"
    malformed = canaries.MALFORMED[hidden_kind]
    replies = [
        student.get(question),
        student.post(question),
        student.post(question, malformed),
        student.post(question, malformed, headers=AUTOSAVE),
        student.post(question, malformed | {"answer": ["a", "b"]}),
        student.post(f"{question}/reveal", {"answer": "x" * 4_001}) if hidden_kind == "flashcard" else student.get("/"),
        student.client.post(question),
        student.client.post(question, data={"csrf_token": student.csrf_token()}),
        student.post(f"{attempt}/missed"),
        student.get(attempt),
        student.get("/attempts"),
        *(student.get(path) for path in canaries.LOOKING_THROUGH),
        student.get(question),
    ]
    assert 422 in {reply.status_code for reply in replies}
    for reply in replies:
        assert reply.status_code < 500
        assert canaries.leaks(reply) == set()


def test_a_quiz_with_feedback_at_the_end_tells_nothing_until_then(act, canaries, fields_for):
    student = act("student")
    attempt = student.start("at_end")
    for position in range(1, len(canaries.QUESTIONS) + 1):
        question = f"{attempt}/questions/{position}"
        kind, wrong = fields_for(attempt, position)
        if kind == "flashcard":
            assert canaries.leaks(student.post(question, wrong)) == set()
            continue
        for reply in (student.post(question, wrong, headers=AUTOSAVE), student.post(question, wrong)):
            assert reply.status_code < 400
            assert canaries.leaks(reply) == set()
        assert canaries.leaks(student.get(question)) == set()
    for path in ("/", "/attempts", attempt, "/review/", *canaries.LOOKING_THROUGH):
        assert canaries.leaks(student.get(path)) == set()
    student.post(f"{attempt}/finish")
    result = student.get(attempt).text
    for kind in canaries.QUESTIONS:
        for word in (canaries.explanation(kind), *canaries.RIGHT_AT_THE_END.get(kind, ())):
            assert word in result
    assert canaries.NOTE not in result
    assert "wrenlock-head" not in result


def test_a_saved_answer_looks_the_same_whether_it_is_right_or_wrong(act, canaries, fields_for):
    student = act("student")
    attempt = student.start("at_end")
    elsewhere = ("/", "/attempts", "/review/", "/settings", *canaries.LOOKING_THROUGH)
    for position in range(1, len(canaries.QUESTIONS) + 1):
        question, seen = f"{attempt}/questions/{position}", []
        for answers in ("wrong", "right"):
            kind, fields = fields_for(attempt, position, answers)
            if kind == "flashcard":
                continue
            saved = student.post(question, fields, headers=AUTOSAVE)
            navigator = re.search(r"<nav[^>]*navigator.*?</nav>", student.get(question).text, re.DOTALL)[0]
            pages = [canaries.unmasked(student.get(path).text) for path in elsewhere]
            seen.append((saved.status_code, saved.text, navigator, pages))
        assert len({str(look) for look in seen}) <= 1, kind
        assert len(seen) == 2 or kind == "flashcard"


def _look(student, attempt, canaries):
    page = student.get(f"{attempt}/questions/1")
    assert page.status_code == 200
    return canaries.unmasked(page.text).replace(f"{attempt}/", "/attempts/…/")


@pytest.mark.parametrize("feedback", MODES)
def test_two_questions_that_differ_in_the_key_alone_make_the_same_page(app, act, canaries, load, twin_kind, feedback):
    student, looks = act("student"), []
    for number, (raw, arrangement) in enumerate(canaries.TWINS[twin_kind]):
        key = f"twin-{number}"
        load([canaries.question(twin_kind, raw, key, hint=bool(number))], canaries.bank_of, key)
        attempt = student.start(feedback, banks=key)
        with app.app_context():
            changed = sa.update(Slot).where(Slot.attempt_id == int(attempt.rsplit("/", 1)[1]))
            assert db.session.execute(changed.values(arrangement=arrangement)).rowcount == 1
            db.session.commit()
        looks.append(_look(student, attempt, canaries))
    assert looks[0] == looks[1]


def _places(page, words):
    """Return the words' places in the file in the order in which the page first shows them."""
    found = {word: re.search(rf">\s*{word}\s*<", page).start() for word in words}
    return tuple(words.index(word) for word in sorted(found, key=found.get))


@pytest.mark.parametrize("kind", list(ORDERED))
def test_the_order_of_the_page_tells_nothing(act, canaries, load, kind):
    copies = [canaries.question(kind, canaries.QUESTIONS[kind], f"copy-{number}") for number in range(50)]
    load(copies, canaries.bank_of, "copies")
    student = act("student")
    attempt = student.start("at_end", banks="copies")
    orders = [_places(student.get(f"{attempt}/questions/{n}").text, ORDERED[kind]) for n in range(1, 51)]
    size = len(ORDERED[kind])
    assert {order.index(0) for order in orders} == set(range(size))
    assert {order[0] for order in orders} == set(range(size))
    assert kind != "ordering" or tuple(range(size)) not in orders


class _Skeleton(HTMLParser):
    """The tags of a page with their attributes, but for what people read."""

    def __init__(self, page):
        super().__init__()
        self.tags = []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, [(name, value) for name, value in attributes if name != "aria-label"]))

    def controls(self):
        """Return the values on offer, by the name of the field."""
        values, select = {}, None
        for tag, attributes in self.tags:
            given = dict(attributes)
            select = given.get("name", "") if tag == "select" else select
            name = select if tag == "option" else given.get("name", "")
            if (name or "").startswith("answer") and tag in {"input", "option", "button"}:
                values.setdefault(name, []).append(given.get("value"))
        return values


@pytest.mark.parametrize("kind", list(ORDERED))
def test_names_values_and_ids_are_places_on_the_page(act, canaries, load, kind):
    load(
        [canaries.question(kind, canaries.QUESTIONS[kind], f"copy-{n}") for n in range(12)], canaries.bank_of, "copies"
    )
    student = act("student")
    attempt = student.start("at_end", banks="copies")
    pages = [student.get(f"{attempt}/questions/{number}").text for number in range(2, 12)]
    articles = [
        re.sub(
            r"questions/\d+",
            "questions/…",
            re.search(r"<form[^>]*data-event-form.*?</form>", canaries.unmasked(page), re.DOTALL)[0],
        )
        for page in pages
    ]
    assert len(set(articles)) > 1, "every attempt has the same order"
    assert len({str(_Skeleton(article).tags) for article in articles}) == 1
    for name, values in _Skeleton(articles[0]).controls().items():
        offered = [value for value in values if value]
        assert re.fullmatch(r"answer(-\d+)?", name)
        assert offered == [str(number) for number in range(len(offered))] or kind == "ordering"


def test_the_front_of_no_card_tells_its_back(app, act, canaries):
    student, seen = act("student"), set()
    assert student.post("/settings", {"new_per_day": "999", "reviews_per_day": "0"}).status_code == 302
    for day in range(8):
        with time_machine.travel(utcnow() + timedelta(days=day), tick=True):
            while shown := re.search(r"/review/cards/(\d+)", (front := student.get("/review/")).text):
                allowed = () if OPENING_OF_CLOZE in front.text else ("wrenlock-cl-key",)
                assert canaries.leaks(front, allowed) == set()
                back = student.get(shown[0])
                assert canaries.NOTE not in back.text
                assert "wrenlock-why" in back.text
                seen.add(int(shown[1]))
                reply = student.post(shown[0], {"rating": "4"})
                assert canaries.leaks(reply) == set()
    with app.app_context():
        assert seen == set(db.session.scalars(sa.select(Card.id).join(Question).where(*may_be_asked())))


def test_options_of_a_card_are_sorted_so_that_the_key_does_not_stand_out(app, act):
    with app.app_context():
        versions = db.session.execute(
            sa.select(QuestionVersion.id).join(Question).where(QuestionVersion.number == Question.current_number)
        ).scalars()
        faces = [face for version in versions for face in asked_version(db.session(), version).content.cards()]
        db.session.rollback()
    offered = [face.options for face in faces if face.options]
    assert len(offered) > 5
    for options in offered:
        assert list(options) == sorted(options, key=str.casefold)


class _Links(HTMLParser):
    """The addresses that a page names."""

    def __init__(self, page):
        super().__init__()
        self.found = set()
        self.feed(page)

    def handle_starttag(self, _tag, attributes):
        self.found |= {value for name, value in attributes if name in {"href", "src"} and value.startswith("/")}


def _crawl(visitor, starts):
    """Yield the reply of every address that can be reached by links, but for the backs of cards, asked for by name."""
    waiting, known = list(starts), set(starts)
    while waiting:
        reply = visitor.get(waiting.pop())
        yield reply
        if reply.mimetype == "text/html":
            links = {link for link in _Links(reply.text).found if "/review/cards/" not in link}
            waiting += sorted(links - known)
            known |= links
        if reply.location and reply.location not in known:
            waiting.append(reply.location)
            known.add(reply.location)


@pytest.mark.parametrize(("who", "least"), [("anonymous", 12), ("guest", 12), ("student", 12)])
def test_nothing_that_can_be_reached_by_links_tells_an_answer(act, canaries, routes, who, least):
    visitor = act(who)
    starts = ["/", "/nothing-here", "/banks", "/questions/1", "/static/nothing", "/healthz", "/robots.txt"]
    if who != "anonymous":
        starts += [visitor.start("at_end"), visitor.start("at_once")]
    replies = list(_crawl(visitor, starts))
    for reply in replies:
        assert canaries.leaks(reply) == set(), reply.request.path
    paths = {reply.request.path for reply in replies}
    assert len(paths) >= least + (22 if who != "anonymous" else 0)
    assert any(path.startswith("/static/") for path in paths)


def test_errors_after_a_quiz_began_tell_nothing(act, canaries):
    student = act("student")
    question = f"{student.start('at_once')}/questions/1"
    unsigned, missing = student.client.post(question, data={"answer": "x"}), student.get(f"{question}99")
    asked, large = student.get(f"{question}/reveal"), student.post(question, {"answer": "x" * 3_000_000})
    assert [reply.status_code for reply in (unsigned, missing, asked, large)] == [400, 404, 405, 413]
    assert [canaries.leaks(reply) for reply in (unsigned, missing, asked, large)] == [set()] * 4
