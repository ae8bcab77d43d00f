from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from quizapp.bank.finding import MOST_COUNTED, PAGE_SIZE, Found, Order, Wanted, find_questions
from quizapp.bank.models import Origin, Question, QuestionFacility, QuestionVersion
from quizapp.bank.versions import Authorship, add_version, create_question, restore_version
from quizapp.bank.vocabulary import known_values
from quizapp.clock import utcnow
from quizapp.search.parsing import parse

QUERIES = [
    ("", ["three", "one", "two"]),
    ("elan", ["one"]),
    ("  VITAL  élan ", ["one"]),
    ("war", ["three", "one"]),
    ("wa", ["three", "one"]),
    ("wa ", []),
    ("wa* 1994 ", ["three"]),
    ('"war of 1994"', ["three"]),
    ('"1994 war"', []),
    ('"the war o', ["three"]),
    ("nothing like it", []),
    ("%", ["two"]),
    ("% of_it ", ["two"]),
    ("\\", []),
    ("-war", ["two"]),
    ("-%", ["three", "one"]),
    ('1994 -"war of"', ["two"]),
    ("bank:sample", ["one", "two"]),
    ("-bank:sample", ["three"]),
    ("kind:date", ["two"]),
    ("kind:date,true-false", ["three", "one", "two"]),
    ("topic:peace", ["two"]),
    ("bank:other kind:date", []),
    ("source:ally-2023#p2", ["three", "one", "two"]),
    ("source:ally-2023", ["three", "one", "two"]),
    ("-source:ally-2023", []),
    ("level:2", ["one"]),
    ("level:1,3", ["three", "two"]),
    ("level:>1", ["one", "two"]),
    ("level:<=1", ["three"]),
    ("-level:>=2", ["three"]),
    ("standing:opinion", ["three"]),
    ("facet:date", ["two"]),
    ("-facet:claim", ["two"]),
    ("actor:pashinyan", ["three", "one"]),
    ('actor:"nikol pashin"', ["three", "one"]),
    ("actor:o’neill", ["one"]),
    ("-actor:pashinyan", ["two"]),
    ("id:two", ["two"]),
    ("id:t", ["three", "two"]),
    ("id:t* ", ["three", "two"]),
    ("id:t ", []),
    ("is:missing", []),
    ("-is:missing", ["three", "one", "two"]),
    ("is:unused", ["three", "one", "two"]),
    ("edited:7d", ["three", "one", "two"]),
    ("-edited:7d", []),
    ("edited:9999y", ["three", "one", "two"]),
    ("edited:<1900-01-01", []),
    ("edited:<=2999-12-31", ["three", "one", "two"]),
    ("topik:war kind:date", ["two"]),
]


def stem(text):
    return {"stem": text, "answer": "true"}


@pytest.fixture
def three(load, make_bank, make_draft):
    """Load three questions in two banks."""
    dated = {"stem": "100 % of_it", "answer": "1994"}
    load(
        make_bank(
            make_draft(key="one", raw=stem("Élan vital"), topic="war", actors=("Nikol Pashinyan", "O’Neill")),
            make_draft("date", key="two", raw=dated, topic="peace", facets=("date",), level=3, actors=()),
        )
    )
    load(make_bank(make_draft(key="three", raw=stem("The war of 1994"), standing="opinion", level=1), key="other"))


@pytest.fixture
def find(session):
    def find(text, order=Order.BANK, page=1, now=None):
        vocabulary = known_values(session)
        return find_questions(
            session, Wanted(parse(text, vocabulary), sa.true(), order, page), vocabulary, now=now or utcnow()
        )

    return find


@pytest.fixture
def found(find):
    return lambda text, *more, **named: [row.key for row in find(text, *more, **named).rows]


@pytest.mark.longer
def test_a_query_finds_the_questions_that_fit_all_of_it(three, found):
    assert [(text, found(text)) for text, _ in QUERIES] == QUERIES


def test_only_the_passage_that_is_named_is_found(load, make_bank, make_draft, found):
    load(make_bank(make_draft(key="p22", sources=("ally-2023#p22",)), make_draft(key="p2", sources=("ally-2023#p2",))))
    assert found("source:ally-2023#p2 ") == ["p2"]
    assert found("source:ally-2023") == ["p22", "p2"]


@pytest.fixture
def question(session, three):
    return session.scalars(sa.select(Question).where(Question.key == "one")).one()


@pytest.mark.longer
def test_only_current_versions_are_found_whichever_way_they_became_current(session, question, found, make_draft):
    assert found("topic:war") == ["one"]
    edited = make_draft(key="one", raw=stem("Replaced"), topic="later")
    add_version(session, question, edited, Authorship(Origin.BROWSER), now=utcnow())
    assert found("elan") == found("topic:war") == []
    assert found("replaced") == found("topic:later") == found("is:edited") == ["one"]
    restore_version(session, question, 1, Authorship(Origin.BROWSER), now=utcnow())
    assert found("elan") == ["one"]
    assert found("replaced") == []


@pytest.mark.longer
def test_a_question_made_by_hand_is_new_and_stands_after_the_file_s(session, question, found, make_draft):
    create_question(session, question.bank, make_draft(key="aaa"), Authorship(Origin.BROWSER), now=utcnow())
    assert found("is:new") == ["aaa"]
    assert found("bank:sample") == ["one", "two", "aaa"]
    assert found("is:edited") == []


