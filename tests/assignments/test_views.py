from __future__ import annotations

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa

from quizapp.accounts.models import Role
from quizapp.assignments.forms import ReadingForm
from quizapp.bank.loading import load_sources
from quizapp.bank.models import Bank
from quizapp.bank.roles import BankMember, BankRole
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.formats.base import PassageDraft, SourceDraft

DAY = timedelta(days=1)


@pytest.fixture
def desk(browse, teacher):
    """The teacher's browser."""
    return browse(teacher)


@pytest.fixture
def give(desk, class_id, small_bank):
    """Send the form of a new assignment, and return the reply."""

    def give(kind="quiz", **said):
        closes = f"{utcnow() + DAY:%Y-%m-%dT%H:%M}"
        basic = {"title": "The first week", "closes_at": closes, "points": "10"}
        of_quiz = {"source": "rules", "rules": "2 × topic:about-premier,about-brokered", "attempts": "1"}
        of_quiz |= {"counts": "best", "feedback": "after", "late": "refuse", "percent_per_day": "10"}
        of_quiz |= dict.fromkeys(("score", "verdict", "key", "explanation"), "after_submission")
        data = basic | (of_quiz if kind == "quiz" else {}) | said
        return desk.post(f"/classes/{class_id}/assignments/new?kind={kind}", data=data)

    return give


def problems(reply):
    assert reply.status_code == 422, reply.status_code
    return " ".join(re.findall(r'problem-text">([^<]+)<|<div role="alert"[^>]*><p>([^<]+)<', reply.text)[0])


@pytest.mark.longer
def test_a_quiz_is_given_out_by_three_decisions(desk, give, class_id, students, browse):
    page = desk.get(f"/classes/{class_id}/assignments/new").text
    assert "T23:59" in page
    reply = give()
    assert reply.status_code == 302, re.findall(r"problem[^>]*>.{0,200}", reply.text, re.DOTALL)
    shown = desk.get(reply.location).text
    assert "The first week" in shown
    assert shown.count("to do") == 3
    listed = browse(students[0]).get(f"/classes/{class_id}/tasks").text
    assert "The first week" in listed


@pytest.mark.longer
@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"title": ""}, "give it a title"),
        ({"closes_at": "2026-03-02T10:00", "opens_at": "2026-03-02T11:00"}, "close before it opens"),
        ({"closes_at": "2020-03-02T10:00"}, "has passed already"),
        ({"closes_at": "soon"}, "type a day and a time"),
        ({"rules": "topic:csto"}, "Line 1: begin with how many"),
        ({"rules": "1 ×\n2 × topic:nowhere"}, "Line 2:"),
        ({"rules": "1 ×\n2 from history"}, "Line 2: “from history” finds no question"),
        ({"rules": ""}, "choose questions"),
        ({"source": "fixed", "questions": "small/premier\nsmall/nobody"}, "Line 2: there is no question"),
        ({"source": "blueprint"}, "at least one cell"),
        ({"source": "ready", "ready": "nothing"}, "Please choose a quiz"),
        ({"minutes": "0"}, "From 1 to 1440"),
        ({"late": "accept"}, "Until when is it accepted late?"),
        ({"late": "percent", "late_until": "2026-03-02T10:00"}, "after the closing"),
        ({"closes_at": "", "feedback": "closing"}, "it needs one"),
        ({"feedback": "own", "verdict": "never"}, "show that no later"),
    ],
)
def test_what_cannot_be_is_refused_with_its_reason(give, said, sentence):
    assert sentence in problems(give(**said))


@pytest.mark.longer
def test_nothing_that_was_typed_is_lost(give):
    page = give(title="", rules="3 × topic:about-premier", password="wren").text
    assert "3 × topic:about-premier" in page
    assert 'value="wren"' in page


@pytest.mark.longer
def test_an_hour_that_the_class_does_not_have_is_refused(desk, make_class, students, small_bank):
    berlin = make_class(zone="Europe/Berlin")
    data = {"title": "T", "source": "rules", "rules": "1 ×", "points": "10"}
    for typed, sentence in (("2027-03-28T02:30", "never comes on that day"), ("2027-10-31T02:30", "comes twice")):
        reply = desk.post(f"/classes/{berlin}/assignments/new", data=data | {"closes_at": typed})
        assert sentence in reply.text
        assert reply.status_code == 422


@pytest.mark.longer
def test_questions_are_looked_for_and_added_to_the_list(desk, give, class_id, stored):
    found = give(look="1", find="topic:about-premier", questions="small/brokered").text
    assert 'value="small/premier"' in found
    added = give(look="1", find="", questions="small/brokered", add="small/premier").text
    assert "small/brokered\nsmall/premier" in added
    assert stored("assignments", "id") == []
    assert give(source="fixed", questions="small/brokered\nsmall/premier").status_code == 302


