from __future__ import annotations

import pytest
import sqlalchemy as sa

from quizapp.assignments.services import Given, create_assignment
from quizapp.assignments.settings import CardsSettings, DrawnBy, QuizSettings
from quizapp.bank.headings import earlier_headings
from quizapp.bank.models import Bank
from quizapp.classroom.services import ClassSettings, create_class
from quizapp.clock import utcnow
from quizapp.formats.quiz_yaml import parse_quiz
from quizapp.quizzes.loading import load_quiz
from quizapp.quizzes.ready import ready_quiz_by_key, rules_of
from quizapp.workbench.models import SavedSearch
from quizapp.workbench.renaming import references_to, restore_references, write_references
from quizapp.workbench.searches import save_search

QUIZ = """\
quiz: mixed
title: Mixed
minutes: 5
feedback: at_end
draw:
  - {count: 1, bank: sample, topic: rift}   # kept
  - {count: 1, topic: rift}
"""


@pytest.fixture
def third(fill, make_bank, make_draft):
    """Load another bank with the topic."""
    fill(make_bank(make_draft(topic="rift"), key="third"))


@pytest.fixture
def quiz(three, instructor_id, session):
    """Load a quiz that draws a topic from one bank, and from any."""
    draft, _problems = parse_quiz(QUIZ, "mixed.yaml")
    load_quiz(session, draft, "/nowhere", now=utcnow())
    session.commit()
    return ready_quiz_by_key(session, "mixed")


@pytest.fixture
def rename(session, instructor_id):
    """Return a function that says what follows when the topic of a bank is renamed."""

    def rename(key="sample", old="rift", new="break"):
        bank = session.scalars(sa.select(Bank).where(Bank.key == key)).one()
        return references_to(session, (bank.id, key), old, new, instructor_id)

    return rename


def topics(quiz):
    return [rule.topic for rule in rules_of(quiz)]


def test_a_quiz_follows_in_its_rules_and_in_its_file_and_is_taken_back(session, three, quiz, rename):
    found = rename()
    assert ([one.name for one in found.quizzes], found.kept) == (["Mixed"], ())
    write_references(session, found, now=utcnow())
    assert topics(quiz) == ["break", "break"]
    assert quiz.file_text == QUIZ.replace("rift", "break")
    restore_references(session, found.said(), now=utcnow())
    assert (topics(quiz), quiz.file_text) == (["rift", "rift"], QUIZ)


def test_a_rule_for_any_bank_stays_where_another_bank_has_the_topic(session, third, quiz, rename):
    found = rename()
    assert found.kept == ("Mixed",)
    write_references(session, found, now=utcnow())
    assert topics(quiz) == ["break", "rift"]


def test_a_quiz_that_draws_the_topic_from_another_bank_stays(session, three, quiz, rename):
    found = rename("other", "rift")
    assert (found.quizzes, found.kept) == ((), ("Mixed",)), "only its rule for any bank could be meant"


@pytest.fixture
def kept(session, three, instructor_id):
    """Keep some searches; return their texts by name."""
    texts = {"a": "topic:rift level:2", "b": "bank:other topic:rift", "c": "bank:sample -topic:rift", "d": "rift"}
    for name, text in texts.items():
        save_search(session, instructor_id, name, text, now=utcnow())
    return texts


def test_searches_follow_in_what_they_mean(session, kept, rename):
    found = rename()
    queries = {one.name: one.after["query"] for one in found.searches}
    assert queries == {"a": "topic:break level:2", "c": "bank:sample -topic:break"}
    assert all(one.is_own for one in found.searches)
    write_references(session, found, now=utcnow())
    assert dict(session.execute(sa.select(SavedSearch.name, SavedSearch.query)).all()) == kept | queries


def test_a_search_of_any_bank_names_both_where_another_bank_has_the_topic(third, kept, rename):
    queries = {one.name: one.after["query"] for one in rename().searches}
    assert queries == {"a": "topic:rift,break level:2", "c": "bank:sample -topic:break"}


@pytest.mark.longer
def test_what_was_changed_since_is_not_taken_back(session, three, instructor_id, rename):
    search = save_search(session, instructor_id, "a", "topic:rift", now=utcnow())
    found = rename()
    write_references(session, found, now=utcnow())
    search.query = "topic:other"
    session.flush()
    restore_references(session, found.said(), now=utcnow())
    assert search.query == "topic:other"


@pytest.mark.parametrize(
    ("titles", "renamed"),
    [
        ({"rift": "The rift", "wind": "Wind"}, {"break": "The rift", "wind": "Wind"}),
        ({"rift": "The rift", "break": "The break"}, {"break": "The break"}),
    ],
)
def test_the_title_goes_with_its_topic_unless_the_new_one_has_its_own(session, three, rename, titles, renamed):
    bank = session.scalars(sa.select(Bank).where(Bank.key == "sample")).one()
    bank.topics = titles
    found = rename()
    write_references(session, found, now=utcnow())
    assert bank.topics == renamed
    restore_references(session, found.said(), now=utcnow())
    assert bank.topics == titles
    assert [heading.topics for heading, _until in earlier_headings(session, bank)] == [titles, renamed]


def test_a_title_that_was_changed_since_is_not_taken_back(session, three, rename):
    bank = session.scalars(sa.select(Bank).where(Bank.key == "sample")).one()
    bank.topics = {"rift": "The rift"}
    found = rename()
    write_references(session, found, now=utcnow())
    bank.topics = {"break": "The break"}
    restore_references(session, found.said(), now=utcnow())
    assert bank.topics == {"break": "The break"}


def test_what_was_given_out_to_classes_follows_and_is_taken_back(session, three, instructor_id, rename):
    school_class = create_class(session, instructor_id, ClassSettings("10 b", "UTC"), now=utcnow())
    rules = (
        DrawnBy(count=1, query="topic:rift level:1", unseen_days=7),
        DrawnBy(count=2, query="bank:other topic:rift"),
    )
    settings = (
        ("quiz", QuizSettings(rules=rules)),
        ("cards", CardsSettings(target=5, query="topic:rift,other")),
        ("cards", CardsSettings(target=5)),
        ("quiz", QuizSettings(questions=(1,))),
    )
    given = [
        create_assignment(session, school_class.id, Given(kind, "T", said), by_id=instructor_id, seed=1, now=utcnow())
        for kind, said in settings
    ]
    before = [one.settings for one in given]
    found = rename()
    assert len(found.assignments) == 2
    write_references(session, found, now=utcnow())
    queries = [rule["query"] for rule in given[0].settings["rules"]]
    assert queries == ["topic:break level:1", "bank:other topic:rift"]
    assert given[0].settings["rules"][0]["unseen_days"] == 7
    assert given[1].settings["query"] == "topic:break,other"
    restore_references(session, found.said(), now=utcnow())
    assert [one.settings for one in given] == before
