"""What was agreed to goes, after a backup, and no more than that."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from quizapp.accounts.models import Person
from quizapp.classroom.models import SchoolClass
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.ops.backups.folder import backups_in
from quizapp.privacy import retention_job
from quizapp.privacy.models import RetentionRules
from quizapp.privacy.retention_job import PlanChangedError, follow_by_itself, follow_rules, planned_now

pytestmark = [pytest.mark.longer, pytest.mark.sqlite]


@pytest.fixture
def long_ago(app, ani, other, class_id):
    """All was long ago, and rules are set; returns a function that sets them again."""
    then = utcnow() - timedelta(days=400)

    def rules(**values):
        with app.app_context():
            db.session.merge(RetentionRules(id=1, **({"classes_months": 6, "automatic": False} | values)))
            db.session.commit()
            db.session.remove()

    with app.app_context():
        db.session.execute(sa.update(SchoolClass).values(archived_at=then))
        for table, column in (("attempts", "started_at"), ("people", "created_at")):
            db.session.execute(sa.update(db.metadata.tables[table]).values({column: then}))
        log = db.metadata.tables["review_log"]
        rows = [dict(row) | {"recorded_at": then} for row in db.session.execute(sa.select(log)).mappings()]
        db.session.execute(sa.delete(log))
        db.session.execute(sa.insert(log), rows)
        db.session.commit()
    rules()
    return rules


def names(app):
    with app.app_context():
        found = set(db.session.scalars(sa.select(Person.name)))
        db.session.remove()
    return found


def test_what_was_agreed_to_goes_after_a_backup(app, settings, long_ago):
    with app.app_context():
        with pytest.raises(PlanChangedError):
            follow_rules(settings, "another plan")
        assert backups_in(settings.backups_dir) == []
        run = follow_rules(settings, planned_now().digest)
        assert run.figures == {"students": 2, "guests": 0, "drafts": 0}
        assert [one.stamp for one in backups_in(settings.backups_dir)] == [run.backup]
        assert db.session.scalar(sa.text("SELECT count(*) FROM erasures WHERE way = 'retention'")) == 2
        db.session.remove()
    assert names(app) == {"Ms Hakobyan", ""}


def test_who_comes_back_while_the_backup_is_made_stays_and_so_does_everybody(app, settings, long_ago, monkeypatch):
    make = retention_job.make_backup

    def practise_meanwhile(*args, **named):
        with db.engine.begin() as connection:
            connection.execute(sa.update(db.metadata.tables["attempts"]).values(started_at=utcnow()))
        return make(*args, **named)

    monkeypatch.setattr(retention_job, "make_backup", practise_meanwhile)
    with app.app_context(), pytest.raises(PlanChangedError):
        follow_rules(settings, planned_now().digest)
    assert "Ani Grigoryan" in names(app)


def test_nothing_goes_by_itself_unless_it_is_switched_on_and_then_once_a_day(app, settings, long_ago):
    assert follow_by_itself(app) is None
    assert "Ani Grigoryan" in names(app)
    long_ago(automatic=True)
    assert follow_by_itself(app) is not None
    assert "Ani Grigoryan" not in names(app)
    assert follow_by_itself(app) is None


def test_the_thread_looks_again_and_again_and_ends(app, long_ago):
    long_ago(automatic=True)
    ended = retention_job.keep_following(app, 0.01)
    for _try in range(5_000):
        if "Ani Grigoryan" not in names(app):
            break
        ended.wait(0.02)
    ended.set()
    assert "Ani Grigoryan" not in names(app)
