from __future__ import annotations

import re

import pytest
import sqlalchemy as sa

from quizapp.accounts.models import Role
from quizapp.bank.headings import Heading, change_heading
from quizapp.bank.models import Source
from quizapp.bank.roles import BankMember
from quizapp.clock import utcnow
from quizapp.transfer.part_conflicts import open_part_conflicts


@pytest.fixture
def conflicts(folder, load, change, session, bank):
    """The addresses of a conflict about a head (title here, title and description in the file), and about a source."""
    load(folder)
    change_heading(session, bank(), Heading("Ours", "en", "Mills.", None), now=utcnow())
    session.scalars(sa.select(Source)).one().title = "Our book"
    session.commit()
    change(folder / "sample.yaml", "title: A sample\ndescription: Mills.", "title: Theirs\ndescription: More mills.")
    change(folder / "sources.yaml", "The book of mills", "The great book of mills")
    change(folder / "sources.yaml", ", {id: p2, about: Dykes}", "")
    load(folder)
    found = [f"/conflicts/parts/{one.id}" for one in open_part_conflicts(session)]
    session.rollback()
    return found


def words(text):
    return " ".join(re.sub(r"<[^>]+>", " ", text.partition("<main")[2]).split())


def seen_in(page):
    return {"seen": re.search(r'name="seen" value="(\w+)"', page.text)[1]}


@pytest.mark.longer
def test_heads_and_sources_are_listed_among_the_conflicts(instructor, conflicts):
    listed = instructor.get("/conflicts").text
    assert all(address in listed for address in conflicts)
    assert "About the bank “Ours”" in listed
    assert "The source “Our book”" in listed


@pytest.mark.longer
def test_who_changed_a_head_here_is_said(instructor, conflicts):
    assert "Last saved" not in instructor.get(conflicts[0]).text
    typed = {"title": "Mine", "language": "en", "description": "Mills.", "reading_grade": "", "topics": ""}
    assert instructor.post("/banks/sample/heading", data=typed).status_code == 302
    assert "Last saved by you, on" in instructor.get(conflicts[0]).text


@pytest.mark.longer
def test_what_one_side_alone_changed_is_chosen_already(instructor, conflicts):
    page = instructor.get(conflicts[0]).text
    assert "Before A sample" in words(page)
    assert re.search(r'name="choice-description" value="file" required checked', page)
    assert not re.search(r'name="choice-title" value="\w+" required checked', page)


@pytest.mark.longer
@pytest.mark.parametrize(
    ("fields", "result"),
    [
        ({"side": "merge", "choice-title": "browser", "choice-description": "file"}, ("Ours", "More mills.")),
        ({"side": "file"}, ("Theirs", "More mills.")),
        ({"side": "browser"}, ("Ours", "Mills.")),
    ],
)
def test_a_head_is_settled_as_chosen(instructor, conflicts, bank, session, fields, result):
    done = instructor.post(conflicts[0], data=seen_in(instructor.get(conflicts[0])) | fields)
    assert done.location == "/conflicts"
    assert (bank().title, bank().description) == result
    session.rollback()
    again = instructor.get(conflicts[0])
    assert (again.status_code, "This conflict is not open any more" in again.text) == (404, True)
    assert conflicts[1] in again.text


@pytest.mark.longer
def test_titles_of_topics_meet_as_other_fields_do(instructor, folder, load, change, session, bank):
    load(folder)
    change_heading(session, bank(), Heading("A sample", "en", "Mills.", topics={"wind": "Our wind"}), now=utcnow())
    session.commit()
    change(folder / "sample.yaml", "title: A sample", "title: A sample\ntopics: {wind: Their wind}")
    load(folder)
    (address,) = [f"/conflicts/parts/{one.id}" for one in open_part_conflicts(session)]
    session.rollback()
    page = instructor.get(address)
    assert "Titles of topics" in page.text
    instructor.post(address, data=seen_in(page) | {"side": "merge", "choice-topics": "file"})
    assert bank().topics == {"wind": "Their wind"}


@pytest.mark.longer
def test_a_conflict_that_was_kept_before_topics_had_titles_is_settled(instructor, conflicts, bank, session):
    (conflict,) = [one for one in open_part_conflicts(session) if one.bank_id]
    for name in ("said", "base"):
        setattr(conflict, name, {field: value for field, value in getattr(conflict, name).items() if field != "topics"})
    session.commit()
    seen = seen_in(instructor.get(conflicts[0]))
    assert instructor.post(conflicts[0], data=seen | {"side": "file"}).location == "/conflicts"
    session.expire_all()
    assert (bank().title, bank().topics) == ("Theirs", {})


@pytest.mark.longer
def test_a_choice_is_needed_for_what_both_changed_and_an_old_page_decides_nothing(instructor, conflicts, bank, session):
    seen = seen_in(instructor.get(conflicts[0]))
    missing = instructor.post(conflicts[0], data=seen | {"side": "merge", "choice-description": "file"})
    assert (missing.status_code, "Choose a side for every field" in missing.text) == (422, True)
    change_heading(session, bank(), Heading("Ours, again", "en", "Mills.", None), now=utcnow())
    session.commit()
    late = instructor.post(conflicts[0], data=seen | {"side": "file"})
    assert (late.status_code, "edited it meanwhile" in late.text) == (409, True)
    assert bank().title == "Ours, again"


@pytest.mark.longer
def test_a_passage_that_is_cited_does_not_go_with_the_file_s_side(instructor, conflicts, session, edit_here):
    edit_here("one", sources=("book#p2",))
    done = instructor.post(conflicts[1], data=seen_in(instructor.get(conflicts[1])) | {"side": "file"})
    assert (done.status_code, "Questions cite these passages, so they stay: book#p2" in done.text) == (422, True)
    kept = instructor.post(conflicts[1], data=seen_in(instructor.get(conflicts[1])) | {"side": "browser"})
    assert kept.location == "/conflicts"
    assert session.scalars(sa.select(Source)).one().title == "Our book"


@pytest.mark.longer
def test_who_may_not_write_in_a_bank_sees_nothing_of_its_head(
    instructor, conflicts, bank, session, make_person, browse
):
    owner = make_person(Role.INSTRUCTOR, "Owner")
    session.add(BankMember(bank_id=bank().id, person_id=owner, role="owner"))
    session.commit()
    assert instructor.get(conflicts[0]).status_code == 404
    assert conflicts[0] not in instructor.get("/conflicts").text
    assert instructor.get(conflicts[1]).status_code == 200
