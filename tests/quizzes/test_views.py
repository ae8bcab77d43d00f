from __future__ import annotations

import re

import pytest

pytestmark = pytest.mark.longer

SENTENCE = re.compile(r'<p role="alert" class="problem"[^>]*>([^<]+)<')


def verdict(page):
    return re.findall(r'class="verdict (\w+)"', page)


def test_the_page_to_choose_offers_what_the_banks_hold(client, small_bank):
    page = client.get("/practise?bank=small").text
    assert "A small bank" in page
    assert re.search(r'<input[^>]*checked[^>]*value="small"', page)


def test_starting_leads_to_the_first_question_and_makes_a_guest_of_a_first_visitor(client, small_bank, practice):
    reply = client.post("/practise", data={"size": "3", "feedback": "at_once", "event_id": "event-first"})
    assert reply.status_code == 302
    assert reply.location.endswith("/questions/1")
    assert client.get(reply.location).status_code == 200


def test_a_double_click_on_start_opens_one_attempt(player, stored):
    assert player.start(event_id="event-twice") == player.start(event_id="event-twice")
    assert len(stored("attempts")) == 1


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"size": "0"}, "From 1 to 50 questions."),
        ({"size": "51"}, "From 1 to 50 questions."),
        ({"size": "many"}, "Not a valid integer value."),
        ({"size": ""}, "Please type a number."),
        ({"banks": "small", "topics": "nonsense"}, "nonsense"),
        ({"feedback": "never"}, "Not a valid choice."),
    ],
)
def test_a_choice_that_cannot_be_is_shown_again_with_a_sentence(client, small_bank, stored, changes, sentence):
    data = {"size": "5", "feedback": "at_once", "event_id": "event-0001"} | changes
    reply = client.post("/practise", data=data)
    assert reply.status_code == 422
    assert sentence in reply.text
    assert stored("attempts") == []


def test_choices_that_no_question_fits_say_so(client, small_bank, stored):
    data = {"size": "5", "feedback": "at_once", "event_id": "event-0001"}
    reply = client.post("/practise", data=data | {"topics": "about-csto", "kinds": "ordering"})
    assert reply.status_code == 422
    assert "No question fits all of these choices." in reply.text
    assert stored("attempts") == []
    assert stored("people") == []


@pytest.mark.parametrize("event_id", ["", "short", "with space", "x" * 65, "unsafe/slash"])
def test_starting_without_a_proper_event_id_is_refused(client, small_bank, event_id):
    data = {"size": "5", "feedback": "at_once", "event_id": event_id}
    assert client.post("/practise", data=data).status_code == 422


def test_what_is_no_choice_is_said_of_the_choices_that_it_stands_among(client, load_banks):
    page = client.post("/practise", data={"size": "3", "feedback": "at_once", "kinds": "poem"}).text
    [group] = re.findall(r'<fieldset class="checks"[^>]*data-focus[^>]*>', page)
    assert 'aria-describedby="kinds-help"' in group
    assert re.search(r'id="kinds-help"><strong class="problem-text">[^<]+', page)


@pytest.mark.parametrize("key", ["brokered", "premier", "offices", "bodies", "surname", "wars", "deaths"])
def test_a_right_answer_is_shown_as_right(player, key):
    attempt = player.start()
    reply = player.answer(attempt, key, follow_redirects=True)
    assert verdict(reply.text) == ["right"]
    assert player.slot(attempt, key).score == 1


def test_feedback_shows_the_options_again_with_the_key_and_ones_own(player):
    attempt = player.start()
    page = player.answer(attempt, "premier", ("1",), follow_redirects=True).text
    again = page.split('class="options-again"')[1].split("</details>")[0]
    options = [" ".join(re.sub(r"<[^>]+>", "", item).split()) for item in again.split("<li")[1:]]
    assert sorted(option.partition(">")[2].strip() for option in options) == [
        "Ararat Mirzoyan ✗ your answer", "Dmytro Kuleba", "Nikol Pashinyan ✓ right", "Vladimir Putin",
    ]  # fmt: skip


