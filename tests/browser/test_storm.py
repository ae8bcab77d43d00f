"""The storm: a server killed and a network cut again and again while five browsers review. Nothing is lost or doubled.

Run alone it has its full size, which takes some minutes; among other tests it has a fourth of it.
"""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from random import Random

import pytest
from playwright.sync_api import BrowserContext, Error, Page

pytestmark = [pytest.mark.browser, pytest.mark.slow]
BROWSERS, QUESTIONS, LONGEST_SECONDS = 5, 500, 900
QUESTION = """  - id: q{number}
    kind: true_false
    stem: Statement {number}.
    answer: true
    facets: [claim]
    topic: topic-{topic}
    difficulty: 1
    standing: reported
    sources: [a#p1]
    explanation: Because.
"""

RATE = """
(() => {
  const pause = (ms) => new Promise((done) => setTimeout(done, ms));
  const listed = (name) => JSON.parse(localStorage.getItem(name) ?? "[]");
  const note = (name, ...more) => localStorage.setItem(name, JSON.stringify([...listed(name), ...more]));
  let state = SEED;
  const chance = () => (state = (state * 48271) % 2147483647) / 2147483647;
  const ask = window.fetch;
  window.fetch = async (address, options) => {
    const answer = await ask(address, options);
    if (String(address).endsWith("/review/events") && answer.ok) {
      const { receipts } = await answer.clone().json();
      note("storm.acknowledged", ...receipts.map((receipt) => receipt.event_id));
    }
    return answer;
  };
  const reach = async (found) => {
    for (let tries = 0; tries < 150 && !found(); tries += 1) await pause(20);
    return found();
  };
  const go = async () => {
    if (!(await reach(() => document.querySelector("#card[data-alive]")))) {
      location.reload(); // the server died before all scripts were there: such a page sends plain forms
      return;
    }
    await pause(1000); // cards are fetched ahead
    while (listed("storm.rated").length < REVIEWS) {
      document.querySelector("#card [data-show]")?.click();
      const form = await reach(() => document.querySelector("#card form.ratings"));
      if (form) {
        const rating = 1 + Math.floor(chance() * 4);
        note("storm.rated", [Number(form.dataset.keep), rating]);
        form.querySelector(`[value="${rating}"]`).click();
        while (form.isConnected) await pause(20); // on a slow machine it stands for a while, and is rated once
      }
      await pause(40 + chance() * 140);
    }
  };
  addEventListener("load", () => document.querySelector("#card") && go());
})();
"""
LEFT = """() => new Promise((done) => {
  const asked = indexedDB.open("quizapp");
  asked.onsuccess = () => {
    const found = asked.result.transaction("events").objectStore("events").count();
    found.onsuccess = () => { asked.result.close(); done(found.result); };
  };
})"""


@dataclass(frozen=True)
class Storm:
    """How much of it there is, and what decides when it strikes and what is rated."""

    seed: int
    reviews: int = 2_000
    kills: int = 20
    cuts: int = 20

    @property
    def each(self) -> int:
        return self.reviews // BROWSERS


@dataclass
class Student:
    context: BrowserContext
    page: Page
    reviews: int

    def listed(self, name: str) -> list:
        return json.loads(self.page.evaluate(f"() => localStorage.getItem('storm.{name}') ?? '[]'"))

    def is_done(self, address: str) -> bool:
        """Say whether all was rated and sent; a page that was lost to the browser's own error page is opened again."""
        try:
            if self.page.evaluate("() => location.protocol") != "http:":
                self.page.goto(address, timeout=5_000)
                return False
            return len(self.listed("rated")) >= self.reviews and self.page.evaluate(LEFT) == 0
        except Error:  # it is being loaded
            return False


def write_bank(folder) -> None:
    folder.mkdir()
    head = "bank: storm\ntitle: Storm\nlanguage: en\ndescription: Many questions.\nquestions:\n"
    questions = "".join(QUESTION.format(number=number, topic=number % 7) for number in range(QUESTIONS))
    (folder / "storm.yaml").write_text(head + questions, encoding="utf-8")


