from __future__ import annotations

import re

import pytest

from tests.review.evening import card_shown, fields_of_rating, rate


@pytest.fixture
def student(clock, browse, small_bank):
    return browse()


@pytest.mark.longer
def test_a_first_visitor_sees_a_front_and_may_begin(client, small_bank, stored):
    page = client.get("/review/").text
    assert "Begin" in page
    assert stored("people") == []
    assert client.post("/review/begin").location == "/review/"
    assert stored("people", "id", "role") == [(1, "guest")]
    assert "Show the answer" in client.get("/review/").text


def test_beginning_twice_is_one_guest(client, small_bank, stored):
    for _ in range(2):
        client.post("/review/begin")
    assert len(stored("people")) == 1


def test_a_first_visitor_is_not_shown_an_answer(client, cards_of):
    assert client.get(f"/review/cards/{cards_of('premier')[0]}").location == "/review/"


@pytest.mark.longer
def test_the_front_does_not_show_the_back(student, cards_of):
    for _ in range(8):
        card = card_shown(student)
        if card in cards_of("csto"):
            break
        rate(student, card, 4, f"event-card-{card}")
    page = student.get("/review/").text
    assert ("Collective" in page) is not (">CSTO<" in page)


@pytest.mark.longer
def test_the_answer_comes_with_four_ratings_and_their_waits(student, cards_of, practice):
    page = student.get(f"/review/cards/{cards_of('premier')[0]}").text
    assert "Nikol Pashinyan" in page
    assert practice.WHY in page
    assert re.findall(r'name="rating"[^>]*value="(\d)"', page) == ["1", "2", "3", "4"]
    for wait in ("1 min", "6 min", "10 min", "days"):
        assert wait in page


@pytest.mark.longer
def test_a_rating_is_kept_and_the_next_card_follows(student, stored):
    card = card_shown(student)
    assert rate(student, card, 3, "event-0001").location == "/review/"
    assert stored("review_log", "card_id", "rating") == [(card, 3)]
    assert card_shown(student) != card
    assert '<li data-count="later"><strong>1</strong> again later</li>' in student.get("/review/").text


@pytest.mark.longer
def test_a_double_click_counts_once(student, stored):
    card = card_shown(student)
    for _ in range(2):
        assert rate(student, card, 3, "event-twice").status_code == 302
    assert len(stored("review_log")) == 1
    assert stored("memory_states", "card_id", "reps") == [(card, 1)]


@pytest.mark.longer
def test_a_card_that_was_rated_elsewhere_since_its_answer_was_shown_is_not_rated_twice(clock, student, stored):
    card = card_shown(student)
    open_here, open_there = (fields_of_rating(student, card) for _ in range(2))
    clock.shift(5)
    assert student.post(f"/review/cards/{card}", data=open_there | {"rating": "3"}).location == "/review/"
    clock.shift(5)
    reply = student.post(f"/review/cards/{card}", data=open_here | {"rating": "3"}, follow_redirects=True)
    assert "You rated this card elsewhere while it was open here, so this rating was not counted." in reply.text
    assert stored("review_log", "event_id") == [(open_there["event_id"],)]
    clock.shift(120)
    student.post(f"/review/cards/{card}", data=fields_of_rating(student, card) | {"rating": "3"})
    assert len(stored("review_log")) == 2


@pytest.mark.longer
def test_the_time_taken_is_kept_where_it_can_be_true(student, cards_of, stored):
    card = cards_of("premier")[0]
    for number, told in enumerate(("1500", "-1", "forever", "99999999999", "")):
        data = {"rating": "3", "event_id": f"event-000{number}", "duration_ms": told}
        student.post(f"/review/cards/{card}", data=data)
    assert [ms for _id, ms in stored("review_log", "id", "duration_ms")] == [1500, None, None, None, None]


@pytest.mark.longer
@pytest.mark.parametrize("rating", ["", "0", "5", "good", "3.0"])
def test_what_is_no_rating_is_said_and_not_kept(student, cards_of, stored, rating):
    card = cards_of("premier")[0]
    data = {"rating": rating, "event_id": "event-0001"}
    reply = student.post(f"/review/cards/{card}", data=data, follow_redirects=True)
    assert reply.request.path == f"/review/cards/{card}"
    assert "Please choose one of the four ratings." in reply.text
    assert stored("review_log") == []


@pytest.mark.parametrize("event_id", ["", "short", "with space", "event-0001\n", "x" * 65, "un/safe-id"])
def test_a_rating_without_a_proper_event_id_is_refused(student, cards_of, stored, event_id):
    assert rate(student, cards_of("premier")[0], 3, event_id).status_code == 400
    assert stored("review_log") == []


@pytest.mark.parametrize("card", ["0", "999", str(10**30)])
def test_a_card_that_is_not_there_is_404(student, stored, card):
    assert student.get(f"/review/cards/{card}").status_code == 404
    assert rate(student, card, 3, "event-0001").status_code == 404
    assert stored("review_log") == []


