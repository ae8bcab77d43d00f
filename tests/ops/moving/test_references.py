from __future__ import annotations

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from quizapp.db import attach_events
from quizapp.ops.moving.references import put_off_references

TREE = sa.Table(
    "tree",
    sa.MetaData(),
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("parent_id", sa.ForeignKey("tree.id", ondelete="CASCADE")),
)


def plant(connection, *rows):
    with put_off_references(connection):
        for id_, parent_id in rows:
            connection.execute(sa.insert(TREE), {"id": id_, "parent_id": parent_id})
    connection.commit()


def test_rows_may_come_before_those_that_they_refer_to_but_not_without_them(tmp_path):
    engine = sa.create_engine(f"sqlite:///{tmp_path}/tree.sqlite3")
    grows(engine)
    engine.dispose()


@pytest.mark.slow
@pytest.mark.postgresql
def test_they_may_on_postgresql_and_the_references_are_as_they_were(lending):
    engine = sa.create_engine(lending.at(lending.lend()))
    grows(engine)
    (found,) = sa.inspect(engine).get_foreign_keys("tree")
    assert found["options"] == {"ondelete": "CASCADE"}
    engine.dispose()


def grows(engine):
    attach_events(engine)
    TREE.metadata.create_all(engine)
    with engine.connect() as connection:
        plant(connection, (1, 2), (2, None))
    with engine.connect() as connection, pytest.raises(IntegrityError):
        plant(connection, (3, 77))
    with engine.connect() as connection:
        assert connection.scalar(sa.select(sa.func.count()).select_from(TREE)) == 2
    engine.dispose()
