"""Hostile texts in every field of every kind, looked at in a real browser: they are shown, and nothing runs."""

from __future__ import annotations

from urllib.parse import quote

import pytest
import sqlalchemy as sa

from quizapp.accounts.models import Person
from quizapp.bank.asked import asked_version
from quizapp.bank.loading import load_bank, load_sources
from quizapp.bank.models import Bank, Card, Origin, Question
from quizapp.bank.versions import Authorship, add_version, draft_of
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.quizzes.models import Slot
from tests.served_here import served_here

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PLANTED = """() => {
  const found = [];
  const tags = ["IFRAME", "SVG", "OBJECT", "EMBED", "BASE", "STYLE", "IMG", "FRAME", "MATH", "NOSCRIPT"];
  for (const element of document.querySelectorAll("*")) {
    const tag = element.tagName.toUpperCase();
    if (tags.includes(tag) || (tag === "SCRIPT" && !element.src) || element.httpEquiv) found.push(tag);
    for (const { name, value } of element.attributes) {
      if (/^on|^style$|^autofocus$|^data-planted$|^srcdoc$/i.test(name)) found.push(`${tag} ${name}=${value}`);
      if (["href", "src", "action", "formaction", "xlink:href"].includes(name)) {
        const target = new URL(value, location.href);
        if (target.origin !== location.origin) found.push(`${tag} ${name}=${value}`);
      }
    }
  }
  return found;
}"""


@pytest.fixture
def site(app, hostile, world):
    """Serve the application with the hostile bank, and with hostile names of people; return its address."""
    with app.app_context():
        load_sources(db.session(), [hostile.source()])
        load_bank(db.session(), hostile.bank(), now=utcnow())
        for person in db.session.scalars(sa.select(Person)):
            person.name = f"{person.role} {hostile.SHORT}"
        question = db.session.scalars(sa.select(Question).where(Question.key == "hostile-date")).one()
        author = Authorship(Origin.BROWSER, int(world.tokens["instructor"].partition(":")[0]), hostile.LONG)
        add_version(db.session(), question, draft_of(question.key, question.current), author, now=utcnow())
        db.session.commit()
    with served_here(app) as port:
        yield f"http://127.0.0.1:{port}"


class Watch:
    """A page that remembers everything that should never happen."""

    def __init__(self, page, site, visitor):
        self.page, self.site = page, site
        self.happened, self.shown = [], 0
        visitor.get("/settings")
        cookie = visitor.client.get_cookie("quizapp")
        page.context.add_cookies([{"name": "quizapp", "value": cookie.value, "url": site}])
        page.goto(f"{site}/sign-in")  # the first visit, whose page brings rules within it; no other one may
        page.on("dialog", self._dialog)
        page.on("pageerror", lambda error: self.happened.append(f"error: {error}"))
        page.on("console", self._console)
        page.on("request", self._request)

    def _dialog(self, dialog):
        self.happened.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _console(self, message):
        refused = message.type == "error" and "Failed to load resource" in message.text
        if message.type in {"error", "warning"} and not refused:
            self.happened.append(f"console: {message.text}")

    def _request(self, request):
        if not request.url.startswith(self.site):
            self.happened.append(f"request: {request.url}")

    def look(self, path=None):
        """Open a path (or stay on the page) and say that nothing was planted and nothing ran."""
        if path is not None:
            self.page.goto(self.site + path)
        planted = self.page.evaluate(PLANTED)
        assert planted == [], (path, planted)
        assert self.happened == [], path
        self.shown += "alert(1)" in self.page.content()


@pytest.fixture
def watch(page, site, act):
    return lambda who: Watch(page, site, act(who))


def _ids(app, model):
    with app.app_context():
        wanted = sa.select(model.id).order_by(model.id)
        if model is Question:
            wanted = wanted.join(Bank).where(Bank.key == "hostile")
        if model is Card:
            wanted = wanted.join(Question).join(Bank).where(Bank.key == "hostile")
        found = list(db.session.scalars(wanted))
        db.session.rollback()
    return found


