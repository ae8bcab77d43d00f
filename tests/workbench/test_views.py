from __future__ import annotations

import re
from html import unescape

import pytest
import sqlalchemy as sa

from quizapp.accounts.models import Role
from quizapp.bank.finding import PAGE_SIZE
from quizapp.bank.loading import load_bank
from quizapp.bank.models import QuestionFacility
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.workbench.models import SavedSearch
from quizapp.workbench.searches import save_search
from tests.replies import page_of


def links(page):
    found = [unescape(link) for link in re.findall(r'href="([^"]+)"', page)]
    return [re.sub(r"^(/questions/\d+)\?.*", r"\1", link) for link in found]  # its place in the list is not minded


def typed(page):
    """What stands in the search box."""
    return unescape(re.search(r'<input id="q" name="q" value="([^"]*)"', page)[1])


def kept(app):
    with app.app_context():
        return db.session.execute(sa.select(SavedSearch.name, SavedSearch.query)).all()


@pytest.mark.longer
def test_what_is_typed_is_found_and_stays_in_the_box(instructor, all_kinds):
    page = page_of(instructor.get("/questions", query_string={"q": 'kind:matching "prime minister'}))
    assert f"/questions/{all_kinds['matching']}" in links(page)
    assert f"/questions/{all_kinds['short_answer']}" not in links(page)
    assert typed(page) == 'kind:matching "prime minister'
    assert "1 question<" in page
    assert "No question fits." in page_of(instructor.get("/questions?q=xyzzy"))


@pytest.mark.longer
@pytest.mark.parametrize(
    ("address", "text"),
    [
        ("level=2&passage=ally-2023%23p1", "source:ally-2023#p1 level:2"),
        ("bank=sample&kind=matching", "bank:sample kind:matching"),
        ("words=prime+MINI&topic=rift", "prime* MINI* topic:rift"),
        ("words=x%22y&level=7&page=1", "x* y*"),
        ("q=&words=ignored", ""),
        ("q=war&words=ignored", "war"),
    ],
)
def test_addresses_from_before_the_language_say_the_same_in_it(instructor, all_kinds, address, text):
    assert typed(page_of(instructor.get(f"/questions?{address}"))) == text


@pytest.mark.longer
def test_old_addresses_find_what_they_found(instructor, all_kinds):
    page = page_of(instructor.get("/questions?level=2&passage=ally-2023%23p1&words=minist"))
    assert f"/questions/{all_kinds['matching']}" in links(page)
    assert "No question fits." in page_of(instructor.get("/questions?level=3"))


@pytest.mark.longer
@pytest.mark.parametrize(
    "query",
    [
        *("level=0", "level=x", "passage=%25", "words=%25", "kind=%22%3E"),
        *("page=0", "page=-3", "page=x", "page=99999999999999999999", "sort=nothing"),
        *("q=%00", "q=%22", "q=-", "q=" + "x" * 3000, "q=NEAR(a+b)", "q=a+AND+OR", "q=%F0%9F%98%80*"),
    ],
)
def test_odd_searches_are_pages_like_any_other(instructor, all_kinds, query):
    page_of(instructor.get(f"/questions?{query}"))
    page_of(instructor.get(f"/questions/results?{query}"))


@pytest.mark.longer
def test_the_list_goes_on_over_pages_keeping_what_was_searched(app, instructor, make_bank, make_draft):
    with app.app_context():
        drafts = [make_draft(key=f"q{number:03}") for number in range(PAGE_SIZE + 1)]
        load_bank(db.session(), make_bank(*drafts), now=utcnow())
        db.session.commit()
    page = page_of(instructor.get("/questions?q=because&sort=level"))
    assert "51 questions, 1 to 50 shown" in page
    assert len([link for link in links(page) if re.fullmatch(r"/questions/\d+", link)]) == PAGE_SIZE
    assert '<button class="second" name="page" value="2">' in page
    second = page_of(instructor.get("/questions?q=because&sort=level&page=2"))
    assert len([link for link in links(second) if re.fullmatch(r"/questions/\d+", link)]) == 1
    assert '<button class="second" name="page" value="1">' in second
    assert 'name="page" value="3"' not in second
    assert "To its beginning" in page_of(instructor.get("/questions?q=because&page=7"))


@pytest.mark.longer
def test_a_mistake_is_explained_with_a_way_to_mend_it(instructor, all_kinds):
    page = page_of(instructor.get("/questions?q=topik:rift+kind:matching"))
    assert "There is no field “topik”. Did you mean topic:?" in page
    assert "/questions?q=topic:rift+kind:matching" in links(page)
    assert f"/questions/{all_kinds['matching']}" in links(page)


@pytest.mark.longer
def test_a_bank_offers_a_new_question_of_every_kind(instructor, all_kinds, samples):
    page = page_of(instructor.get("/questions?q=bank:sample"))
    assert {f"/banks/sample/new/{kind}" for kind in samples} <= set(links(page))
    assert "/new/" not in page_of(instructor.get("/questions?q=-bank:sample"))


