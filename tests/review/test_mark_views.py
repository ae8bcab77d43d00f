from __future__ import annotations

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa

from quizapp.bank.models import QuestionVersion
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.memory.access import rules_of_app
from quizapp.memory.services import Event, Learner, record_review
from quizapp.scheduling.state import Rating


@pytest.fixture
def student(browse):
    return browse()


@pytest.fixture
def do(student):
    def do(card, deed, event_id, on="front", **more):
        return student.post(f"/review/cards/{card}/marks", data={"deed": deed, "event_id": event_id, "on": on} | more)

    return do


def text_of(reply):
    return " ".join(re.sub(r"<[^>]+>", " ", reply.text).split())


@pytest.mark.longer
def test_a_flag_is_shown_by_its_name_and_taken_away_by_the_same_button(student, do, cards_of):
    (card,) = cards_of("premier")
    assert do(card, "flag-2", "event-0001", "answer").location == f"/review/cards/{card}"
    page = student.get(f"/review/cards/{card}")
    assert "Flag: orange" in text_of(page)
    assert 'value="flag-0" data-key="Ctrl+2"' in page.text
    do(card, "flag-0", "event-0002", "answer")
    assert "Flag: orange" not in text_of(student.get(f"/review/cards/{card}"))


@pytest.mark.longer
def test_what_a_refused_mark_leaves_in_the_address_bar_shows_no_answer(student, cards_of):
    (card,) = cards_of("premier")
    reply = student.get(f"/review/cards/{card}/marks", headers={"Accept": "text/html"})
    assert (reply.status_code, reply.location) == (302, "/review/")


@pytest.mark.longer
def test_a_note_stands_below_the_answer_and_not_before_it(student, do, cards_of, stored):
    (card,) = cards_of("premier")
    assert "A note of your own" in student.get(f"/review/cards/{card}/note").text
    do(card, "note", "event-0001", "answer", note="  <b>Think</b> of \0 Nikol.  ")
    assert "&lt;b&gt;Think&lt;/b&gt; of  Nikol." in student.get(f"/review/cards/{card}").text
    assert "Think" not in student.get("/review/").text
    assert "Think" in student.get(f"/review/cards/{card}/note").text
    assert [note for _card, note in stored("card_marks", "card_id", "note")] == ["<b>Think</b> of  Nikol."]


@pytest.mark.longer
def test_cards_of_one_question_are_told_apart_in_the_list(student, do, cards_of):
    one, two, *_more = cards_of("offices")
    do(one, "flag-1", "event-0001")
    do(two, "flag-2", "event-0002")
    lines = re.findall(r"<li>.*?</li>", student.get("/review/marked").text, re.DOTALL)
    first, second = (
        re.search(r'<a href="/review/cards/\d+"[^>]*>([^<]+)<', line)[1] for line in lines if "/review/cards/" in line
    )
    assert first != second


@pytest.mark.longer
def test_the_list_sends_as_many_statements_for_any_number_of_cards(student, do, cards_of, statements):
    numbers = []
    for keys in (("premier",), ("brokered", "surname", "deaths", "csto")):
        for key in keys:
            do(cards_of(key)[0], "flag-1", f"event-{key}")
        with statements() as sent:
            assert student.get("/review/marked").status_code == 200
        numbers.append(len(sent))
    assert numbers[0] == numbers[1] <= 6


@pytest.mark.longer
def test_a_card_whose_question_is_not_understood_is_listed_by_its_title(student, do, cards_of, session):
    do(cards_of("premier")[0], "flag-1", "event-0001")
    do(cards_of("surname")[0], "flag-1", "event-0002")
    broken = QuestionVersion.title == "Who is the prime minister?"
    session.execute(sa.update(QuestionVersion).where(broken).values(content={"stem": "Who?"}))
    session.commit()
    listed = text_of(student.get("/review/marked"))
    assert "Who is the prime minister?" in listed
    assert "What is the surname of the premier?" in listed


@pytest.mark.longer
def test_buried_and_suspended_cards_are_listed_and_asked_again_by_a_button(student, do, cards_of):
    one, two = cards_of("premier")[0], cards_of("brokered")[0]
    assert "comes back tomorrow" in student.get(do(one, "bury", "event-0001").location).text
    do(two, "suspend", "event-0002")
    said = text_of(student.get("/review/marked"))
    assert "buried until tomorrow" in said
    assert "suspended" in said
    assert do(two, "unsuspend", "event-0003", "list").location == "/review/marked"
    assert "suspended" not in text_of(student.get("/review/marked")).replace("suspended, buried", "")


@pytest.mark.longer
def test_all_steps_are_taken_back_one_by_one(student, do, cards_of, stored):
    (card,) = cards_of("premier")
    do(card, "flag-1", "event-0001")
    do(card, "suspend", "event-0002")
    said = [
        student.post("/review/undo", data={"event_id": f"undo-000{number}"}, follow_redirects=True).text
        for number in range(3)
    ]
    assert "the card is asked again" in said[0]
    assert "the flag is as before" in said[1]
    assert "nothing of today" in said[2]
    assert stored("card_marks") == []


@pytest.mark.longer
@pytest.mark.parametrize("deed", ["bury", "suspend", "flag-1"])
def test_what_is_taken_back_on_the_front_shows_no_answer(student, do, cards_of, deed):
    do(cards_of("premier")[0], deed, "event-0001")
    page = student.get("/review/").text
    assert 'name="turned" value=""' in page
    reply = student.post("/review/undo", data={"event_id": "undo-0001", "turned": ""})
    assert reply.location == "/review/"