@pytest.mark.longer
def test_enter_in_a_field_gives_out_and_does_not_look_for_questions(desk, give, stored):
    assert give(look="1", find="").status_code == 302  # what a browser sends: the first button of the form
    assert stored("assignments", "title") == [("The first week",)]
    assert 'value="small/premier"' in give(look="1", source="fixed", find="", questions="").text


@pytest.mark.longer
def test_a_bank_that_others_own_is_not_there_to_look_in_but_what_stands_in_a_list_stays(
    app, desk, give, stored, make_person
):
    reply = give(source="fixed", questions="small/premier")
    with app.app_context():
        owner, bank_id = make_person(Role.INSTRUCTOR), db.session.scalar(sa.select(Bank.id).where(Bank.key == "small"))
        db.session.add(BankMember(bank_id=bank_id, person_id=owner, role=BankRole.OWNER))
        db.session.commit()
    assert "Nothing was found" in give(look="1", source="fixed", find="topic:about-premier").text
    assert "no question “small/premier”" in problems(give(source="fixed", questions="small/premier"))
    edit = reply.location.replace("/students", "/edit")
    fields = {"title": "Another", "source": "fixed", "points": "10", "attempts": "1", "counts": "best"}
    state = re.search(r'name="seen_state"[^>]*value="([^"]*)"', desk.get(edit).text)[1]
    fields |= {"late": "refuse", "feedback": "after", "percent_per_day": "10", "questions": "small/premier"}
    fields |= {"seen_state": state}
    fields |= dict.fromkeys(("score", "verdict", "key", "explanation"), "after_submission")
    assert "no question" in problems(desk.post(edit, data=fields | {"questions": "small/premier\nsmall/wars"}))
    assert desk.post(edit, data=fields).status_code == 302


@pytest.mark.longer
def test_a_blueprint_becomes_rules_that_are_balanced(desk, give, stored):
    page = desk.get(give(source="blueprint", **{"cell/1/about-premier": "1", "cell/1/about-wars": "1"}).location)
    assert page.status_code == 200
    [(settings,)] = stored("assignments", "settings")
    assert settings["balanced"]
    assert [rule["query"] for rule in settings["rules"]] == ["topic:about-premier level:1", "topic:about-wars level:1"]


@pytest.mark.longer
def test_a_goal_and_a_reading_are_given_out(desk, give, stored, class_id):
    offered = desk.get(f"/classes/{class_id}/assignments/new?kind=cards").text
    assert '<option value="topic:about-premier">About premier, 1 question</option>' in offered
    assert 'list="topics"' in offered
    assert give("cards", goal="minutes", target="30", query="topic:about-premier").status_code == 302
    assert "topic" in problems(give("cards", goal="cards", target="30", query="topic:nowhere"))
    assert give("reading").status_code == 422
    assert [row[0] for row in stored("assignments", "kind")] == ["cards"]


@pytest.fixture
def two_sources(app):
    """Describe two sources of two passages each."""
    passages = (PassageDraft("p1", "first"), PassageDraft("p2", "second"))
    with app.app_context():
        load_sources(db.session(), [SourceDraft(key, key.upper(), "", "", "", "", passages) for key in ("b", "a")])
        db.session.commit()


@pytest.mark.longer
def test_all_of_a_source_is_given_out_by_one_box(desk, give, stored, class_id, two_sources):
    page = desk.get(f"/classes/{class_id}/assignments/new?kind=reading").text
    assert re.findall(r'name="sources" value="([^"]+)"', page) == ["b", "a"]
    again = give("reading", title="", sources="a").text
    assert 'name="sources" value="a" checked' in again
    assert give("reading", sources="a", passages="b#p2").status_code == 302
    [(settings,)] = stored("assignments", "settings")
    assert settings["passages"] == ["b#p2", "a#p1", "a#p2"]


def test_an_unknown_kind_is_not_there(desk, class_id):
    assert desk.get(f"/classes/{class_id}/assignments/new?kind=poem").status_code == 404


@pytest.mark.longer
def test_a_change_keeps_what_was_said(desk, give, stored):
    where = give(password="wren", feedback="points").location.replace("/students", "/edit")
    page = desk.get(where).text
    fields = dict(re.findall(r'<input[^>]*name="(title|password|minutes|closes_at)"[^>]*value="([^"]*)"', page))
    assert fields["password"] == "wren"
    assert "2 × topic:about-premier,about-brokered" in page
    [(before,)] = stored("assignments", "settings")
    selects = dict(re.findall(r'<select[^>]*name="(\w+)".*?<option selected value="([^"]+)"', page, re.DOTALL))
    sent = fields | selects | {"source": "rules", "rules": "2 × topic:about-premier,about-brokered", "points": "10"}
    assert desk.post(where, data=sent | {"title": "Renamed", "percent_per_day": "10"}).status_code == 302
    assert stored("assignments", "settings") == [(before,)]
    assert stored("assignments", "title") == [("Renamed",)]


@pytest.mark.longer
def test_too_few_questions_are_said_and_not_refused(desk, give):
    reply = give(rules="9 × topic:about-premier")
    assert "8 are missing" in desk.get(reply.location).text