def _fields(app, canaries, attempt, position, typed):
    """Return the form of a wrong answer, with a hostile text wherever something can be typed."""
    with app.app_context():
        wanted = sa.select(Slot).filter_by(attempt_id=int(attempt.rsplit("/", 1)[1]), position=position)
        slot = db.session.scalars(wanted).one()
        content = asked_version(db.session(), slot.version_id).content
        chosen = tuple(typed if answer == "sparrow" else answer for answer in canaries.WRONG[content.kind])
        given = content.prompt(tuple(map(tuple, slot.arrangement)), chosen[: len(content.key())]).given
        db.session.rollback()
    return content.kind, canaries.fields_of(content.kind, given)


def test_the_watch_sees_what_it_looks_for(page, site, act):
    watch = Watch(page, site, act("student"))
    page.goto(site)
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<svg onload=alert(1)></svg><p data-planted></p>')")
    with pytest.raises(AssertionError, match="SVG"):
        watch.look()
    page.evaluate("alert(24)")
    page.evaluate("fetch('https://evil.example/').catch(() => null)")
    assert any("dialog: 24" in event for event in watch.happened)
    assert any("Content Security Policy" in event for event in watch.happened)


def test_lists_and_questions_of_the_bank_run_nothing(app, hostile, watch):
    looking = watch("instructor")
    for path in ("/banks", "/questions?bank=hostile", f"/questions?words={quote(hostile.SHORT)}&topic={quote(TOPIC)}"):
        looking.look(path)
    for number in _ids(app, Question):
        for page in ("", "/versions/1", "/edit", "/compare", "/blame"):
            looking.look(f"/questions/{number}{page}")
    assert looking.shown == 3 + 5 * len(hostile.QUESTIONS)


def test_drafts_and_edits_that_meet_run_nothing(app, hostile, watch):
    looking = watch("instructor")
    for number in _ids(app, Question):
        looking.page.goto(f"{looking.site}/questions/{number}/edit")
        looking.page.locator("[name=event]").fill(hostile.SHORT + " again")
        looking.page.locator("[name=base_number]").evaluate("field => { field.value = '0'; }")
        looking.page.get_by_role("button", name="Preview", exact=True).click()
        looking.page.locator(".meeting").wait_for()
        looking.look()
        looking.look(f"/questions/{number}/edit")
        assert "not saved yet" in looking.page.locator("h1").inner_text()
    looking.look("/banks")
    assert looking.shown == 2 * len(hostile.QUESTIONS) + 1


def test_pages_that_look_through_the_banks_run_nothing(site, hostile, watch):
    looking = watch("instructor")
    paths = ("/timeline", f"/timeline?actor={quote(hostile.SHORT)}", "/sources", "/sources/a", "/actors", "/coverage")
    for path in (*paths, f"/actors?actor={quote('actor ' + hostile.SHORT)}", "/practise?passage=a%23p1"):
        looking.look(path)
    assert looking.shown == len(paths) + 2


TOPIC = '"><script>alert(1)</script>'


def test_previews_and_problems_of_the_editor_run_nothing(app, hostile, watch):
    looking = watch("instructor")
    for number in _ids(app, Question):
        looking.page.goto(f"{looking.site}/questions/{number}/edit")
        with looking.page.expect_navigation():
            looking.page.get_by_role("button", name="Preview", exact=True).click()
        looking.look()
    for kind in hostile.QUESTIONS:
        looking.page.goto(f"{looking.site}/banks/hostile/new/{kind}")
        for box in (
            looking.page.locator("main form.editor").locator("input:not([type]), input[type=text], textarea").all()
        ):
            if box.is_visible() and box.is_editable():
                box.fill(hostile.SHORT)
        with looking.page.expect_navigation():
            looking.page.locator("main form.editor button[name=save]").first.click()
        looking.look()
        looking.look(f"/banks/hostile/new/{kind}")
    assert looking.shown == 3 * len(hostile.QUESTIONS)