def load_bank(data_dir, folder) -> None:
    own = os.environ | {"QUIZAPP_DATA": str(data_dir), "QUIZAPP_TIMEZONE": "UTC"}
    subprocess.run([sys.executable, "-m", "quizapp", "bank", "load", str(folder)], env=own, check=True)


def rows(server, statement: str) -> list[tuple]:
    with closing(sqlite3.connect(server.data_dir / "quizapp.sqlite3")) as connection:
        return connection.execute(statement).fetchall()


@pytest.fixture
def storm(request) -> Storm:
    """A storm of full size for a test that runs alone; its seed is printed, so that it can be had again."""
    seed = int(os.environ.get("STORM_SEED") or time.time_ns() % 1_000_000 + 1)
    sys.stdout.write(f"STORM_SEED={seed}\n")
    return Storm(seed) if len(request.session.items) == 1 else Storm(seed, 500, 5, 5)


@pytest.fixture
def students(browser, tmp_path, start_server, storm):
    """Five browsers that have begun, each a guest of its own who may begin as many cards as there are."""
    server = start_server(tmp_path / "new", QUIZAPP_SHIPPED_BANKS="0")
    write_bank(tmp_path / "storm")
    load_bank(server.data_dir, tmp_path / "storm")
    students = []
    for number in range(BROWSERS):
        context = browser.new_context(service_workers="block")
        page = context.new_page()
        page.goto(f"{server.url}/review/")
        page.get_by_role("button", name="Begin").click()
        page.get_by_role("link", name="Show the answer").wait_for()
        context.add_init_script(RATE.replace("REVIEWS", str(storm.each)).replace("SEED", str(storm.seed + number)))
        students.append(Student(context, page, storm.each))
    with closing(sqlite3.connect(server.data_dir / "quizapp.sqlite3")) as connection, connection:
        connection.execute("UPDATE people SET new_per_day = 9999, reviews_per_day = 9999")
    yield server, students
    for student in students:
        student.context.close()


def rage(server, students, start_server, storm: Storm):
    """Kill the server and cut the network by turns of chance until all was rated and sent; return the last server."""
    address, until = f"{server.url}/review/", time.monotonic() + LONGEST_SECONDS
    chance = Random(storm.seed)
    blows = chance.sample(["kill"] * storm.kills + ["cut"] * storm.cuts, storm.kills + storm.cuts)
    for student in students:
        student.page.goto(address)
    while blows or not all(student.is_done(address) for student in students):
        assert time.monotonic() < until, [len(student.listed("rated")) for student in students]
        students[0].page.wait_for_timeout(chance.uniform(200, 900))
        if not blows:
            continue
        if blows.pop() == "kill":
            server.kill()
            students[0].page.wait_for_timeout(chance.uniform(0, 300))
            server = start_server(server.data_dir, port=server.port, QUIZAPP_SHIPPED_BANKS="0")
        else:
            student = chance.choice(students)
            student.context.set_offline(True)
            students[0].page.wait_for_timeout(chance.uniform(100, 1500))
            student.context.set_offline(False)
    return server


def test_a_storm_loses_nothing_and_doubles_nothing(students, start_server, storm):
    server, students = students
    server = rage(server, students, start_server, storm)
    log = "SELECT learner_id, event_id, card_id, rating FROM review_log WHERE source = 'review'"
    stored = rows(server, log)
    acknowledged = [event for student in students for event in set(student.listed("acknowledged"))]
    assert Counter(event for _learner, event, *_rest in stored) == Counter(acknowledged)
    rated = Counter(tuple(one) for student in students for one in student.listed("rated"))
    kept = Counter(row[2:] for row in stored)
    assert (kept - rated, rated - kept) == (Counter(), Counter())
    assert sum(rated.values()) == storm.reviews
    assert len({row[0] for row in stored}) == BROWSERS
    own = os.environ | {"QUIZAPP_DATA": str(server.data_dir), "QUIZAPP_TIMEZONE": "UTC"}
    rebuild = [sys.executable, "-m", "quizapp", "review", "rebuild"]
    told = subprocess.run(rebuild, env=own, check=True, capture_output=True, text=True).stdout
    assert told.endswith(", 0 differed.\n")
