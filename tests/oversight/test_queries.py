"""The log shows each record once, in one order, narrowed as it is asked for; pages hold while others work on."""

from __future__ import annotations

from datetime import timedelta

import pytest

from quizapp.audit.models import Act
from quizapp.audit.services import record_action
from quizapp.oversight import queries
from quizapp.oversight.entries import Area, Record, Wanted

ALL = [
    "student.removed", "report.wrong", "mark.override", "relearn", "regrade.drop", "state", "bank_role",
    "account.instructor", "bulk.flag", "version", "version",
]  # fmt: skip


def done(session, wanted, size=50):
    return [entry.what for entry in queries.entries_page(session, wanted, size).entries]


@pytest.mark.longer
def test_whom_one_may_ask_about_is_who_did_something_there(session, site):
    assert queries.people_in(session, Wanted(class_id=site.school_class.id)) == [(site.teacher.id, "Ms Adams")]
    assert queries.people_in(session, Wanted(bank_id=site.bank.id)) == [
        (site.admin.id, "Admin"), (site.teacher.id, "Ms Adams"),
    ]  # fmt: skip
    assert queries.people_in(session, Wanted(class_id=site.school_class.id + 1)) == []


@pytest.mark.longer
def test_everything_is_there_once_the_newest_first(session, site):
    assert done(session, Wanted()) == ALL
    found = queries.entries_page(session, Wanted(), 50)
    assert found.after is None
    assert found.entries[-2].details == {"count": 2, "number": 1}


@pytest.mark.longer
def test_pages_follow_each_other_without_a_gap_while_others_go_on(session, site):
    seen, wanted = [], Wanted()
    for _page in range(6):
        found = queries.entries_page(session, wanted, 2)
        seen += [entry.what for entry in found.entries]
        newest = found.entries[0].at + timedelta(hours=1)
        record_action(session, Act.CODE_CHANGED, site.teacher.id, now=newest)
        wanted = Wanted(after=found.after)
    assert (seen, found.after) == (ALL, None)


@pytest.mark.longer
def test_entries_of_one_moment_are_each_on_one_page(session, site):
    moment = queries.entries_page(session, Wanted(), 1).entries[0].at
    for _time in range(3):
        record_action(session, Act.CODE_CHANGED, site.teacher.id, now=moment)
    wanted, seen = Wanted(), []
    for _page in range(4):
        found = queries.entries_page(session, wanted, 1)
        seen.append(found.entries[0].id)
        wanted = Wanted(after=found.after)
    assert len(set(seen)) == 4


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"area": Area.PEOPLE}, ["account.instructor"]),
        ({"area": Area.CLASSES}, ["student.removed"]),
        ({"area": Area.MARKS}, ["mark.override", "relearn", "regrade.drop"]),
        ({"area": Area.SERVER}, []),
    ],
)
def test_one_may_ask_for_an_area(session, site, asked, expected):
    assert done(session, Wanted(**asked)) == expected


@pytest.mark.longer
def test_one_may_ask_for_somebody_a_class_a_bank_and_days(session, site):
    assert done(session, Wanted(by_id=site.admin.id)) == ["bank_role", "account.instructor"]
    assert done(session, Wanted(class_id=site.school_class.id)) == ["student.removed", "mark.override", "regrade.drop"]
    of_bank = ["report.wrong", "relearn", "regrade.drop", "state", "bank_role", "bulk.flag", "version", "version"]
    assert done(session, Wanted(bank_id=site.bank.id)) == of_bank
    assert done(session, Wanted(bank_id=site.bank.id + 1)) == []
    last = queries.entries_page(session, Wanted(), 1).entries[0].at
    assert done(session, Wanted(since=last)) == ["student.removed"]
    assert done(session, Wanted(until=last)) == ALL[1:]


def test_a_version_that_a_bulk_change_wrote_is_told_by_that(session, site):
    found = queries.entries_page(session, Wanted(), 50).entries
    bulk = next(entry for entry in found if entry.record is Record.BULK)
    version = next(entry for entry in found if entry.record is Record.VERSION)
    assert bulk.undone_by_id == site.admin.id
    assert {entry.at for entry in found if entry.record is Record.VERSION} == {version.at, found[-1].at}


def test_whom_and_which_class_one_may_ask_about(session, site):
    assert queries.staff(session) == [(site.admin.id, "Admin"), (site.teacher.id, "Ms Adams")]
    assert queries.classes(session) == [(site.school_class.id, "10 b")]
