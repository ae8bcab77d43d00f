from __future__ import annotations

import contextlib
import dataclasses
import sqlite3

import pytest
import sqlalchemy as sa
from flask_migrate import check

from quizapp.accounts.models import Role
from quizapp.app import create_app
from quizapp.bank.models import Question, QuestionVersion, Source
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.memory.fits import Outcome, begin_fit
from quizapp.ops import setup
from quizapp.ops.schema import shipped_revisions
from quizapp.ops.setup import disposed, first_instructor_secret, load_shipped_banks, migrate_schema, tidy_database
from quizapp.quizzes.models import ReadyQuiz


@pytest.mark.longer
def test_migrations_lead_to_what_the_models_say(app):
    with app.app_context():
        check()  # as `flask db check` does: exits where they differ


@pytest.mark.slow
@pytest.mark.sqlite
def test_a_new_installation_gets_a_folder_and_every_table(settings, tmp_path):
    folder = tmp_path / "new" / "deeper"
    url = settings.database_url.set(database=str(folder / "quiz.sqlite3"))
    new = dataclasses.replace(settings, data_dir=folder, database_url=url)
    for _ in range(2):
        migrate_schema(new)
    modes = [path.stat().st_mode & 0o777 for path in (folder, folder / "quiz.sqlite3")]
    assert modes == [0o700, 0o600]  # names, marks and passwords' hashes are nobody else's
    with disposed(create_app(new)) as app, app.app_context():
        made = {name for name in sa.inspect(db.engine).get_table_names() if not name.startswith("question_search")}
        assert made == {*db.metadata.tables, "alembic_version"}


@pytest.mark.longer
@pytest.mark.sqlite
def test_a_migration_that_misses_a_table_is_a_mistake_of_ours_and_no_older_database(settings, tmp_path):
    file = tmp_path / "quiz.sqlite3"
    with contextlib.closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE alembic_version (version_num)")
        oldest = next(name for name, before in shipped_revisions().items() if not before)
        connection.execute("INSERT INTO alembic_version VALUES (?)", (oldest,))
        connection.commit()
    old = dataclasses.replace(settings, data_dir=tmp_path, database_url=settings.database_url.set(database=str(file)))
    with pytest.raises(RuntimeError, match="A migration asks for what is not there"):
        migrate_schema(old)


@pytest.mark.slow
def test_the_shipped_banks_are_loaded_and_a_second_time_nothing_changes(app, session, monkeypatch):
    first = load_shipped_banks(app)
    assert {report.bank for report in first} >= {"actors", "causes", "dates"}
    versions = session.scalar(sa.select(sa.func.count()).select_from(QuestionVersion))
    assert versions == session.scalar(sa.select(sa.func.count()).select_from(Question)) > 0
    assert session.scalar(sa.select(sa.func.count()).select_from(Source)) >= 2
    assert set(session.scalars(sa.select(ReadyQuiz.key))) == {"diagnostic", "final"}
    session.rollback()
    assert load_shipped_banks(app) == []  # they are known, and not even read
    monkeypatch.setattr(setup, "own_version", lambda: "another")
    again = load_shipped_banks(app)
    assert len(again) == len(first)
    for report in again:
        assert (report.new, report.changed, report.kept, report.conflicts, report.missing) == ([], [], [], [], [])
    assert session.scalar(sa.select(sa.func.count()).select_from(QuestionVersion)) == versions


def test_the_first_instructor_gets_a_link_until_there_is_one(app, client, make_person):
    secret = first_instructor_secret(app)
    assert client.get(f"/setup/{secret}").status_code == 200
    assert first_instructor_secret(app) not in {None, secret}
    make_person(Role.INSTRUCTOR)
    assert first_instructor_secret(app) is None


@pytest.mark.longer
def test_an_application_can_be_used_again_after_it_was_disposed_of(app):
    with disposed(app) as same:
        assert same is app
        assert app.test_client().get("/").status_code == 200
    assert app.test_client().get("/").status_code == 200


@pytest.mark.sqlite
def test_a_start_gives_up_what_the_last_end_cut_off(app, session):
    fit = begin_fit(session, by_id=None, now=utcnow())
    session.commit()
    tidy_database(app)
    session.refresh(fit)
    assert fit.outcome == Outcome.FAILED
