"""Two servers that begin on one database at once, and eight students between them: nothing is lost or doubled."""

from __future__ import annotations

import http.cookiejar
import re
import urllib.parse
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.accounts.models import Person
from quizapp.bank.models import Card, QuestionVersion
from quizapp.memory.models import ReviewEvent
from quizapp.memory.rebuild import rebuild_memories
from quizapp.quizzes.models import Attempt, Response
from quizapp.scheduling.state import Rules

pytestmark = [pytest.mark.slow, pytest.mark.postgresql]
STUDENTS, QUESTIONS, CARDS = 8, 6, 6


class Student:
    """A guest in a browser of their own, who goes to one server and the other in turn."""

    def __init__(self, number, servers):
        self.number, self.servers, self.turn = number, servers, number
        cookies = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.browser = urllib.request.build_opener(cookies)
        self.token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', self.ask("/practise"))[1]

    def ask(self, path, **fields):
        """Ask the server whose turn it is; return the page, and keep where it is."""
        self.turn += 1
        data = urllib.parse.urlencode(fields | {"csrf_token": self.token}).encode() if fields else None
        with self.browser.open(self.servers[self.turn % 2].url + path, data, timeout=60) as reply:
            self.at = urllib.parse.urlsplit(reply.url).path
            return reply.read().decode()

    def study(self, card_ids):
        """Answer a quiz and rate cards, sending each twice: to both servers."""
        event = f"side-{self.number:04}"
        for _server in self.servers:
            self.ask("/practise", kinds="true_false", size=QUESTIONS, feedback="at_once", event_id=f"{event}-quiz")
        attempt = re.match(r"/attempts/\d+", self.at)[0]
        for place in range(1, QUESTIONS + 1):
            for _server in self.servers:
                self.ask(f"{attempt}/questions/{place}", answer="true", event_id=f"{event}-answer-{place}")
        for _server in self.servers:
            self.ask(f"{attempt}/finish", event_id=f"{event}-finish")
        for card_id in card_ids:
            for _server in self.servers:
                self.ask(f"/review/cards/{card_id}", rating="3", event_id=f"{event}-card-{card_id}")
        self.ask(attempt)
        return attempt


@pytest.fixture
def servers(start_server, empty_settings):
    """Two servers of one database and one data folder that begin at the same time, from nothing."""
    url = empty_settings.database_url.render_as_string(hide_password=False)
    with ThreadPoolExecutor(2) as pool:
        started = [pool.submit(start_server, empty_settings.data_dir, QUIZAPP_DATABASE_URL=url) for _ in range(2)]
        return [one.result() for one in started]


def test_nothing_is_lost_or_doubled(servers, empty_settings):
    engine = sa.create_engine(empty_settings.database_url, poolclass=sa.NullPool)
    with Session(engine) as session:
        of_flashcards = sa.select(QuestionVersion.question_id).where(QuestionVersion.kind == "flashcard")
        cards = session.scalars(sa.select(Card.id).where(Card.question_id.in_(of_flashcards)).order_by(Card.id)).all()
    students = [Student(number, servers) for number in range(STUDENTS)]
    with ThreadPoolExecutor(STUDENTS) as pool:
        attempts = list(pool.map(lambda student: student.study(cards[:CARDS]), students))
    assert len(set(attempts)) == STUDENTS
    with Session(engine) as session:
        assert count(session, Person) == count(session, Attempt) == STUDENTS
        assert count(session, Response) == STUDENTS * QUESTIONS
        rated = sa.select(ReviewEvent.learner_id, sa.func.count()).where(ReviewEvent.source == "review")
        assert [row[1] for row in session.execute(rated.group_by(ReviewEvent.learner_id))] == [CARDS] * STUDENTS
        assert rebuild_memories(session, Rules(ZoneInfo("UTC")))[1] == []
    assert [server.printed.read_text().count("quizapp is ready") for server in servers] == [1, 1]


def count(session, model):
    return session.scalar(sa.select(sa.func.count()).select_from(model))
