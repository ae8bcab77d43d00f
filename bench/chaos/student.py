"""A student at work: quizzes with feedback at once and at the end, and flashcards between them, until told to stop."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from random import Random
from threading import Event, Thread
from typing import Any
from urllib.parse import urlencode

from bench.chaos.browser import Answer, Browser, NetworkError
from bench.chaos.outbox import Act, Diary, Outbox
from bench.chaos.pages import Field, Form, Page

WORDS = ("Yerevan", "an alliance", "the gas price", "2018", "Pashinyan", "never")
ABANDONED, SIGNED_UP, UNDONE = 0.1, 0.4, 0.04
PLAIN = {"radio", "checkbox", "hidden", "submit", "select"}
_place = re.compile(r"(\d+)\D+(\d+)")
_attempt = re.compile(r"/attempts/(\d+)")


class GivenUpError(Exception):
    """The run is over, and what this student wanted did not come about."""


class Student(Thread):
    """One of them, with a browser and a diary."""

    def __init__(self, number: int, port: int, seed: int, pace: float) -> None:
        """Sit down; pace is how many seconds lie between two acts, in the mean."""
        super().__init__(name=f"student {number}", daemon=True)
        self.chance = Random(f"{seed} {number}")
        self.number, self.pace = number, pace
        self.browser, self.diary = Browser(port), Diary()
        self.outbox = Outbox(self.browser, self.diary, self.chance)
        self.over, self.given_up = Event(), Event()
        self.person = ""
        self.fault: Exception | None = None

    def run(self) -> None:
        """Arrive, work until it is over, and wait until all is sent."""
        try:
            self._arrive()
            while not self.over.is_set():
                self.chance.choice((self._quiz, self._cards, self._cards, self._cards))()
            while self.outbox.waiting and not self.given_up.is_set():
                self.outbox.flush()
                time.sleep(0.05)
        except GivenUpError:
            pass
        except Exception as error:  # noqa: BLE001 - the report tells it
            self.fault = error
        self.browser.close()

    def _rest(self, share: float = 1.0) -> None:
        """Let time pass as people do, while the outbox works."""
        until = time.monotonic() + share * self.chance.expovariate(1 / self.pace)
        self.outbox.flush()
        while (left := until - time.monotonic()) > 0:
            time.sleep(min(left, 0.2))
            self.outbox.flush()

    def _until_there(self, what: str, ask: Callable[[], Page | Answer]) -> Page | Answer:
        """Try as people do who press reload, until there is something that is no fault of the server or the network."""
        while not self.given_up.is_set():
            try:
                found = ask()
            except NetworkError as error:
                self.diary.errors[f"{what}: {error}"] += 1
            else:
                if found.status < 500:
                    return found
                page = found if isinstance(found, Page) else Page(found.status, "", found.text)
                self.diary.errors[f"{what}: {page.status} {page.heading}"] += 1
            time.sleep(self.chance.uniform(0.1, 0.6))
        raise GivenUpError

    def _open(self, path: str) -> Page:
        page = self._until_there("page", lambda: self.browser.page(path))
        assert isinstance(page, Page)  # noqa: S101 - for the type checker
        if page.status >= 400:
            self.diary.errors[f"page: {page.status} {page.heading}"] += 1
        elif self.person and page.person != self.person:
            self.diary.errors["page: it takes this student for somebody else, or nobody"] += 1
        return page

    def _submit(self, form: Form, where: str, **changed: str) -> Answer:
        """Send a form as a browser without scripts does, until it is answered; then it leads somewhere."""
        fields = form.filled(**changed)
        answer = self._until_there("form", lambda: self.browser.send(form.action or where, fields))
        assert isinstance(answer, Answer)  # noqa: S101 - for the type checker
        if not answer.location:
            self.diary.errors[f"form: {answer.status} {Page(answer.status, '', answer.text).heading}"] += 1
        return answer

    def _arrive(self) -> None:
        """Come in as a guest or with an account, and ask for as many cards as there are."""
        while not self.person:
            page = self._open("/review/")
            if form := page.form("action", "/review/begin"):
                self._submit(form, "/review/")
                page = self._open("/review/")
            self.person = self.outbox.owner = page.person
        if self.chance.random() < SIGNED_UP:
            self._sign_up()
        page = self._open("/settings")
        if form := next((one for one in page.forms if any(held.name == "new_per_day" for held in one.fields)), None):
            self._submit(form, "/settings", new_per_day="999", reviews_per_day="9999")

    def _sign_up(self) -> None:
        page = self._open("/sign-up")
        form = next((one for one in page.forms if any(held.name == "password" for held in one.fields)), None)
        if form is not None:
            named = {"name": f"Student {self.number} {self.chance.randrange(10**6)}", "password": "no matter what"}
            if not self._submit(form, "/sign-up", **named).location:  # it was made, but the reply was lost
                page = self._open("/sign-in")
                self._submit(page.form("method", "post") or form, "/sign-in", **named)

    def _quiz(self) -> None:
        page = self._open("/practise")
        form = page.form("action", "/practise")
        if form is None:
            return
        act = self.diary.note(Act(self.outbox.new_event_id(), "start", {}))
        feedback, size = self.chance.choice(("at_once", "at_end")), str(self.chance.randint(4, 10))
        answer = self._submit(form, "/practise", feedback=feedback, size=size, event_id=act.event_id)
        found = _attempt.search(answer.location)
        if found is None:
            return
        act.told["attempt"] = int(found[1])
        self.diary.acknowledge(act)
        self._answer_all(int(found[1]))

    def _answer_all(self, attempt: int) -> None:
        position, size = 1, 1
        while position <= size and not self.over.is_set():
            path = f"/attempts/{attempt}/questions/{position}"
            page = self._open(path)
            if page.status >= 400:
                return
            found = _place.search(page.heading)
            size = int(found[2]) if found else size
            if reveal := page.form("action", "/reveal"):
                self._submit(reveal, path, answer=self.chance.choice(WORDS))
                page = self._open(path)
            if form := page.form("data-keep"):
                self._answer(form)
            self._rest()
            position += 1
        if not self.over.is_set() and self.chance.random() > ABANDONED:
            self._finish(attempt, size)

    def _answer(self, form: Form) -> None:
        """Answer a question; where every change is saved, change some things first."""
        for _change in range(self.chance.randrange(3) if "data-autosave" in form.marks else 0):
            self._keep_answer(form)
            self._rest(0.3)
        act = self._keep_answer(form)
        while not (act.acknowledged or act.refused or self.given_up.is_set()):
            self.outbox.flush()
            if act in self.outbox.waiting:
                time.sleep(0.05)
        self._open(form.marks["data-next"])

    def _keep_answer(self, form: Form) -> Act:
        fields = form.filled() | self._choices(form.fields)
        fields.pop("csrf_token", None), fields.pop("event_id", None)
        told = {"url": form.action, "body": urlencode(fields, doseq=True), "fields": fields}
        return self.outbox.keep(Act(self.outbox.new_answer_id(), "answer", told))

    def _choices(self, fields: list[Field]) -> dict[str, list[str]]:
        """Return an answer, right or not, to whatever a form asks."""
        chosen: dict[str, list[str]] = {}
        for name in dict.fromkeys(one.name for one in fields if one.kind != "hidden"):
            same = [one for one in fields if one.name == name]
            values = [one.value for one in same]
            if same[0].kind == "select":
                chosen[name] = [self.chance.choice(same[0].options[1:] or same[0].options)]
            elif same[0].kind == "checkbox":
                chosen[name] = self.chance.sample(values, self.chance.randint(1, len(values)))
            elif same[0].kind in PLAIN:
                chosen[name] = [self.chance.choice(values)]
            else:
                chosen[name] = [self._typed(same[0])]
        return chosen

    def _typed(self, asked: Field) -> str:
        if not asked.numeric:
            return self.chance.choice(WORDS)
        return str(self.chance.randint(1, 28) if asked.name.endswith("day") else self.chance.randint(1990, 2026))

    def _finish(self, attempt: int, size: int) -> None:
        form = self._open(f"/attempts/{attempt}/questions/{size}").form("action", "/finish")
        if form is None:
            return
        act = self.diary.note(Act(f"finish/{attempt}", "finish", {"attempt": attempt}))
        if self._submit(form, form.action).location:
            self.diary.acknowledge(act)
            self._open(f"/attempts/{attempt}")

    def _cards(self) -> None:
        """Rate some cards, which are fetched ahead; now and then one is taken back."""
        deck = Deck(self)
        self._open("/review/")
        deck.fetch()
        last: Act | None = None
        for _card in range(self.chance.randint(8, 30)):
            shown, card = time.monotonic(), deck.next()
            if card is None or self.over.is_set():
                break
            self._rest()
            told: dict[str, Any] = {"card": card, "rating": self.chance.choice((1, 2, 3, 3, 3, 4))}
            told["duration_ms"] = int((time.monotonic() - shown) * 1000)
            last = self.outbox.keep(Act(self.outbox.new_event_id(), "rating", told))
            deck.note(card)
            if self.chance.random() < UNDONE:
                self.outbox.keep(Act(self.outbox.new_event_id(), "undo", {"undoes": last.event_id}))
        self.outbox.have = self.outbox.answered = None


class Deck:
    """Cards fetched ahead, as static/js/ahead.js keeps them: today's order, and which were rated here meanwhile."""

    def __init__(self, student: Student) -> None:
        """Begin empty, and hear what the server says when ratings are sent."""
        self._student, self._tags, self._due = student, dict[int, str](), dict[int, float]()
        self._rated: set[int] = set()
        student.outbox.have, student.outbox.answered = self.have, self.take

    def have(self) -> str:
        """Return which cards are here as the server has them."""
        return ",".join(f"{card}.{tag}" for card, tag in self._tags.items() if card not in self._rated)

    def fetch(self) -> None:
        """Ask for today's cards; without a network there are those that were here."""
        try:
            answer = self._student.browser.ask("GET", f"/review/ahead?{urlencode({'have': self.have()})}")
        except NetworkError as error:
            self._student.diary.errors[f"cards: {error}"] += 1
            return
        if answer.is_ok:
            self.take({"ahead": answer.json()})

    def take(self, told: dict[str, Any]) -> None:
        """Take what the server says: its order counts."""
        ahead = told.get("ahead")
        if not ahead or ahead["person"] != self._student.person:
            return
        self._rated = {act.told["card"] for act in self._student.outbox.waiting if act.kind == "rating"}
        self._due = {entry["id"]: time.monotonic() + entry["wait"] for entry in ahead["order"]}
        self._tags |= {card["id"]: card["tag"] for card in ahead["cards"]}

    def next(self) -> int | None:
        """Return the next card; one that was rated comes back when its step ends."""
        left = [card for card, due in self._due.items() if card not in self._rated and due <= time.monotonic()]
        return left[0] if left else None

    def note(self, card: int) -> None:
        """Remember that a card was rated here."""
        self._rated.add(card)
