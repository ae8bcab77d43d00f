from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from quizapp.bank.asked import asked_version
from quizapp.bank.models import Bank, Card, Origin, Question, QuestionFacet, QuestionVersion
from quizapp.bank.versions import Authorship, add_version, create_question, draft_of, restore_version

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
HERE = Authorship(Origin.BROWSER, None, "why")


@pytest.fixture
def author(make_person):
    return make_person()


@pytest.fixture
def bank(session):
    bank = Bank(key="sample", title="T", created_at=NOW)
    session.add(bank)
    session.flush()
    return bank


def cards_of(session, question):
    session.expire_all()
    rows = session.scalars(sa.select(Card).where(Card.question_id == question.id).order_by(Card.position, Card.id))
    return [(card.id, card.key, card.retired_at) for card in rows]


def facets_of(session, question):
    return set(session.scalars(sa.select(QuestionFacet.facet).where(QuestionFacet.question_id == question.id)))


def test_a_question_of_every_kind_comes_back_as_the_draft_that_was_stored(session, bank, make_draft, kind):
    draft = make_draft(kind)
    question = create_question(session, bank, draft, HERE, now=NOW)
    session.commit()
    session.expire_all()
    assert draft_of(question.key, question.current) == draft
    assert question.current.digest == draft.digest()
    assert question.current.title
    assert len(cards_of(session, question)) == len(draft.content.cards())


def test_a_version_says_who_wrote_it_where_when_and_why(session, author, bank, make_draft):
    question = create_question(session, bank, make_draft(), Authorship(Origin.BROWSER, author, "A typo."), now=NOW)
    version = question.current
    assert (version.number, version.origin, version.author_id, version.note) == (1, "browser", author, "A typo.")
    assert version.created_at == NOW


def test_questions_stand_in_the_order_in_which_they_were_made(session, bank, make_draft):
    for key in ("b", "a", "c"):
        create_question(session, bank, make_draft(key=key), HERE, now=NOW)
    session.expire_all()
    assert [(question.key, question.position) for question in bank.questions] == [("b", 1), ("a", 2), ("c", 3)]


def test_an_edit_is_a_new_version_and_the_old_one_stays_as_it_was(session, bank, make_draft):
    old = make_draft()
    question = create_question(session, bank, old, HERE, now=NOW)
    new = replace(old, facets=("date",), level=3)
    add_version(session, question, new, HERE, now=NOW)
    assert [version.number for version in question.versions] == [2, 1]
    assert draft_of(question.key, question.current) == new
    assert draft_of(question.key, question.versions[1]) == old
    assert facets_of(session, question) == {"date"}


def test_a_restored_version_is_a_new_one_with_the_old_words(session, bank, make_draft):
    first = make_draft()
    question = create_question(session, bank, first, HERE, now=NOW)
    add_version(session, question, replace(first, topic="other", facets=("place",)), HERE, now=NOW)
    restored = restore_version(session, question, 1, HERE, now=NOW)
    assert (restored.number, question.current_number) == (3, 3)
    assert draft_of(question.key, question.current) == first
    assert facets_of(session, question) == set(first.facets)


def test_after_a_restored_version_numbers_go_on_from_the_newest(session, bank, make_draft):
    draft = make_draft()
    question = create_question(session, bank, draft, HERE, now=NOW)
    for topic in ("a", "b"):
        add_version(session, question, replace(draft, topic=topic), HERE, now=NOW)
    restore_version(session, question, 1, HERE, now=NOW)
    add_version(session, question, replace(draft, topic="c"), HERE, now=NOW)
    numbers = session.scalars(sa.select(QuestionVersion.number).order_by(QuestionVersion.id)).all()
    assert numbers == [1, 2, 3, 4, 5]


def pairs(*names):
    return {"stem": "Match.", "pairs": [{"left": name, "right": f"of {name}"} for name in names]}


