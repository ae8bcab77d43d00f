"""What static/js/outbox.js does: acts are kept with ids of their own until the server has acknowledged each.

It presses harder than a browser: pauses between two tries are shorter, and so is its patience.
"""

from __future__ import annotations

import json
import re
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any

from bench.chaos.browser import FORM, Answer, Browser, NetworkError
from bench.chaos.pages import Page
from quizapp.clock import utcnow

MOST_AT_ONCE = 50
LONGEST_PAUSE = 2.0
RENEW = {400, 401, 403}
REFUSED = {404, 409, 410, 413, 422}
_ours = re.compile(r'id="saved"|quizapp</title>')


@dataclass(slots=True)
class Act:
    """Something that a student did; what it was, and what the server said of it."""

    event_id: str
    kind: str
    """rating, undo, answer, start or finish."""
    told: dict[str, Any]
    acknowledged: bool = False
    refused: str = ""
    number: int = 0
    """Its place among all that its student was told is saved."""


@dataclass(slots=True)
class Diary:
    """All that a student did, and what went wrong in their eyes, in words."""

    acts: list[Act] = field(default_factory=list)
    errors: Counter[str] = field(default_factory=Counter)
    acknowledged: int = 0

    def note(self, act: Act) -> Act:
        """Write an act down."""
        self.acts.append(act)
        return act

    def acknowledge(self, act: Act) -> None:
        """Write down that the server said: it is saved."""
        self.acknowledged += 1
        act.acknowledged, act.number = True, self.acknowledged


class Outbox:
    """A student's outbox. Everything in it is sent again until the server has said what became of it."""

    def __init__(self, browser: Browser, diary: Diary, chance: Random) -> None:
        """Begin empty."""
        self.browser, self.diary, self._chance = browser, diary, chance
        self.waiting: list[Act] = []
        self.owner = ""
        self.session: dict[str, str] | None = None
        self.have: Callable[[], str] | None = None
        self.answered: Callable[[dict[str, Any]], None] | None = None
        self._name, self._last = self.new_event_id(), 0
        self._pauses, self._next_try, self._once = 0, 0.0, MOST_AT_ONCE

    def new_event_id(self) -> str:
        """Return an id of this device's own making."""
        return f"{self._chance.getrandbits(90):x}"

    def new_answer_id(self) -> str:
        """Return an id that tells the order of this device's answers."""
        self._last = max(self._last + 1, now_ms())
        return f"{self._name}.{self._last:014}"

    def keep(self, act: Act) -> Act:
        """Keep an act; an answer takes the place of one to the same question that is not sent yet."""
        self.diary.note(act)
        if act.kind == "answer":
            self.waiting = [one for one in self.waiting if one.told.get("url") != act.told["url"]]
        act.told["at"] = now_ms()
        self.waiting.append(act)
        return act

    def flush(self) -> None:
        """Try to send what waits, unless the last try failed a moment ago."""
        if not self.waiting or time.monotonic() < self._next_try:
            return
        try:
            done = self._send_all()
        except NetworkError as error:
            self.session, done = None, False
            self.diary.errors[f"outbox: {error}"] += 1
        self._pauses = 0 if done else self._pauses + 1
        pause = 0.0 if done else min(0.2 * 2**self._pauses, LONGEST_PAUSE) * self._chance.uniform(0.75, 1.25)
        self._next_try = time.monotonic() + pause

    def _send_all(self) -> bool:
        renewed, stuck = False, set[str]()
        while left := [act for act in self.waiting if act.event_id not in stuck]:
            if self.session is None:
                self._renew()
            if (self.session or {}).get("person") != self.owner:
                self.diary.errors["outbox: somebody else is signed in here, or nobody"] += 1
                return False
            batch = self._head(left)
            answer = self._send_answer(batch[0]) if batch[0].kind == "answer" else self._send_ratings(batch)
            if answer is None or answer.is_ok:
                self._once = MOST_AT_ONCE
                continue
            self._see(answer)
            if answer.status in RENEW and not renewed:
                renewed = True
                self._renew()
            elif answer.status == 500:
                stuck |= {batch[0].event_id} if len(batch) == 1 else set()
                self._once = max(len(batch) // 2, 1)
            else:
                raise NetworkError(f"not saved: {answer.status}")
        return not stuck

    def _see(self, answer: Answer) -> None:
        page = Page(answer.status, "", answer.text)
        self.diary.errors[f"outbox: {answer.status} {page.heading or page.saved}"] += 1

    def _head(self, left: list[Act]) -> list[Act]:
        if left[0].kind == "answer":
            return left[:1]
        end = next((place for place, act in enumerate(left) if act.kind == "answer"), len(left))
        return left[: min(end, self._once)]

    def _renew(self) -> None:
        answer = self.browser.ask("GET", "/session")
        if not answer.is_ok:
            raise NetworkError(f"no session: {answer.status}")
        self.session = answer.json()

    def _post(self, url: str, body: str, headers: dict[str, str]) -> Answer:
        session = self.session or {}
        return self.browser.ask(
            "POST", url, body, headers | {"X-Person": session["person"], "X-CSRFToken": session["token"]}
        )

    def _send_ratings(self, batch: list[Act]) -> Answer:
        sent: dict[str, Any] = {"sent_at": now_ms(), "events": [act.told | {"event_id": act.event_id} for act in batch]}
        if self.have:
            sent["have"] = self.have()
        answer = self._post("/review/events", json.dumps(sent), {"Content-Type": "application/json"})
        if not answer.is_ok:
            return answer
        told = answer.json()
        by_id = {act.event_id: act for act in batch}
        for receipt in told["receipts"]:
            self._settle(by_id[receipt["event_id"]], receipt.get("sentence", "") if "refused" in receipt else "")
        if self.answered:
            self.answered(told)
        return answer

    def _send_answer(self, act: Act) -> Answer | None:
        headers = {"Content-Type": FORM, "X-Autosave": "1"}
        answer = self._post(act.told["url"], f"{act.told['body']}&event_id={act.event_id}", headers)
        if not _ours.search(answer.text):
            raise NetworkError("somebody else answered")
        if answer.is_ok:
            self._settle(act, "")
        elif answer.status in REFUSED:
            page = Page(answer.status, "", answer.text)
            self._settle(act, f"{answer.status} {page.saved or page.heading}")
            return None
        return answer

    def _settle(self, act: Act, refused: str) -> None:
        self.waiting = [one for one in self.waiting if one is not act]
        if refused:
            act.refused = refused
            self.diary.errors[f"refused: {refused}"] += 1
        else:
            self.diary.acknowledge(act)


def now_ms() -> int:
    """Return what this device's clock says."""
    return int(utcnow().timestamp() * 1000)
