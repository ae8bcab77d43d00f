"""Names are those of now; who was erased and what was deleted has none."""

from __future__ import annotations

import pytest

from quizapp.classroom.models import Enrolment
from quizapp.oversight.entries import Wanted
from quizapp.oversight.naming import names_for
from quizapp.oversight.queries import entries_page


@pytest.mark.longer
def test_names_are_looked_up_when_they_are_looked_at(session, site):
    entries = entries_page(session, Wanted(), 50).entries
    site.student.name = "Ani Petrosyan"
    session.flush()
    names = names_for(session, entries)
    assert names.people == {
        site.admin.id: "Admin", site.teacher.id: "Ms Adams", site.student.id: "Ani Petrosyan"
    }  # fmt: skip
    assert names.classes == {site.school_class.id: "10 b"}
    assert names.banks == {site.bank.id: ("birds", "Birds")}
    assert names.assignments == {site.assignment.id: ("Test", site.school_class.id)}
    assert len(names.questions) == 2  # of several that were written at once, the first
    assert names_for(session, []).people == {}


@pytest.mark.longer
def test_who_has_no_account_is_called_as_on_the_roster(session, site):
    entries = entries_page(session, Wanted(), 50).entries
    site.student.name = ""
    session.query(Enrolment).filter_by(person_id=site.student.id).update({"roster_name": "Ani of the roster"})
    assert names_for(session, entries).people[site.student.id] == "Ani of the roster"