def test_a_whole_quiz_runs_nothing(app, act, canaries, hostile, watch):
    looking, student = watch("student"), act("student")
    attempt = student.start("at_once", banks="hostile")
    for path in ("/", "/practise", "/settings", "/nothing/" + quote(hostile.SHORT, safe="")):
        looking.look(path)
    for position in range(1, len(hostile.QUESTIONS) + 1):
        question = f"{attempt}/questions/{position}"
        kind, fields = _fields(app, canaries, attempt, position, hostile.SHORT)
        looking.look(question)
        if kind == "flashcard":
            student.post(f"{question}/reveal", {"answer": hostile.SHORT})
            looking.look(question)
        assert student.post(question, fields).status_code == 302, kind
        looking.look(question)
    student.post(f"{attempt}/finish")
    for path in (attempt, "/attempts", "/"):
        looking.look(path)
    assert looking.shown >= 2 * len(hostile.QUESTIONS)


def test_what_is_typed_and_refused_runs_nothing(act, hostile, watch):
    looking, student = watch("student"), act("student")
    for feedback in ("at_once", "at_end"):
        attempt = student.start(feedback, banks="hostile", kinds="numeric")
        looking.page.goto(f"{looking.site}{attempt}/questions/1")
        looking.page.locator("input[name=answer]").fill(hostile.TINY)
        looking.page.locator("input[name=answer]").blur()
        looking.page.wait_for_load_state("networkidle")
        looking.look()
        looking.page.locator("form[data-event-form] .actions button").click()
        looking.page.get_by_role("alert").wait_for()
        looking.look()
        assert "alert(23)" in looking.page.get_by_role("alert").inner_text()


def test_cards_run_nothing(app, watch):
    looking = watch("student")
    for number in _ids(app, Card):
        looking.look(f"/review/cards/{number}")
    looking.look("/review/")
    assert looking.shown >= len(_ids(app, Card))


def test_forms_of_accounts_run_nothing(hostile, watch):
    looking = watch("anonymous")
    for path, name in (("/sign-in", "Sign in"), ("/sign-up", "Make an account")):
        looking.look(f"{path}?next={quote(hostile.SHORT)}")
        for box in looking.page.locator("main form input:not([type=hidden])").all():
            box.fill(hostile.SHORT)
        with looking.page.expect_navigation():
            looking.page.locator("main form button:not([type=button])").click()
        looking.look()
        assert name in looking.page.title()


def test_reports_comments_and_members_run_nothing(app, act, hostile, watch, world):
    student, teacher, admin = act("student"), act("instructor"), act("admin")
    attempt = student.start("at_once", banks="hostile", kinds="date")
    student.post(f"{attempt}/questions/1", {"answer-year": "1900"})
    student.post(f"{attempt}/questions/1/report", {"reason": "other", "text": hostile.LONG[:900]})
    student.post(f"{attempt}/finish")
    looking = watch("instructor")
    for path in ("/reports", f"/reports/{world.report_id + 1}"):
        looking.look(path)
    teacher.post(f"/reports/{world.report_id + 1}", {"verdict": "wrong", "text": hostile.LONG[:900]})
    with app.app_context():
        number = db.session.scalar(sa.select(Question.id).where(Question.key == "hostile-date"))
    teacher.post(f"/questions/{number}/comments", {"text": hostile.LONG})
    teacher.post(f"/questions/{number}/state", {"state": "review", "remark": hostile.SHORT})
    admin.post("/banks/hostile/people", {"name": "owner", "role": "owner"})
    for path in (f"/questions/{number}", "/questions/waiting", "/reports?state=closed"):
        watch("admin").look(path)
    for path in (
        "/banks/hostile/people",
        "/people",
        f"/people/{world.person_id}",
    ):
        watch("admin").look(path)
    for path in ("/reports/mine", attempt, f"{attempt}/questions/1/report"):
        watch("student").look(path)
    assert looking.shown == 2
