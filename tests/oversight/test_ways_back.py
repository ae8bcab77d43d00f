"""What can be taken back says how, as long as it stands and the visitor may; the rest offers nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from quizapp.accounts.visitor import visitor_of
from quizapp.audit.models import Act
from quizapp.oversight.entries import Entry, Record, Wanted
from quizapp.oversight.naming import names_for
from quizapp.oversight.queries import entries_page
from quizapp.oversight.ways_back import WayBack, standing_of, way_back


@pytest.fixture
def ways(app, session, site):
    """Return the ways back of all entries for somebody, by what was done."""

    def find(person, *more: Entry, days=0):
        entries = [*entries_page(session, Wanted(), 50).entries, *more]
        now = entries[0].at + timedelta(days=days)
        standing = standing_of(session, entries, names_for(session, entries), visitor_of(person), now)
        with app.test_request_context():
            return {entry.what: way_back(entry, standing) for entry in entries}

    return find


def action(site, act, **more):
    return Entry(
        Record.ACTION, 99, site.teacher.created_at, site.teacher.id, act, class_id=site.school_class.id, **more
    )


def test_what_stands_is_taken_back_by_a_button_or_where_that_is_done(ways, site):
    found, student, class_id = ways(site.teacher), site.student.id, site.school_class.id
    assert found["student.removed"] == WayBack(f"/classes/{class_id}/students/{student}/restore", {})
    assert found["mark.override"].address.startswith(f"/classes/{class_id}/gradebook/students/{student}/")
    assert found["regrade.drop"] == WayBack(f"/classes/{class_id}/gradebook/regrades")
    assert found["bank_role"] == WayBack("/banks/birds/people")
    assert found["relearn"].fields is None
    assert found["bulk.flag"] is None  # it was taken back
    assert found["account.instructor"] is None  # for admins alone
    assert ways(site.admin)["account.instructor"] == WayBack(f"/people/{site.teacher.id}")


@pytest.mark.longer
def test_an_archived_class_comes_back_by_its_owner_and_nothing_else_in_it_does(ways, session, site):
    entry = action(site, Act.CLASS_ARCHIVED)
    assert ways(site.teacher, entry)["class.archived"] is None
    site.school_class.archived_at = entry.at
    session.flush()
    found = ways(site.teacher, entry)
    assert found["class.archived"] == WayBack(f"/classes/{site.school_class.id}/restore", {})
    assert found["student.removed"] is found["mark.override"] is found["regrade.drop"] is None
    assert ways(site.student, entry)["class.archived"] is None


@pytest.mark.longer
def test_a_teachers_role_goes_back_while_it_is_what_it_became(ways, site):
    whom = {"person_id": site.teacher.id}
    changed = action(site, Act.TEACHER_CHANGED, **whom, details={"before": "teacher", "after": "owner"})
    address = f"/classes/{site.school_class.id}/teachers/{site.teacher.id}"
    assert ways(site.admin, changed)["teacher.changed"] == WayBack(address, {"role": "teacher"})
    other = replace(changed, details={"before": "owner", "after": "teacher"})
    assert ways(site.admin, other)["teacher.changed"] is None
    assert ways(site.admin, action(site, Act.TEACHER_ADDED, **whom))["teacher.added"] is None


@pytest.mark.longer
def test_a_bulk_change_is_taken_back_by_who_made_it_within_thirty_days(ways, site):
    bulk = Entry(Record.BULK, 7, site.teacher.created_at, site.teacher.id, "bulk.trash", subject_id=7)
    assert ways(site.teacher, bulk)["bulk.trash"] == WayBack("/questions/changes/7/undo", {})
    assert ways(site.student, bulk)["bulk.trash"] is None
    assert ways(site.teacher, bulk, days=31)["bulk.trash"] is None