@pytest.mark.parametrize("path", ["/review/begin", "/review/undo"])
def test_asking_for_a_change_by_get_is_refused(student, path):
    assert student.get(path).status_code == 405


@pytest.mark.longer
def test_who_has_a_card_open_that_is_asked_no_more_is_told_and_led_on(student, cards_of, load, practice, stored):
    kind, content = practice.CONTENTS["offices"]
    card = cards_of("offices")[0]
    load([practice.draft("offices", kind, content | {"pairs": content["pairs"][1:]})])
    for ask in (lambda: student.get(f"/review/cards/{card}"), lambda: rate(student, card, 3, "event-0001")):
        reply = ask()
        assert reply.location == "/review/"
        assert "This card is not asked any more" in student.get(reply.location).text
    assert stored("review_log") == []


@pytest.mark.longer
def test_undo_restores_the_row_and_asks_the_card_again(student, cards_of, stored):
    card = cards_of("premier")[0]
    rate(student, card, 3, "event-0001")
    before = stored("memory_states")
    rate(student, card, 1, "event-0002")
    reply = student.post("/review/undo", data={"event_id": "event-undo"})
    assert reply.location == f"/review/cards/{card}"
    assert stored("memory_states") == before


@pytest.mark.longer
def test_a_double_click_on_undo_takes_one_rating_back(student, cards_of, stored):
    for key in ("premier", "surname"):
        rate(student, cards_of(key)[0], 3, f"event-{key}")
    for _ in range(2):
        reply = student.post("/review/undo", data={"event_id": "event-undo"}, follow_redirects=True)
        assert reply.status_code == 200
    assert len(stored("memory_states")) == 1


@pytest.mark.longer
def test_nothing_to_undo_is_said(student):
    reply = student.post("/review/undo", data={"event_id": "event-undo"}, follow_redirects=True)
    assert "There is nothing of today to take back." in reply.text


def test_undo_without_an_event_id_is_refused(student):
    assert student.post("/review/undo").status_code == 400


def test_undo_of_nobody_is_404(client, small_bank):
    assert client.post("/review/undo", data={"event_id": "event-undo"}).status_code == 404


@pytest.mark.longer
def test_undo_takes_back_ones_own_ratings_alone(student, browse, cards_of, stored):
    other = browse()
    rate(student, cards_of("premier")[0], 3, "event-0001")
    reply = other.post("/review/undo", data={"event_id": "event-undo"}, follow_redirects=True)
    assert "There is nothing of today to take back." in reply.text
    assert len(stored("memory_states")) == 1


@pytest.mark.longer
def test_two_learners_may_use_the_same_event_id(student, browse, cards_of, stored):
    for browser in (student, browse()):
        rate(browser, cards_of("premier")[0], 3, "event-same")
    assert len(stored("review_log")) == 2


@pytest.mark.longer
@pytest.mark.parametrize("done", [0, 5])
def test_pages_send_as_many_statements_whatever_the_banks_hold(load, practice, browse, statements, done):
    student, numbers = browse(), []
    for number, size in enumerate((10, 150)):
        load(practice.many_questions(size))
        for extra in range(done * (number + 1)):
            rate(student, card_shown(student), 4, f"event-{number}-{extra:04}")
        paths = ("/review/", f"/review/cards/{card_shown(student)}")
        for path in paths:
            student.get(path)
        sent_by_path = []
        for path in paths:
            with statements() as sent:
                assert student.get(path).status_code == 200
            sent_by_path.append(len(sent))
        numbers.append(sent_by_path)
    assert numbers[0] == numbers[1]
    assert max(numbers[0]) <= 14  # three look where the days have room, one whether it is a first day, one for tests


@pytest.mark.longer
def test_rating_sends_as_many_statements_whatever_the_log_holds(student, cards_of, statements):
    numbers = []
    card = cards_of("premier")[0]
    for count in (1, 30):
        for number in range(count):
            rate(student, card, 3, f"event-{count}-{number:04}")
        with statements() as sent:
            rate(student, card, 3, f"event-last-{count:04}")
        numbers.append(len(sent))
    assert numbers[0] == numbers[1] <= 8


@pytest.mark.longer
def test_a_date_stands_in_words_on_the_back(load, practice, browse):
    load([practice.draft("seized", "date", {"stem": "When?", "answer": "2023-09"})])
    student = browse()
    student.post("/review/begin")
    back = student.get(f"/review/cards/{card_shown(student) or 1}").text.split('class="back"')[1].split("</div>")[0]
    assert "September 2023" in back
    assert "2023-09" not in back
    typed = student.get(f"/review/cards/{card_shown(student) or 1}?typed=September+2022").text
    seen = " ".join(re.sub('<span class="told">[^<]*</span>', "", typed).split())
    assert "September <del>2022</del> <ins>2023</ins>" in seen, "compared as it is shown"