@pytest.mark.longer
def test_a_flag_is_taken_back_beside_the_answer_where_it_was_put_there(student, do, cards_of):
    (card,) = cards_of("premier")
    do(card, "flag-1", "event-0001", "answer")
    assert f'name="turned" value="{card}"' in student.get(f"/review/cards/{card}").text
    reply = student.post("/review/undo", data={"event_id": "undo-0001", "turned": str(card)})
    assert reply.location == f"/review/cards/{card}"


@pytest.mark.longer
def test_a_flag_is_taken_back_beside_the_answer_of_another_card_without_showing_that_of_its_own(student, do, cards_of):
    flagged, turned = cards_of("premier")[0], cards_of("brokered")[0]
    do(flagged, "flag-1", "event-0001")
    reply = student.post("/review/undo", data={"event_id": "undo-0001", "turned": str(turned)})
    assert reply.location == "/review/"


@pytest.mark.longer
@pytest.mark.parametrize(("side", "leads_to"), [("front", "/review/"), ("answer", "/review/cards/{}")])
def test_a_note_leads_back_to_the_side_on_which_it_was_asked_for(student, cards_of, side, leads_to):
    (card,) = cards_of("premier")
    page = student.get("/review/" if side == "front" else f"/review/cards/{card}").text
    asked = int(re.search(r'data-card="(\d+)"', page)[1])
    (address,) = re.findall(r'href="(/review/cards/\d+/note[^"]*)"', page)
    form = student.get(address).text
    on = re.search(r'name="on" value="(\w+)"', form)[1]
    sent = {"deed": "note", "event_id": "event-0001", "on": on, "note": "Think."}
    assert student.post(f"/review/cards/{asked}/marks", data=sent).location == leads_to.format(asked)


@pytest.mark.parametrize("deed", ["", "rate", "explode", "flag-9"])
def test_what_cannot_be_done_is_not_done(do, cards_of, stored, deed):
    assert do(cards_of("premier")[0], deed, "event-0001").status_code == 302
    assert [flag for _card, flag in stored("card_marks", "card_id", "flag")] in ([], [0])


@pytest.mark.longer
def test_somebody_else_s_marks_are_not_seen(do, cards_of, browse):
    (card,) = cards_of("premier")
    do(card, "note", "event-0001", note="mine alone")
    assert "mine alone" not in browse().get(f"/review/cards/{card}").text
    assert "mine alone" not in browse().get("/review/marked").text


@pytest.mark.longer
def test_a_card_forgotten_eight_times_is_helped_with_once(app, make_person, browse, cards_of):
    (card,), person = cards_of("premier"), make_person()
    with app.app_context():
        learner, at = Learner(person, rules_of_app(app)), utcnow() - timedelta(days=9_000)
        for number, rating in enumerate((4, *(1, 4) * 7)):
            at += timedelta(days=500)
            event = Event(f"event-{number:04}", at)
            record_review(db.session(), learner, card, Rating(rating), event, now=at)
        db.session.commit()
    student = browse(person)
    helped = student.post(f"/review/cards/{card}", data={"rating": "1", "event_id": "event-8888"})
    assert helped.location == f"/review/cards/{card}/help"
    said = text_of(student.get(helped.location))
    assert "You forgot it 8 times" in said
    assert "N···· P········" in said
    listed = student.get("/review/marked")
    assert "forgotten 8 times" in text_of(listed)
    assert f'href="{helped.location}"' in listed.text
    again = student.post(f"/review/cards/{card}", data={"rating": "1", "event_id": "event-9999"})
    assert again.location == "/review/"


@pytest.mark.longer
def test_keys_are_chosen_and_shown_where_they_work(student, cards_of):
    page = student.get("/review/habits").text
    assert 'name="undo" value="u"' in page
    assert "interleaving" in page
    reply = student.post("/review/habits", data={"undo": "z", "bury": "", "order": "topic"})
    assert reply.location == "/review/habits"
    shown = student.get("/review/").text
    assert 'data-key="z Ctrl+z"' in shown
    assert 'value="topic" checked' in student.get("/review/habits").text
    refused = student.post("/review/habits", data={"undo": "e"})
    assert refused.status_code == 422
    assert "This key is used twice." in refused.text
    assert len(re.findall(r'aria-invalid="true" data-focus', refused.text)) == 2
    student.post("/review/habits", data={"reset": "1"})
    assert 'data-key="u Ctrl+z"' in student.get("/review/").text


@pytest.mark.longer
def test_what_was_typed_is_compared_with_the_back(student, cards_of):
    card = cards_of("csto")[0]
    page = student.get(f"/review/cards/{card}?typed=Collective+Security+Pact").text
    assert '<del><span class="told">not in the answer: </span>Pact</del>' in page
    assert '<ins><span class="told">missing: </span>Treaty Organization</ins>' in page
    assert "You wrote" not in student.get(f"/review/cards/{card}").text


@pytest.mark.longer
def test_a_day_ends_with_what_it_changed(student, cards_of):
    student.post("/settings", data={"new_per_day": "1", "reviews_per_day": "9", "shortcuts": "y"})
    shown = re.search(r"/review/cards/(\d+)", student.get("/review/").text)[1]
    student.post(f"/review/cards/{shown}", data={"rating": "4", "event_id": "event-0001", "duration_ms": "60000"})
    said = text_of(student.get("/review/"))
    assert "What today changed" in said
    assert "1 card, 1 of them new" in said
    assert "days of stability gained" in said
    assert "1 minute" in said
