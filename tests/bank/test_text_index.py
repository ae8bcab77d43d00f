from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
import sqlalchemy as sa
from flask_migrate import downgrade, upgrade

from quizapp.bank import text_index
from quizapp.bank.models import Origin, Question, QuestionVersion
from quizapp.bank.text_index import containing, is_indexed
from quizapp.bank.versions import Authorship, add_version
from quizapp.clock import utcnow
from quizapp.search.query import Words


@pytest.fixture
def two(load, make_bank, make_draft):
    load(
        make_bank(
            make_draft(key="one", raw={"stem": "A ceasefire of 1994", "answer": "true"}),
            make_draft(key="two", raw={"stem": "ceasefires, 100 %", "answer": "true"}),
        )
    )


@pytest.fixture
def keys(session):
    def keys(*words):
        statement = sa.select(Question.key).join(QuestionVersion, QuestionVersion.question_id == Question.id)
        return set(session.scalars(statement.where(*containing(session, words))))

    return keys


def drop_index(connection):
    for (name,) in connection.exec_driver_sql(
        "SELECT name FROM sqlite_master WHERE name LIKE 'question_search_%d'"
    ).all():
        connection.exec_driver_sql(f"DROP TRIGGER {name}")
    connection.exec_driver_sql("DROP TABLE question_search")


WORDS = [
    (Words("ceasefire"), {"one"}, {"one", "two"}),
    (Words("CEASÉfire", is_prefix=True), {"one", "two"}, {"one", "two"}),
    (Words("ceasefire of"), {"one"}, {"one"}),
    (Words("%"), {"two"}, {"two"}),
    (Words('" OR "'), set(), set()),
    (Words("NOT"), set(), set()),
]


@pytest.mark.parametrize(("words", "expected", "_without"), WORDS)
def test_words_are_found_by_the_index(session, two, keys, words, expected, _without):
    assert is_indexed(session)
    assert keys(words) == expected


@pytest.mark.sqlite
@pytest.mark.parametrize(("words", "_with", "expected"), WORDS)
def test_without_an_index_texts_are_compared_and_that_is_said_once(session, two, keys, caplog, words, _with, expected):
    drop_index(session.connection())
    assert keys(words) == keys(words) == expected
    assert caplog.messages == ["Questions are searched without an index, as SQLite lacks FTS5."]


@pytest.mark.sqlite
def test_the_index_stays_true_to_what_is_deleted_and_changed(session, two, keys):
    version = session.scalars(sa.select(QuestionVersion).join(Question).where(Question.key == "one")).one()
    version.search_text = "something else"
    session.flush()
    assert keys(Words("ceasefire")) == set()
    assert keys(Words("something")) == {"one"}
    session.execute(sa.delete(QuestionVersion).where(QuestionVersion.id == version.id))
    count = sa.text("SELECT count(*) FROM question_search WHERE question_search MATCH 'something'")
    assert session.scalar(count) == 0
    session.execute(sa.text("INSERT INTO question_search (question_search) VALUES ('integrity-check')"))


@pytest.mark.sqlite
def test_what_is_written_at_once_is_in_the_index_once_until_a_new_version(session, two, keys, make_draft):
    count = sa.text("SELECT count(*) FROM question_search WHERE question_search MATCH 'ceasefire'")
    assert session.scalar(count) == 1
    assert set(session.scalars(sa.select(Question.current_number))) == {1}
    one = session.scalars(sa.select(Question).where(Question.key == "one")).one()
    draft = make_draft(key="one", raw={"stem": "An armistice of 1994", "answer": "true"})
    add_version(session, one, draft, Authorship(Origin.BROWSER), now=utcnow())
    assert session.scalar(count) == 0
    assert keys(Words("armistice")) == {"one"}


@pytest.mark.sqlite
def test_where_there_is_no_index_questions_are_written_all_the_same(session, load, make_bank, make_draft):
    drop_index(session.connection())
    load(make_bank(make_draft(key="one")))
    assert session.scalars(sa.select(Question.current_number)).all() == [1]


@pytest.mark.slow
@pytest.mark.sqlite
def test_questions_from_before_the_index_are_in_it(app, session, two, keys):
    downgrade(revision="20261124_0130")
    assert not session.scalar(sa.text("SELECT count(*) FROM sqlite_master WHERE name LIKE 'question_search%'"))
    session.rollback()
    upgrade()
    assert keys(Words("ceasefire")) == {"one"}


def test_this_python_has_the_index():
    with closing(sqlite3.connect(":memory:")) as connection:
        options = {option for (option,) in connection.execute("PRAGMA compile_options")}
    assert "ENABLE_FTS5" in options


def test_the_migration_takes_the_same_signs_for_spaces():
    assert text_index._SIGNS.sub(" ", "a–b “c” x_y 1.5 d-e").split() == list("abcxy15de")
    assert text_index._SIGNS.sub(" ", "Érd ª ² ½ º հայ") == "Érd ª ² ½ º հայ"