def test_an_answer_at_once_is_final(player, stored):
    attempt = player.start()
    player.answer(attempt, "premier", ("1",))
    reply = player.answer(attempt, "premier", ("0",), follow_redirects=True)
    assert "that answer counts" in reply.text
    assert verdict(reply.text) == ["wrong"]
    assert len(stored("responses")) == 1


def test_a_double_click_counts_one_answer(player, stored):
    attempt = player.start()
    for _ in range(2):
        assert player.answer(attempt, "premier", event_id="event-twice").status_code == 302
    assert len(stored("responses")) == 1
    assert len(stored("review_log")) == 1


def test_the_same_answer_sent_again_says_nothing_of_a_second_one(player):
    attempt = player.start()
    player.answer(attempt, "premier", event_id="event-twice")
    reply = player.answer(attempt, "premier", event_id="event-twice", follow_redirects=True)
    assert "answered before" not in reply.text


def test_the_back_button_after_an_answer_counts_nothing_twice(player, stored):
    attempt = player.start()
    player.answer(attempt, "brokered")
    page = player.page(attempt, "brokered")
    assert "<form" not in page.split('<article class="question">')[1].split("</article>")[0].split("steps")[0]
    player.answer(attempt, "brokered", ("false",))
    assert len(stored("responses")) == 1
    assert player.slot(attempt, "brokered").score == 1


def test_a_blank_at_once_is_not_counted_and_the_question_stays_open(player, stored):
    attempt = player.start()
    reply = player.answer(attempt, "premier", ())
    assert reply.status_code == 422
    assert SENTENCE.findall(reply.text) == ["Nothing is answered yet, so nothing was counted."]
    assert verdict(reply.text) == []
    assert stored("responses") == []
    assert verdict(player.answer(attempt, "premier", follow_redirects=True).text) == ["right"]


@pytest.mark.parametrize("feedback", ["at_once", "at_end"])
def test_a_malformed_answer_gets_a_sentence_and_keeps_what_was_typed(player, stored, feedback):
    attempt = player.start(feedback)
    fields = {"event_id": "event-0001", "answer": "about 3o thousand"}
    reply = player.client.post(player.path(attempt, "deaths"), data=fields)
    assert reply.status_code == 422
    assert len(SENTENCE.findall(reply.text)) == 1
    assert 'value="about 3o thousand"' in reply.text
    assert stored("responses") == []


@pytest.mark.parametrize("feedback", ["at_once", "at_end"])
@pytest.mark.parametrize(
    ("key", "fields"),
    [
        ("premier", {"answer": "9"}),
        ("premier", {"answer": ["0", "1"]}),
        ("brokered", {"answer": "perhaps"}),
        ("offices", {"answer-0": "-1"}),
        ("wars", {"answer-0": "x"}),
        ("surname", {"answer": "x" * 501}),
        ("bodies", {"answer": "4"}),
    ],
)
def test_a_forged_field_is_refused_with_a_sentence_and_counts_nothing(player, stored, feedback, key, fields):
    attempt = player.start(feedback)
    reply = player.client.post(player.path(attempt, key), data=fields | {"event_id": "event-0001"})
    assert reply.status_code == 422
    assert len(SENTENCE.findall(reply.text)) == 1
    assert stored("responses") == []


def test_an_answer_without_an_event_id_is_refused(player, stored):
    attempt = player.start()
    reply = player.client.post(player.path(attempt, "brokered"), data={"answer": "true"})
    assert reply.status_code == 400
    assert stored("responses") == []


def test_the_order_of_options_is_fixed_for_an_attempt_and_differs_between_attempts(player):
    def order(attempt):
        return re.findall(r"Pashinyan|Mirzoyan|Kuleba|Putin", player.page(attempt, "premier"))

    first = player.start()
    assert order(first) == order(first)
    player.answer(first, "brokered")
    assert player.slot(first, "premier").arrangement == player.slot(first, "premier").arrangement
    assert len({tuple(order(player.start())) for _ in range(12)}) > 1


