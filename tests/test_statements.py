from __future__ import annotations

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError

from quizapp.column_types import Json, UTCDateTime
from quizapp.statements import Prepared

MOMENT = datetime(2026, 3, 2, 10, tzinfo=UTC)
THINGS = sa.Table(
    "things",
    sa.MetaData(),
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("name", sa.Text, unique=True),
    sa.Column("list", Json),
    sa.Column("at", UTCDateTime()),
)
COLUMNS = ["name", "list", "at"]
INSERT = Prepared(lambda _dialect: sa.insert(THINGS).inline(), COLUMNS)


@pytest.fixture
def connection():
    engine = sa.create_engine("sqlite://")
    THINGS.create(engine)
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def thing(name, **more):
    return {"name": name, "list": [1, "two"], "at": MOMENT} | more


def test_values_are_stored_as_their_types_say(connection):
    INSERT.change(connection, thing("a"))
    assert connection.execute(sa.select(THINGS)).all() == [(1, "a", [1, "two"], MOMENT)]


def test_several_rows_are_counted(connection):
    assert INSERT.change_many(connection, [thing("a"), thing("b"), thing("c", list=None)]) == 3
    assert INSERT.change_many(connection, [thing("d")]) == 1


def test_a_statement_brings_its_constants_along(connection):
    INSERT.change_many(connection, [thing("a"), thing("b")])
    update = Prepared(
        lambda _dialect: (
            sa.update(THINGS)
            .where(THINGS.c.name == sa.bindparam("old"), THINGS.c.at == MOMENT)
            .values(name=sa.bindparam("new"))
        )
    )
    assert update.change(connection, {"old": "a", "new": "z"}) == 1
    assert update.change(connection, {"old": "a", "new": "z"}) == 0
    assert connection.scalars(sa.select(THINGS.c.name).order_by(THINGS.c.id)).all() == ["z", "b"]


def test_a_value_that_is_missing_is_an_error_and_not_an_empty_column(connection):
    with pytest.raises(KeyError):
        INSERT.change(connection, {"name": "a", "list": []})


def test_each_dialect_has_its_statement_made_once():
    asked = []
    statement = Prepared(lambda dialect: asked.append(dialect) or sa.insert(THINGS).inline(), COLUMNS)
    dialects = [sqlite.dialect(), postgresql.psycopg.dialect()]
    compiled = [statement._for(dialect) for dialect in dialects * 2]
    assert asked == ["sqlite", "postgresql"]
    assert compiled[0] is compiled[2]
    assert compiled[0].positional
    assert not compiled[1].positional
    assert set(compiled[1].parameters(thing("a"))) == set(COLUMNS)


def test_the_first_row_comes_as_its_columns_say(connection):
    INSERT.change_many(connection, [thing("a"), thing("b", list=None, at=None)])
    by_name = Prepared(lambda _dialect: sa.select(THINGS).where(THINGS.c.name == sa.bindparam("name")))
    assert by_name.first(connection, {"name": "a"}) == [1, "a", [1, "two"], MOMENT]
    assert by_name.first(connection, {"name": "b"}) == [2, "b", None, None]
    assert by_name.first(connection, {"name": "c"}) is None
    assert by_name.rows(connection, {"name": "a"})[0][:2] == (1, "a")


def test_what_is_made_ready_is_run_later(connection):
    run = INSERT.made_ready(connection, thing("a"))
    every = Prepared(lambda _dialect: sa.select(THINGS))
    assert every.rows(connection, {}) == []
    run()
    assert every.first(connection, {}) == [1, "a", [1, "two"], MOMENT]


def test_what_the_database_refuses_is_an_error_of_sqlalchemy_s(connection):
    INSERT.change(connection, thing("a"))
    with pytest.raises(IntegrityError):
        INSERT.change(connection, thing("a"))
    with pytest.raises(IntegrityError):
        INSERT.change_many(connection, [thing("b"), thing("a")])


def test_whoever_listens_hears_of_each_statement_and_nothing_else_changes(connection):
    sent = []
    sa.event.listen(connection.engine, "before_cursor_execute", lambda *told: sent.append(told[2].split()[0]))
    assert INSERT.change(connection, thing("a")) == 1
    assert INSERT.change_many(connection, [thing("b"), thing("c")]) == 2
    every = Prepared(lambda _dialect: sa.select(THINGS).order_by(THINGS.c.id))
    assert every.first(connection, {}) == [1, "a", [1, "two"], MOMENT]
    assert len(every.rows(connection, {})) == 3
    assert sent == ["INSERT", "INSERT", "SELECT", "SELECT"]
