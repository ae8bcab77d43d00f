from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from quizapp.bank.models import Card, Question
from quizapp.clock import utcnow
from quizapp.formats.anki.notes import AnkiCard, AnkiNote, AnkiReview, Collection, NoteType
from quizapp.memory.models import ReviewEvent
from quizapp.memory.rebuild import rebuild_memories
from quizapp.memory.services import Event, Learner, record_review
from quizapp.scheduling.state import Rating, Rules
from quizapp.transfer.anki.exporting import TYPE
from quizapp.transfer.anki.reviews import keeping_taken, known_by, own_logs, replayed

RULES = Rules(ZoneInfo("UTC"))


@pytest.fixture
def learner(make_person):
    return Learner(make_person(), RULES)


@pytest.fixture
def card_id(learner, folder, load, session):
    load(folder)
    return session.scalar(sa.select(Card.id).join(Question).where(Question.key == "one"))


def review(days, ease=3, kind=0):
    return AnkiReview(int((utcnow() - timedelta(days=days)).timestamp() * 1000), ease, kind, took_ms=900)


@pytest.fixture
def take(session, learner):
    """Return a function that takes logs in, and counts the reviews that were new."""

    def take_in(logs):
        now = utcnow()
        taken = replayed(learner, logs, known_by(session, learner), now=now)
        keeping_taken(session, learner, taken, now=now)()
        return len(taken.reviews)

    return take_in


@pytest.mark.longer
def test_reviews_are_evidence_and_the_log_can_rebuild_their_memories(session, take, card_id):
    assert take({card_id: (review(9), review(8), review(3, 1, 1))}) == 3
    rows = session.scalars(sa.select(ReviewEvent).order_by(ReviewEvent.at)).all()
    assert [(row.rating, row.was_new, row.source, row.duration_ms) for row in rows] == [
        (3, True, "review", 900),
        (3, False, "review", 900),
        (1, False, "review", 900),
    ]
    assert rebuild_memories(session, RULES) == (1, [])


def test_what_is_in_the_log_already_is_not_added_again(session, learner, take, card_id):
    now = utcnow()
    record_review(session, learner, card_id, Rating.GOOD, Event("mine", now - timedelta(days=4)), now=now)
    log = (review(4), review(2))
    assert take({card_id: log}) == 1
    assert take({card_id: log}) == 0


@pytest.mark.longer
@pytest.mark.parametrize(
    "row", [review(1, 0, 4), review(1, 3, 3), review(1, 3, 5), review(1, 9), review(-2), AnkiReview(-5, 3, 0)]
)
def test_what_is_no_ordinary_review_does_not_count(take, card_id, row):
    assert take({card_id: (row,)}) == 0


@pytest.mark.longer
def test_cards_that_were_exported_from_here_are_known_by_their_last_field(session, learner, card_id):
    log = (review(3),)
    fields = ("a", "b", "c", "d", "sample/one/main")
    own = AnkiNote("g", TYPE, fields, cards=(AnkiCard(0, log=log),))
    stranger = AnkiNote("h", TYPE, (*fields[:-1], "sample/none/main"), cards=(AnkiCard(0, log=log),))
    other = AnkiNote("i", NoteType("Basic", ("x",), ()), ("sample/two/main",), cards=(AnkiCard(0, log=log),))
    assert own_logs(session, Collection(0, (own, stranger, other))) == {card_id: log}
