from __future__ import annotations

from datetime import UTC, timedelta
from random import Random

import pytest
import sqlalchemy as sa

from quizapp.bank.asked import asked_version
from quizapp.bank.dumping import dump_bank
from quizapp.bank.models import Bank, Card, Origin, Question, QuestionFacet, QuestionVersion
from quizapp.bank.versions import Authorship, create_question, restore_version
from quizapp.clock import utcnow
from quizapp.memory.services import Event, Learner, record_review
from quizapp.quizzes.held_back import NoQuestionsError
from quizapp.quizzes.models import Feedback, Slot
from quizapp.quizzes.selection import Selection
from quizapp.quizzes.services import Practice, start_attempt
from quizapp.review.queries import first_queue
from quizapp.scheduling.state import Rating, Rules
from quizapp.workbench.trash import Emptied, empty_trash, trash_bank

LATER = timedelta(days=31)


def count(session, model):
    return session.scalar(sa.select(sa.func.count()).select_from(model))


@pytest.fixture
def typed(session, make_draft):
    """Return a function that makes a question in the browser, in the bank "sample"."""

    def typed(key):
        bank = session.scalars(sa.select(Bank).where(Bank.key == "sample")).one()
        author = Authorship(Origin.BROWSER)
        question = create_question(session, bank, make_draft(key=key), author, now=utcnow())
        session.commit()
        return question.id

    return typed


@pytest.fixture
def attempt(session, make_person):
    """Return a function that draws questions into somebody's attempt."""

    def attempt(ids):
        session.rollback()
        learner_id, order = make_person(), Random(1)
        practice = Practice("All", Selection(questions=tuple(ids), size=len(ids)), Feedback.AT_ONCE)
        made = start_attempt(session, learner_id, practice, event_id="begins", rng=order, now=utcnow())
        session.commit()
        return made.id

    return attempt


@pytest.mark.longer
def test_nothing_in_the_trash_or_the_archive_is_asked_of_students(session, three, change, attempt):
    change("trash", [three["a"]])
    change("archive", [three["b"]])
    drawn = attempt(three.values())
    versions = session.scalars(sa.select(Slot.version_id).where(Slot.attempt_id == drawn)).all()
    assert [asked_version(session, one).question_id for one in versions] == [three["c"]]
    cards = first_queue(session, new_per_day=50, day=1, now=utcnow()).cards
    assert [card.question_id for card in cards] == [three["c"]]
    change("trash", [three["c"]])
    assert first_queue(session, new_per_day=50, day=1, now=utcnow()).cards == ()
    with pytest.raises(NoQuestionsError):
        attempt(three.values())
    assert session.scalars(sa.select(Slot.version_id).where(Slot.attempt_id == drawn)).all() == versions


def test_a_bank_goes_with_its_questions_and_comes_back_with_them(session, three, change, undo, instructor_id, question):
    change("trash", [three["b"]])
    bank = question(three["a"]).bank
    operation = trash_bank(session, bank, instructor_id, now=utcnow())
    assert (operation.changed, operation.said) == (2, {"value": "The sample bank", "bank_id": bank.id})
    assert all(question(one).trashed_at for one in three.values())
    assert undo(operation) == (2, [])
    assert [question(three[key]).trashed_at is None for key in "abc"] == [True, False, True]
    assert question(three["a"]).bank.trashed_at is None


def test_a_question_does_not_come_back_before_its_bank(session, three, change, undo, instructor_id, question):
    operation = change("trash", [three["b"]])
    trash_bank(session, question(three["a"]).bank, instructor_id, now=utcnow())
    assert undo(operation) == (0, ["b"])


@pytest.mark.longer
def test_what_nobody_refers_to_is_deleted_after_thirty_days(session, three, change, typed):
    new, before = typed("new"), count(session, Question)
    change("trash", [new])
    assert empty_trash(session, now=utcnow() + timedelta(days=29)) == Emptied(0, 0)
    assert empty_trash(session, now=utcnow() + LATER) == Emptied(1, 0)
    assert count(session, Question) == before - 1
    for model in (QuestionVersion, Card, QuestionFacet):
        assert session.scalars(sa.select(model).where(model.question_id == new)).all() == []
    assert empty_trash(session, now=utcnow() + LATER) == Emptied(0, 0)


@pytest.mark.longer
def test_versions_that_were_asked_stay_with_the_current_one(session, three, change, typed, attempt, question):
    new = typed("new")
    for _again in range(3):
        restore_version(session, question(new), 1, Authorship(Origin.BROWSER), now=utcnow())
    session.commit()
    drawn = attempt([new])
    for _again in range(2):
        restore_version(session, question(new), 1, Authorship(Origin.BROWSER), now=utcnow())
    session.commit()
    change("trash", [new])
    assert empty_trash(session, now=utcnow() + LATER) == Emptied(0, 1)
    numbers = session.scalars(sa.select(QuestionVersion.number).where(QuestionVersion.question_id == new))
    assert sorted(numbers) == [4, 6]
    assert question(new).removed_at is not None
    asked = session.scalars(sa.select(Slot.version_id).where(Slot.attempt_id == drawn)).one()
    assert asked_version(session, asked).content is not None


@pytest.mark.longer
def test_cards_that_somebody_remembers_stay(session, three, change, typed, make_person):
    new, learner = typed("new"), Learner(make_person(), Rules(UTC))
    card = session.scalars(sa.select(Card.id).where(Card.question_id == new)).one()
    record_review(session, learner, card, Rating.GOOD, Event("e-1", utcnow()), now=utcnow())
    session.commit()
    change("trash", [new])
    assert empty_trash(session, now=utcnow() + LATER) == Emptied(0, 1)
    assert session.get(Card, card) is not None


@pytest.mark.longer
def test_what_came_from_a_file_does_not_come_back_with_it(
    session, three, change, load, make_bank, make_draft, question
):
    change("trash", [three["a"]])
    draft = make_bank(*(make_draft(key=key) for key in "abc"))
    assert load(draft).in_trash == ["a"]
    assert empty_trash(session, now=utcnow() + LATER) == Emptied(0, 1)
    assert load(draft).in_trash == ["a"]
    assert question(three["a"]).trashed_at is not None
    assert "id: a\n" not in dump_bank(session, question(three["b"]).bank)


@pytest.mark.longer
def test_a_bank_of_a_file_stays_away_and_an_empty_one_is_deleted(
    session, three, load, make_bank, make_draft, instructor_id, question
):
    other = session.scalars(sa.select(Bank).where(Bank.key == "other")).one()
    trash_bank(session, question(three["a"]).bank, instructor_id, now=utcnow())
    trash_bank(session, other, instructor_id, now=utcnow())
    session.commit()
    empty_trash(session, now=utcnow() + LATER)
    assert session.scalars(sa.select(Bank.key)).all() == ["sample"]
    assert load(make_bank(make_draft(key="a"), make_draft(key="fresh"))).in_trash == ["a", "fresh"]
    assert count(session, Question) == 3


@pytest.mark.longer
def test_statements_do_not_grow_with_what_is_deleted(session, three, change, typed, statements):
    ran = []
    for keys in ("d", "efgh"):
        change("trash", [typed(key) for key in keys])
        with statements() as one:
            empty_trash(session, now=utcnow() + LATER)
        ran.append(len(one))
    assert ran[0] == ran[1]
