"""The page on which a bank is shared."""

from __future__ import annotations

import re

import pytest
import sqlalchemy as sa

from quizapp.accounts.models import Role
from quizapp.bank.models import Bank
from quizapp.bank.roles import BankMember
from quizapp.db import db
from tests.tokens import without_tokens

PEOPLE = "/banks/sample/people"


@pytest.fixture
def owned(app, instructor, instructor_id, load_one):
    """A bank that the instructor owns."""
    with app.app_context():
        bank_id = db.session.scalar(sa.select(Bank.id))
        db.session.add(BankMember(bank_id=bank_id, person_id=instructor_id, role="owner"))
        db.session.commit()
    return bank_id


@pytest.fixture
def boris(make_person):
    return make_person(Role.INSTRUCTOR, "Boris")


def sent(client, path, **fields):
    return client.post(path, data=fields, follow_redirects=True).text


@pytest.mark.longer
def test_an_open_bank_says_so_and_is_not_closed_by_just_anybody(instructor, load_one, boris):
    assert "open" in instructor.get(PEOPLE).text
    assert instructor.post(PEOPLE, data={"name": "Boris", "role": "owner"}).status_code == 403


@pytest.mark.longer
def test_a_bank_is_shared_by_name_changed_and_taken_back(app, instructor, owned, boris, sign_in):
    theirs = sign_in(app.test_client(), boris)
    assert theirs.get("/questions/1").status_code == 404
    assert "sample" not in theirs.get("/banks").text
    assert "Boris works on this bank now." in sent(instructor, PEOPLE, name=" boris ", role="viewer")
    assert theirs.get("/questions/1").status_code == 200
    assert theirs.get("/questions/1/edit").status_code == 403
    assert "you are its viewer" in theirs.get("/banks").text
    assert "The role is changed." in sent(instructor, f"{PEOPLE}/{boris}", role="editor")
    assert theirs.get("/questions/1/edit").status_code == 200
    assert "any more" in sent(instructor, f"{PEOPLE}/{boris}", role="none")
    assert theirs.get("/questions/1").status_code == 404
    page = instructor.get(PEOPLE).text
    assert re.search(r"Ms Grigoryan made Boris editor\.", page)
    assert "Ms Grigoryan took the role of Boris away." in page


@pytest.mark.longer
def test_a_bank_is_left_but_not_by_its_last_owner(app, instructor, owned, boris, sign_in):
    sent(instructor, PEOPLE, name="Boris", role="reviewer")
    theirs = sign_in(app.test_client(), boris)
    assert "A bank keeps an owner" in sent(instructor, f"{PEOPLE}/leave")
    assert "You do not work on" in sent(theirs, f"{PEOPLE}/leave")
    assert theirs.get(PEOPLE).status_code == 404


@pytest.mark.longer
@pytest.mark.parametrize("name", ["Nobody", "", "student 1"])
def test_only_instructors_are_shared_with(instructor, owned, make_person, name):
    make_person(Role.STUDENT)
    assert "No instructor here is called" in sent(instructor, PEOPLE, name=name, role="editor")


@pytest.mark.longer
def test_a_name_to_be_corrected_stays_with_its_role(instructor, owned):
    page = sent(instructor, PEOPLE, name="Borris", role="reviewer")
    form = page[page.index('<form method="post" action="/banks/sample/people"') :]
    assert 'value="Borris"' in form
    assert re.findall(r'value="(\w+)" selected', form) == ["reviewer"]


@pytest.mark.longer
def test_a_role_that_there_is_not_changes_nothing(app, instructor, owned, boris):
    sent(instructor, PEOPLE, name="Boris", role="king")
    instructor.post(f"{PEOPLE}/{boris}", data={"role": "king"})
    with app.app_context():
        assert db.session.get(BankMember, (owned, boris)).role == "viewer"


def test_who_has_no_role_has_none_to_change(instructor, owned, boris):
    assert instructor.post(f"{PEOPLE}/{boris}", data={"role": "editor"}).status_code == 404


@pytest.mark.slow
def test_what_a_stranger_may_not_see_stands_on_no_list_of_theirs(app, instructor, owned, boris, sign_in):
    theirs = sign_in(app.test_client(), boris)
    for path in ("/banks", "/questions", "/questions/results", "/coverage", "/questions/complete?text=topic:"):
        seen, unseen = instructor.get(path).text, theirs.get(path).text
        assert "rift" in seen or "sample" in seen, path
        assert "rift" not in without_tokens(unseen), path
        assert "sample" not in unseen, path
    for path in ("/timeline", "/actors", "/sources"):
        assert "Pashinyan" not in theirs.get(path).text
    assert "Pashinyan" in instructor.get("/actors").text


@pytest.mark.longer
def test_an_owner_opens_a_bank_to_all_again(app, instructor, owned, boris, sign_in):
    theirs = sign_in(app.test_client(), boris)
    sent(instructor, PEOPLE, name="Boris", role="viewer")
    assert theirs.post(f"{PEOPLE}/open").status_code == 403
    assert "Open it to all instructors" in instructor.get(PEOPLE).text
    page = sent(instructor, f"{PEOPLE}/open")
    assert "Every instructor here may read and edit this bank now." in page
    assert "Ms Grigoryan took the role of Ms Grigoryan away." in page
    assert "Open it to all instructors" not in page
    assert theirs.get("/questions/1/edit").status_code == 200
    assert instructor.post(f"{PEOPLE}/open").status_code == 403
