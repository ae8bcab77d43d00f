from __future__ import annotations

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.bank import bulk, parts, rows, versions
from quizapp.bank.models import Bank, Card, Origin, Question, QuestionFacet, QuestionVersion
from quizapp.bank.versions import Authorship
from quizapp.clock import utcnow
from quizapp.formats.anki.deck_cards import deck_cards, deck_of
from quizapp.kinds.flashcard import Flashcard

FROM_FILE = Authorship(Origin.FILE)

FRONTS = ("one", "two", "öns")


@pytest.fixture
def banks(session):
    made = [Bank(key=key, title=key, created_at=utcnow()) for key in ("one-by-one", "at-once")]
    session.add_all(made)
    session.flush()
    return made


def rows_of(session: Session, bank: Bank, model, *columns):
    joined = sa.select(*(getattr(model, name) for name in columns)).join(Question, Question.id == model.question_id)
    return [
        tuple(row) for row in session.execute(joined.where(Question.bank_id == bank.id).order_by(Question.position))
    ]


@pytest.mark.longer
def test_what_is_written_at_once_is_what_is_written_one_by_one(session, banks, make_draft, samples):
    drafts, now = [make_draft(kind) for kind in samples], utcnow()
    for draft in drafts:
        versions.create_question(session, banks[0], draft, FROM_FILE, now=now)
    placed = list(enumerate(drafts, start=1))
    assert list(bulk.create_questions(session, banks[1], placed, FROM_FILE, now=now)) == [len(drafts)]
    assert_alike(session, banks, QuestionVersion, QuestionFacet, Card)


def test_cards_of_a_deck_are_written_as_their_drafts_are_one_by_one(session, banks, make_draft, monkeypatch):
    for module in (bulk, parts):
        monkeypatch.setattr(module, "MANY", 2)
    said = {"facets": ("claim", "date"), "actors": ("Zoe",), "event": "It was so.", "allow": {"long-stem": "why"}}
    deck = deck_of(make_draft(key="anki", kind="flashcard", content=Flashcard(front="a", back="b"), **said))
    cards, now = deck_cards(deck, ("a-ne", "a-wo", "a-ns"), FRONTS, [f"{face} back" for face in FRONTS]), utcnow()
    for card in cards:
        versions.create_question(session, banks[0], card.draft, FROM_FILE, now=now)
    placed = list(enumerate(rows.said_by_each(cards), start=1))
    assert list(bulk.create_questions(session, banks[1], placed, FROM_FILE, now=now)) == [len(cards)]
    assert_alike(session, banks, QuestionVersion, QuestionFacet, parts.QuestionCitation, parts.QuestionActor, Card)


def assert_alike(session, banks, *models):
    own = {"id", "question_id"}
    for model in models:
        columns = [column.name for column in model.__table__.columns if column.name not in own]
        one, other = (sorted(map(repr, rows_of(session, bank, model, *columns))) for bank in banks)
        assert one == other != []


def test_questions_of_the_same_facets_sources_and_actors_get_theirs_by_statements_for_all(session, banks, make_draft):
    said = {"facets": ("claim", "date"), "actors": ("Zoe",)}
    alike = [rows.said_by(make_draft(key=f"q{number}", **said)) for number in range(parts.MANY)]
    (other,) = [rows.said_by(make_draft(key="other", facets=("agent",), actors=()))]
    alike = [one._replace(parts=alike[0].parts) for one in alike]
    placed = list(enumerate([other, *alike], start=1))
    assert list(bulk.create_questions(session, banks[1], placed, FROM_FILE, now=utcnow())) == [len(placed)]
    assert rows_of(session, banks[1], QuestionFacet, "facet")[0] == ("agent",)
    for model, column, values in ((QuestionFacet, "facet", ["claim", "date"]), (parts.QuestionActor, "name", ["Zoe"])):
        found = [one for (one,) in rows_of(session, banks[1], model, column) if one != "agent"]
        assert sorted(found) == sorted(values * parts.MANY)
    cited = rows_of(session, banks[1], parts.QuestionCitation, "reference", "source")
    assert len(cited) == len(placed) * len(alike[0].parts["sources"])
    assert {(one, one.partition("#")[0]) for one in alike[0].parts["sources"]} == set(cited)


def test_cards_are_those_whose_ids_were_told_whether_they_come_by_one_statement_or_row_by_row(
    session, banks, make_draft, samples
):
    single = [make_draft(key=f"q{number}") for number in range(bulk.MANY)]
    several = [make_draft(kind, key=kind) for kind in samples]
    placed = list(enumerate([*several, *single], start=1))
    added = bulk.add_questions(session, banks[1], placed, FROM_FILE, now=utcnow())
    added.follow()
    found = sa.select(Question.key, Card.id, Card.key, Card.position, Card.former_keys).join(Card.question)
    rows_of_cards = session.execute(found.where(Question.bank_id == banks[1].id)).all()
    told = [
        (draft.key, number, face.key, place, [])
        for _position, draft in placed
        for place, (number, face) in enumerate(zip(added.cards[draft.key], draft.content.cards(), strict=True), 1)
    ]
    assert sorted(map(tuple, rows_of_cards)) == sorted(told)
    assert len(told) > len(placed) > bulk.MANY


def test_questions_between_which_others_stand_get_no_rows_but_theirs(session, banks, make_draft, monkeypatch):
    monkeypatch.setattr(parts, "MANY", 2)
    first, between, last = (
        versions.create_question(session, banks[0], make_draft(key=key), FROM_FILE, now=utcnow()) for key in "abc"
    )
    same = {"facets": ["agent"], "sources": [], "actors": []}
    parts.replace_parts(session.connection(), [(first.id, same), (last.id, same)])
    found = dict(session.execute(sa.select(QuestionFacet.question_id, QuestionFacet.facet)).all())
    assert (found[first.id], found[last.id]) == ("agent", "agent")
    assert found[between.id] != "agent"


def test_questions_are_written_in_batches_and_keep_their_order(session, banks, make_draft, monkeypatch):
    monkeypatch.setattr(bulk, "BATCH", 2)
    placed = [(number, make_draft(key=f"q{number}", explanation=f"Because {number}.")) for number in range(1, 6)]
    assert list(bulk.create_questions(session, banks[1], placed, FROM_FILE, now=utcnow())) == [2, 2, 1]
    for question in session.scalars(sa.select(Question).order_by(Question.position)):
        assert question.current.explanation == f"Because {question.position}."
        assert question.key == f"q{question.position}"


def test_nothing_to_write_is_no_statement(session, banks, statements):
    with statements() as ran:
        assert list(bulk.create_questions(session, banks[1], [], FROM_FILE, now=utcnow())) == []
        bulk.place_questions(session, [])
    assert ran == []