@pytest.mark.longer
def test_a_preview_shows_the_questions_and_keeps_nothing(desk, give, stored, small_bank):
    where = give().location.replace("/students", "/preview")
    page = desk.get(where).text
    assert page.count('class="question"') == 2
    assert "Nothing of this is kept" in page
    assert re.findall(r'<div class="stem" id="([^"]+)"', page) == ["stem-1", "stem-2"], "each is named by its own"
    assert desk.get(f"{where}?student=2").status_code == desk.get(f"{where}?student=²").status_code == 200
    assert stored("attempts") == stored("sittings") == []


def test_a_goal_has_no_preview(desk, give_out):
    goal = give_out("cards", target=3)
    assert desk.get(f"/assignments/{goal}/preview").location.endswith(f"/assignments/{goal}/students")


@pytest.mark.longer
def test_an_archived_class_is_given_nothing(give, archive, desk, class_id):
    archive()
    reply = give()
    assert reply.location.endswith(f"/classes/{class_id}")
    assert "archived" in desk.get(reply.location).text


@pytest.mark.longer
def test_the_page_of_a_quiz_says_how_far_each_student_is(desk, give_out, sit, students, class_id, statements):
    quiz = give_out(minutes=30)
    at_it, first = sit(quiz, students[0])
    done, other = sit(quiz, students[1])
    at_it.answer(first, "premier")
    with statements() as sent:
        page = desk.get(f"/assignments/{quiz}/students").text
    done.finish(other)
    assert "0 of 3 have done it, 2 are at it." in page
    assert re.search(r"begun: 1 of 3 answered, until \d\d:\d\d", page)
    assert "begun: 0 of 3 answered, until" in page
    with statements() as again:
        page = desk.get(f"/assignments/{quiz}/students").text
    assert "1 of 3 have done it, 1 is at it." in page
    assert len(sent) == len(again)
    assert desk.post(f"/assignments/{quiz}/students/{students[2]}", data={"excused": "y"}).status_code == 302
    for page in (f"/assignments/{quiz}/students", f"/classes/{class_id}/assignments"):
        assert "1 of 2 have done it, 1 is at it, 1 is excused" in desk.get(page).text


@pytest.mark.longer
def test_what_a_colleague_changed_meanwhile_is_not_written_over_unseen(desk, colleague, stored, give):
    where = give("cards", goal="cards", target="20").location.replace("/students", "/edit")
    seen = {"seen_state": re.search(r'seen_state"[^>]* value="(\w+)"', desk.get(where).text)[1]}
    said = {"title": "The first week", "closes_at": "2027-03-02T10:00", "points": "10", "goal": "cards"} | seen
    theirs = said | {"points": "5", "target": "30"}
    assert colleague.post(where, data=theirs).status_code == 302
    assert colleague.post(where, data=theirs).status_code == 302  # a second click changes nothing
    reply = desk.post(where, data=said | {"target": "20", "title": "Cards"})
    assert reply.status_code == 422
    met = reply.text[reply.text.index('class="met"') :].partition("</dl>")[0]
    told = re.findall(r"<dt>([^<]+)</dt><dd[^>]*>([^<]+)", met)
    assert told == [("Title", "The first week"), ("Points in the gradebook", "5"), ("How many", "30")]
    assert re.search(r"<p>Last saved by Mr Sargsyan, on .+\.</p>", reply.text)
    assert stored("assignments", "title", "points") == [("The first week", 5.0)]
    seen = {"seen_state": re.search(r'seen_state"[^>]* value="(\w+)"', reply.text)[1]}
    assert desk.post(where, data=said | seen | {"target": "20", "title": "Cards"}).status_code == 302
    assert stored("assignments", "title", "points") == [("Cards", 10.0)]


def test_passages_that_a_colleague_chose_meanwhile_are_told(app):
    sent = {"method": "POST", "data": {"title": "Read", "passages": ["digest#p1"]}}
    with app.test_request_context(**sent):
        form = ReadingForm(data={"title": "Read", "passages": ["digest#p1", "digest#p2"]})
        assert form.others_made() == [("Passages to read", "digest#p1, digest#p2")]
    with app.test_request_context(**sent):
        assert ReadingForm(data={"title": "Read", "passages": ["digest#p1"]}).others_made() == []


@pytest.mark.longer
@pytest.mark.parametrize("count", [1, 4])
def test_lists_take_as_many_statements_whatever_they_hold(
    desk, browse, class_id, students, give_out, statements, count
):
    for number in range(count):
        give_out(title=f"Quiz {number}")
    desk.get(f"/classes/{class_id}/assignments")
    with statements() as sent:
        desk.get(f"/classes/{class_id}/assignments")
    teachers = len(sent)
    mine = browse(students[0])
    with statements() as sent:
        mine.get(f"/classes/{class_id}/tasks")
    assert (teachers, len(sent)) == (8, 8)
