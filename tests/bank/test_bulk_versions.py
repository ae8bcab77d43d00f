"""Versions that are written at once are held to those that are written one after the other."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from quizapp.bank import bulk_versions, parts
from quizapp.bank.models import Bank, Card, Origin, Question, QuestionFacet, QuestionVersion
from quizapp.bank.parts import QuestionActor, QuestionCitation
from quizapp.bank.rows import said_by_each
from quizapp.bank.text_index import containing, index_all
from quizapp.bank.versions import Authorship, add_version, create_question, restore_version
from quizapp.formats.anki.deck_cards import deck_cards, deck_of
from quizapp.kinds.flashcard import Flashcard
from quizapp.search.query import Words

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
THEN = Authorship(Origin.FILE)
MODELS = (QuestionVersion, QuestionFacet, QuestionCitation, QuestionActor, Card)
OTHER = {"facets": ("date",), "sources": ("ally-2023#p2",), "actors": ("Armenia", "Zoe"), "level": 1, "when": ""}


@pytest.fixture
def banks(session):
    made = [Bank(key=key, title=key, created_at=NOW) for key in ("one-by-one", "at-once")]
    session.add_all(made)
    session.commit()
    return made


@pytest.fixture
def change(session, banks, make_person):
    """Return a function that makes drafts the current versions: one by one in one bank, at once in the other."""
    by, days = Authorship(Origin.BROWSER, make_person(), "From somewhere"), iter(range(1, 9))

    def change(*drafts):
        now, wanted = NOW + timedelta(days=next(days)), {one.key: one for one in drafts}
        one_by_one, at_once = ([one for one in found(session, bank) if one.key in wanted] for bank in banks)
        for question in one_by_one:
            add_version(session, question, wanted[question.key], by, now=now)
        numbers = bulk_versions.add_versions(session, {one.id: wanted[one.key] for one in at_once}, by, now=now)
        assert numbers == {one.id: one.current_number for one in at_once}
        assert_alike(session, banks)

    return change


@pytest.fixture
def create(session, banks):
    """Return a function that makes questions of drafts in both banks."""

    def create(*drafts):
        for bank in banks:
            for draft in drafts:
                create_question(session, bank, draft, THEN, now=NOW)

    return create


def found(session, bank):
    return session.scalars(sa.select(Question).where(Question.bank_id == bank.id).order_by(Question.id)).all()


def assert_alike(session, banks):
    session.flush()
    for model in MODELS:
        names = [column.name for column in model.__table__.columns if column.name not in {"id", "question_id"}]
        columns = (Question.key, Question.current_number, *(getattr(model, name) for name in names))
        rows = sa.select(*columns).join(Question, Question.id == model.question_id)
        one, other = (sorted(map(repr, session.execute(rows.where(Question.bank_id == bank.id)))) for bank in banks)
        assert one == other != []


def matching(make_draft, *lefts, key="matching", **changes):
    rows = [{"left": left, "right": f"of {left[:3]}"} for left in lefts]
    return make_draft("matching", key=key, raw={"stem": "Match.", "pairs": rows}, **changes)


@pytest.mark.longer
def test_questions_of_every_kind_are_written_at_once_as_one_by_one(create, change, make_draft, samples):
    create(*[make_draft(kind) for kind in samples], make_draft(key="stays"))
    change(*[make_draft(kind, explanation="Other words.") for kind in samples])
    change(*[make_draft(kind, **OTHER) for kind in samples])


def test_a_question_becomes_one_of_another_kind(create, change, make_draft):
    create(make_draft("cloze", key="a"), make_draft("true_false", key="b"))
    change(make_draft("true_false", key="a"), make_draft("cloze", key="b"))
    change(make_draft("cloze", key="a"), make_draft("true_false", key="b"))


def test_cards_retire_come_back_move_and_keep_their_memory_where_a_slip_is_corrected(
    session, create, change, make_draft
):
    create(matching(make_draft, "Ani Vartanian", "Lena", "Bert"), matching(make_draft, "A", "B", "C", key="other"))
    change(matching(make_draft, "Lena", "Ani Vartanyan"), matching(make_draft, "A", "B", "C", key="other", level=1))
    assert sorted(map(len, session.scalars(sa.select(Card.former_keys)))) == [0] * 10 + [1] * 2
    change(matching(make_draft, "Lena", "Ani Vartanyan", level=3), matching(make_draft, "C", "A", "B", key="other"))
    change(matching(make_draft, "Ani Vartanian", "Lena", "Bert"), matching(make_draft, "A", "D", key="other"))


def test_a_content_that_is_not_understood_any_more_renames_no_card(session, create, change, make_draft):
    create(matching(make_draft, "Ani Vartanian", "Lena"))
    session.execute(sa.update(QuestionVersion).values(content={"stem": "Match."}))
    change(matching(make_draft, "Ani Vartanyan", "Lena"))


def test_numbers_go_on_from_the_newest_that_is_used_up(session, banks, create, change, make_draft):
    create(make_draft(key="a"), make_draft(key="b"))
    change(make_draft(key="a", level=1))
    for bank in banks:
        question = found(session, bank)[0]
        question.current_number = 1  # as where a regrade was taken back
    session.flush()
    change(make_draft(key="a", level=3), make_draft(key="b", level=3))
    for bank in banks:
        restore_version(session, found(session, bank)[0], 2, THEN, now=NOW)
    change(make_draft(key="a", level=2))


def test_cards_of_a_deck_are_changed_as_their_drafts_are_one_by_one(
    session, banks, create, change, make_draft, monkeypatch
):
    for module in (bulk_versions, parts):
        monkeypatch.setattr(module, "MANY", 2)
    common = make_draft(key="anki", kind="flashcard", content=Flashcard(front="a", back="b"), facets=("claim",))
    deck, keys = deck_of(common), ("a-ne", "a-wo", "a-ns")
    create(*[make_draft(key=key) for key in keys])
    cards = deck_cards(deck, keys, ("one", "two", "öns"), ("x", "y", "z"))
    change(*[card.draft for card in cards])
    said = dict(zip((one.id for one in found(session, banks[1])), said_by_each(cards), strict=True))
    for question, card in zip(found(session, banks[0]), cards, strict=True):
        add_version(session, question, card.draft, THEN, now=NOW)
    bulk_versions.add_versions(session, said, THEN, now=NOW)
    assert_alike(session, banks)


def test_they_are_written_in_batches(monkeypatch, create, change, make_draft):
    monkeypatch.setattr(bulk_versions, "BATCH", 2)
    drafts = [make_draft(key=f"q{number}") for number in range(5)]
    create(*drafts)
    change(*[make_draft(key=one.key, explanation=f"Of {one.key}.") for one in drafts])


def test_the_new_words_are_found_and_no_longer_the_old_ones(session, create, change, make_draft):
    create(*[make_draft(key=key, explanation="Zanzibar") for key in "abc"])
    change(*[make_draft(key=key, explanation="Samarkand") for key in "ab"])
    changed = {word: keys_with(session, word) for word in ("zanzibar", "samarkand")}
    assert changed == {"zanzibar": ["c", "c"], "samarkand": ["a", "a", "b", "b"]}


@pytest.mark.sqlite
def test_the_index_is_as_if_it_were_made_anew(session, create, change, make_draft):
    create(*[make_draft(key=key, explanation="Zanzibar") for key in "cab"])
    change(*[make_draft(key=key, explanation=f"Samarkand {key}") for key in "abc"])
    counts = sa.text("SELECT block FROM question_search_data WHERE id = 1")
    counted = session.scalar(counts)
    session.execute(sa.text("INSERT INTO question_search (question_search) VALUES ('delete-all')"))
    index_all(session.connection())
    assert counted == session.scalar(counts)


def keys_with(session, word):
    statement = sa.select(Question.key).join(Question.current)
    return sorted(session.scalars(statement.where(*containing(session, [Words(word)]))))


def test_the_number_of_statements_does_not_grow(session, banks, statements, create, make_draft):
    create(*[make_draft(key=f"q{number}") for number in range(20)])
    ids, counts = [one.id for one in found(session, banks[1])], []
    for count in (2, 20):
        said = {number: make_draft(key=f"q{place}", level=3) for place, number in enumerate(ids[:count])}
        with statements() as ran:
            bulk_versions.add_versions(session, said, THEN, now=NOW)
        counts.append(len(ran))
    assert counts[0] == counts[1]


def test_nothing_to_write_is_no_statement(session, banks, statements):
    with statements() as ran:
        assert bulk_versions.add_versions(session, {}, THEN, now=NOW) == {}
    assert ran == []