def test_a_card_that_is_no_longer_asked_retires_and_comes_back_as_itself(session, bank, make_draft):
    both = make_draft("matching", raw=pairs("A", "B", "C"))
    question = create_question(session, bank, both, HERE, now=NOW)
    before = cards_of(session, question)
    later = NOW + timedelta(days=1)
    add_version(session, question, make_draft("matching", raw=pairs("C", "A")), HERE, now=later)
    retired = {card_id: retired_at for card_id, _, retired_at in cards_of(session, question)}
    assert retired == {before[0][0]: None, before[1][0]: later, before[2][0]: None}
    add_version(session, question, make_draft("matching", raw=pairs("A", "B", "C")), HERE, now=later)
    assert cards_of(session, question) == before


def test_a_retired_card_keeps_the_day_when_it_retired(session, bank, make_draft):
    question = create_question(session, bank, make_draft("matching", raw=pairs("A", "B", "C")), HERE, now=NOW)
    for days in (1, 2):
        draft = make_draft("matching", raw=pairs("A", "B"), level=days)
        add_version(session, question, draft, HERE, now=NOW + timedelta(days=days))
    assert cards_of(session, question)[2][2] == NOW + timedelta(days=1)


def test_a_change_of_words_alone_keeps_every_card(session, bank, make_draft):
    question = create_question(session, bank, make_draft(), HERE, now=NOW)
    before = cards_of(session, question)
    add_version(session, question, make_draft(explanation="Other words."), HERE, now=NOW)
    assert cards_of(session, question) == before


def test_a_slip_that_is_corrected_keeps_the_card_and_old_versions_know_it_still(session, bank, make_draft):
    raw = {
        "stem": "Match.",
        "pairs": [{"left": f"{name} Vartanian", "right": f"of {name}"} for name in ("Ani", "Lena")],
    }
    question = create_question(session, bank, make_draft("matching", raw=raw), HERE, now=NOW)
    first = question.current.id
    before = cards_of(session, question)
    mended = raw | {"pairs": [raw["pairs"][0] | {"left": "Ani Vartanyan"}, raw["pairs"][1]]}
    second = add_version(session, question, make_draft("matching", raw=mended), HERE, now=NOW).id
    after = cards_of(session, question)
    assert [(card, retired) for card, _key, retired in after] == [(card, None) for card, _key, _retired in before]
    assert [key for _card, key, _retired in after] != [key for _card, key, _retired in before]
    for version_id in (first, second):
        assert set(asked_version(session, version_id).cards.values()) == {card for card, _key, _retired in before}
    restore_version(session, question, 1, HERE, now=NOW)
    assert cards_of(session, question) == before


def test_a_card_whose_old_key_another_card_has_by_now_is_not_renamed(session, bank, make_draft):
    raw = {
        "stem": "Match.",
        "pairs": [{"left": name, "right": "premier"} for name in ("Vartanian", "Vartanyan", "Ani")],
    }
    raw["distractors"] = ["president"]
    question = create_question(session, bank, make_draft("matching", raw=raw), HERE, now=NOW)
    for left in ((1, 2), (0, 2)):
        pairs = [raw["pairs"][place] for place in left]
        add_version(session, question, make_draft("matching", raw=raw | {"pairs": pairs}), HERE, now=NOW)
    assert len({key for _card, key, _retired in cards_of(session, question)}) == 3


def test_the_title_is_words_without_markdown(session, bank, make_draft):
    raw = {"stem": "Is **it** <b>so</b> & _not_ 5 < 6?\n\n- yes", "answer": "true"}
    question = create_question(session, bank, make_draft(raw=raw), HERE, now=NOW)
    assert question.current.title == "Is it <b>so</b> & not 5 < 6? yes"


def test_nothing_is_committed_here(session, bank, make_draft):
    create_question(session, bank, make_draft(), HERE, now=NOW)
    session.rollback()
    assert session.scalar(sa.select(sa.func.count()).select_from(Question)) == 0