@pytest.mark.longer
def test_results_come_without_the_page_around_them(instructor, all_kinds):
    page = page_of(instructor.get("/questions/results?q=kind:matching"))
    assert "<html" not in page
    assert links(page) == [f"/questions/{all_kinds['matching']}"]


@pytest.mark.longer
def test_what_may_come_next_is_offered(instructor, all_kinds):
    def offered(text, **more):
        return instructor.get("/questions/complete", query_string={"text": text} | more).json

    assert offered("to") == [{"text": "topic:", "start": 0, "end": 2, "help": "the topic"}]
    assert offered("a topic:r war", at=9) == [{"text": "rift", "start": 8, "end": 9, "help": ""}]
    instructor.post("/banks/sample/heading", data={"title": "A sample", "language": "en", "topics": "rift: The rift"})
    assert [one["help"] for text in ("topic:ri", "bank:sam") for one in offered(text)] == ["The rift", "A sample"]
    assert [one["text"] for one in offered("actor:pashin")] == ['"Nikol Pashinyan"']
    assert offered("x", at="nowhere") == offered("zzz") == offered("bank:", at=-5)[14:] == []


@pytest.mark.longer
def test_a_search_is_kept_opened_and_forgotten(app, instructor, all_kinds):
    reply = instructor.post("/questions/searches", data={"name": "  Pairs ", "q": "kind:matching"})
    assert (reply.status_code, reply.location) == (302, "/questions?q=kind:matching")
    page = page_of(instructor.get("/questions"))
    assert "Pairs</a>" in page
    assert "/questions?q=kind:matching" in links(page)
    (address,) = re.findall(r"/questions/searches/\d+/delete", page)
    assert instructor.get(address).status_code == 405
    assert instructor.post(address).status_code == 302
    assert kept(app) == []
    assert instructor.post(address).status_code == 404


@pytest.mark.parametrize(("name", "query"), [("", "war"), ("  ", "war"), ("War", " "), ("\x00", "\x00")])
def test_a_search_without_a_name_or_words_is_not_kept(app, instructor, name, query):
    assert instructor.post("/questions/searches", data={"name": name, "q": query}).status_code == 302
    assert kept(app) == []
    assert "A search is kept by a name" in page_of(instructor.get("/questions"))


def test_a_name_for_a_search_of_nothing_stays_for_the_next_try(app, instructor):
    reply = instructor.post("/questions/searches", data={"name": "War", "q": " "}, follow_redirects=True)
    assert '<input id="search-name" name="name" value="War"' in reply.text
    assert '<details class="saved-searches" open>' in reply.text


def test_what_is_kept_has_its_limits(app, instructor):
    instructor.post("/questions/searches", data={"name": "n" * 300, "q": "q" * 3000})
    assert [(len(name), len(query)) for name, query in kept(app)] == [(80, 500)]


@pytest.mark.longer
def test_somebody_else_s_search_is_not_there(app, instructor, make_person):
    with app.app_context():
        other = save_search(db.session(), make_person(Role.INSTRUCTOR), "Theirs", "war", now=utcnow())
        db.session.commit()
    assert "Theirs" not in page_of(instructor.get("/questions"))
    assert instructor.post(f"/questions/searches/{other.id}/delete").status_code == 404
    assert kept(app) == [("Theirs", "war")]


@pytest.mark.longer
def test_a_student_may_not_search(client, make_person, sign_in, load_one):
    sign_in(client, make_person())
    for address in ("/questions", "/questions/results", "/questions/complete"):
        page_of(client.get(address), 403)
    page_of(client.post("/questions/searches", data={"name": "n", "q": "q"}), 403)


@pytest.mark.longer
def test_how_easy_questions_were_is_shown_where_it_is_asked_for_and_counted_by_a_button(app, instructor, load_one):
    assert "first answer" not in page_of(instructor.get("/questions"))
    page = page_of(instructor.get("/questions?sort=facility"))
    assert "not answered yet" in page
    assert "The answers were not counted yet." in page
    reply = instructor.post("/questions/facility", data={"sort": "facility"})
    assert reply.location == "/questions?sort=facility"
    assert "counted " in page_of(instructor.get(reply.location))
    for answered, said in (
        (3, "3 first answers: too few to tell"),
        (8, "45\N{NO-BREAK SPACE}% of the points, 8 first answers"),
    ):
        with app.app_context():
            db.session.merge(QuestionFacility(question_id=load_one, answered=answered, share=0.45))
            db.session.commit()
        assert said in page_of(instructor.get("/questions?sort=use"))
    assert f"/questions/{load_one}" in links(page_of(instructor.get("/questions?q=facility:<0.5")))
    assert instructor.get("/questions/facility").status_code == 405


@pytest.mark.longer
def test_a_question_leads_back_to_its_page_and_its_row(instructor, load_one):
    page = page_of(instructor.get(f"/questions/{load_one}?q=war&sort=level&at=73"))
    assert f"/questions?q=war&sort=level&page=2#title-{load_one}" in links(page)
    assert f"/questions#title-{load_one}" in links(page_of(instructor.get(f"/questions/{load_one}?at=x")))
    assert "Back to the list" not in page_of(instructor.get(f"/questions/{load_one}"))