def test_a_flashcard_is_rated_after_its_back_was_shown(player, stored):
    attempt = player.start()
    path = player.path(attempt, "csto")
    assert "Collective" not in player.page(attempt, "csto")
    player.client.post(path, data={"rating": "easy", "event_id": "event-0001"})
    assert stored("responses") == []
    reply = player.client.post(f"{path}/reveal", data={"answer": "Collective security"})
    assert reply.location.endswith(path)
    page = player.page(attempt, "csto")
    assert "Collective Security Treaty Organization" in page
    assert "Collective security" in page
    data = {"rating": "good", "answer": "Collective security", "event_id": "event-0002"}
    assert verdict(player.client.post(path, data=data, follow_redirects=True).text) == ["right"]


def test_showing_the_back_twice_keeps_what_was_typed_first(player):
    attempt = player.start()
    path = player.path(attempt, "csto")
    for typed in ("first", "second"):
        player.client.post(f"{path}/reveal", data={"answer": typed})
    assert player.slot(attempt, "csto").answers == ["", "first"]


def test_what_is_too_long_to_keep_is_said_before_the_back_is_shown(player):
    attempt = player.start()
    reply = player.client.post(f"{player.path(attempt, 'csto')}/reveal", data={"answer": "x" * 5_000})
    assert reply.status_code == 422
    assert len(SENTENCE.findall(reply.text)) == 1
    assert "Collective" not in reply.text


def test_showing_the_back_of_a_rated_card_changes_nothing(player):
    attempt = player.start()
    path = player.path(attempt, "csto")
    player.client.post(f"{path}/reveal", data={"answer": "first"})
    player.client.post(path, data={"rating": "good", "answer": "first", "event_id": "event-0001"})
    reply = player.client.post(f"{path}/reveal", data={"answer": "second"}, follow_redirects=True)
    assert "that answer counts" in reply.text
    assert player.slot(attempt, "csto").answers == ["good", "first"]


def test_two_attempts_may_share_the_event_ids_of_a_browser(player, stored):
    for _ in range(2):
        attempt = player.start()
        reply = player.answer(attempt, "brokered", event_id="event-same", follow_redirects=True)
        assert verdict(reply.text) == ["right"]
    assert len(stored("responses")) == 2


def test_the_question_page_sends_as_many_statements_whatever_the_quiz_holds(load, practice, browse, app, statements):
    load(practice.many_questions(40))
    player = practice.Player(app, browse())
    counts = []
    for size in ("2", "40"):
        attempt = player.start(size=size)
        path = f"/attempts/{attempt}/questions/1"
        player.client.get(path)
        with statements() as sent:
            assert player.client.get(path).status_code == 200
        counts.append(len(sent))
    assert counts[0] == counts[1] <= 8


def test_the_result_page_sends_as_many_statements_whatever_the_quiz_holds(load, practice, browse, app, statements):
    load(practice.many_questions(40))
    player = practice.Player(app, browse())
    counts = []
    for size in ("2", "40"):
        attempt = player.start(size=size)
        player.finish(attempt)
        player.client.get(f"/attempts/{attempt}")
        with statements() as sent:
            assert player.client.get(f"/attempts/{attempt}").status_code == 200
        counts.append(len(sent))
    assert counts[0] == counts[1] <= 8


def test_the_list_of_results_sends_as_many_statements_however_many_there_are(player, statements):
    counts = []
    for count in (1, 8):
        for _ in range(count):
            player.finish(player.start(size="2"))
        with statements() as sent:
            assert player.client.get("/attempts").status_code == 200
        counts.append(len(sent))
    assert counts[0] == counts[1]


def test_options_of_an_unanswered_question_are_called_neither_right_nor_wrong(player):
    attempt = player.start(kinds="multiple_choice")
    player.finish(attempt)
    page = player.client.get(f"/attempts/{attempt}").text
    assert verdict(page) == ["open"]
    assert 'class="mark' not in page
    assert page.count("<strong>ticked</strong>") == 2


@pytest.mark.parametrize("typed", ["yes", "no"])
def test_a_flashcard_has_a_field_only_where_what_is_typed_is_kept(load, practice, browse, app, typed):
    content = {"front": "CSTO", "back": "Collective Security Treaty Organization", "typed": typed}
    load([practice.draft("csto", "flashcard", content)])
    player = practice.Player(app, browse())
    page = player.page(player.start(), "csto")
    assert ('name="answer"' in page) == (typed == "yes")