@pytest.mark.longer
def test_a_question_gone_from_its_file_is_missing(load, make_bank, make_draft, three, found):
    load(make_bank(make_draft(key="one", raw=stem("Élan vital"))))
    assert found("is:missing") == ["two"]
    assert found("-is:missing bank:sample") == ["one"]


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("edited:2026-11-05", True),
        ("edited:2026-11-04", False),
        ("edited:>2026-11-04", True),
        ("edited:>2026-11-05", False),
        ("edited:>=2026-11-05", True),
        ("edited:<2026-11-05", False),
        ("edited:<=2026-11-05", True),
        ("edited:2d", True),
        ("edited:1d", False),
        ("edited:1w", True),
    ],
)
def test_days_are_those_of_the_time_zone_that_is_meant(session, question, found, text, is_found):
    session.execute(
        sa.update(QuestionVersion)
        .where(QuestionVersion.question_id == question.id)
        .values(created_at=datetime(2026, 11, 4, 22, 30, tzinfo=UTC))  # the fifth in Yerevan
    )
    now = datetime(2026, 11, 6, 12, tzinfo=UTC).astimezone(ZoneInfo("Asia/Yerevan"))
    assert ("one" in found(f"id:one {text}", now=now)) is is_found


def test_rows_hold_what_a_list_shows(three, find):
    row = find("id:two ").rows[0]
    assert (row.title, row.topic, row.kind, row.level, row.origin, row.is_missing, row.bank) == (
        *("100 % of_it", "peace", "date", 3, Origin.FILE, False, "The sample bank"),
    )
    assert utcnow() - row.edited_at < timedelta(minutes=1)


@pytest.mark.longer
def test_questions_are_sorted_as_asked(session, question, found, make_draft):
    add_version(session, question, make_draft(key="one", raw=stem("war")), Authorship(Origin.BROWSER), now=utcnow())
    assert found("", Order.BANK) == ["three", "one", "two"]
    assert found("", Order.ID) == ["one", "three", "two"]
    assert found("", Order.LEVEL) == ["three", "one", "two"]
    assert found("", Order.EDITED)[0] == "one"
    assert found("", Order.RELEVANCE) == ["three", "one", "two"]


@pytest.mark.longer
def test_the_best_match_comes_first(load, make_bank, make_draft, found):
    load(
        make_bank(
            make_draft(key="once", raw=stem("A ceasefire and much else")),
            make_draft(key="often", raw=stem("ceasefire ceasefire ceasefire")),
        )
    )
    assert found("ceasefire", Order.BANK) == ["once", "often"]
    assert found("ceasefire", Order.RELEVANCE) == ["often", "once"]


@pytest.mark.longer
@pytest.mark.parametrize("order", Order)
def test_pages_hold_every_question_once_and_say_whether_there_are_more(load, make_bank, make_draft, find, order):
    keys = [f"q{number:03}" for number in range(2 * PAGE_SIZE + 1)]
    load(make_bank(*[make_draft(key=key) for key in keys]))
    pages = [find("because", order, page) for page in (1, 2, 3, 4)]
    assert [len(page.rows) for page in pages] == [PAGE_SIZE, PAGE_SIZE, 1, 0]
    assert [page.has_more for page in pages] == [True, True, False, False]
    assert {page.total for page in pages} == {len(keys)}
    assert sorted(row.key for page in pages for row in page.rows) == keys


def test_counting_ends_where_it_tells_nothing_more():
    assert Found([], 1, MOST_COUNTED + 1, has_more=True).is_capped
    assert not Found([], 1, MOST_COUNTED, has_more=True).is_capped


@pytest.mark.longer
@pytest.mark.parametrize(
    "text", ["", 'because "it is" -war kind:true-false topic:rift actor:russia is:unused level:>1']
)
def test_a_search_takes_three_statements_at_any_size(load, make_bank, make_draft, find, statements, text):
    counts = set()
    for size in (1, 60):
        load(make_bank(*[make_draft(key=f"q{number}") for number in range(size)]))
        assert find(text).total == size
        with statements() as ran:
            find(text)
        counts.add(len(ran))
    assert counts == {3}


@pytest.mark.longer
def test_how_easy_a_question_was_can_be_asked_for_once_enough_have_answered(session, load, make_bank, make_draft):
    load(make_bank(*(make_draft(key=key) for key in "abcd")))
    ids = dict(session.execute(sa.select(Question.key, Question.id)).all())
    for key, answered, share in (("a", 9, 0.7), ("b", 30, 0.3), ("c", 4, 0.1)):
        session.add(QuestionFacility(question_id=ids[key], answered=answered, share=share))
    session.flush()

    def found(text="", order=Order.BANK):
        wanted = Wanted(parse(text), sa.true(), order)
        return [row.key for row in find_questions(session, wanted, {}, now=utcnow()).rows]

    assert found("facility:<0.5") == ["b"]
    assert found("facility:>=30%") == ["a", "b"]
    assert found("-facility:<0.5") == ["a", "c", "d"]
    assert found("facility:<0.5 OR id:d") == ["b", "d"]
    assert found(order=Order.FACILITY) == ["b", "a", "c", "d"]
    assert found(order=Order.USE) == ["b", "a", "c", "d"]
