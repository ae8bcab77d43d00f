from __future__ import annotations

import re

import pytest

from quizapp.bank.models import Card
from quizapp.db import db
from quizapp.memory.models import Relearn
from quizapp.quizzes.models import KeptScores, Regrade
from quizapp.scheduling.state import Rating

NEW_KEY = {"answer-text": "Ararat Mirzoyan", "distractors-0-text": "Nikol Pashinyan", "note": "The key."}


def text_of(page):
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


@pytest.fixture
def learn(student, all_kinds, app):
    """Have the student learn the card of the single choice question, until it is in review."""

    def learn():
        with app.app_context():
            card = db.session.query(Card).filter_by(question_id=all_kinds["single_choice"]).one().id
        sent = {"rating": Rating.EASY.value, "event_id": "event-0000-rated"}
        assert student.client.post(f"/review/cards/{card}", data=sent).status_code == 302

    return learn


@pytest.mark.longer
def test_before_saving_the_editor_says_where_a_question_is_in_use(instructor, single, answered, learn):
    answered(("1",))
    answered(("0",))
    learn()
    page = instructor.get(f"{single}/edit").text
    assert "Used in 1 quiz, 2 answers of 1 student, 1 card in memory." in text_of(page)
    assert "If the key changes" in page


@pytest.mark.longer
def test_a_question_that_nobody_met_is_said_to_be_so_and_offers_no_choice(instructor, single):
    page = instructor.get(f"{single}/edit").text
    assert "Nobody has met it yet" in page
    assert "if_key_changes" not in page


@pytest.mark.longer
def test_what_is_typed_tells_whether_what_is_right_changes(instructor, single, answered, fields_at):
    answered()
    fields = fields_at(instructor, f"{single}/edit")
    told = "The key changes."
    assert told in instructor.post(f"{single}/draft", data=fields | NEW_KEY).text
    assert told not in instructor.post(f"{single}/draft", data=fields | {"answer-text": "Nikol Pashinian"}).text
    previewed = instructor.post(f"{single}/edit", data=fields | NEW_KEY | {"if_key_changes": "keep"}).text
    assert told in previewed
    assert re.search(r'value="keep"\s+checked', previewed)


@pytest.mark.longer
def test_a_correction_chosen_beside_the_button_grades_again_and_brings_cards_back(
    save, single, answered, learn, student, stored
):
    attempt = answered(("1",))
    learn()
    reply = save(**NEW_KEY, if_key_changes="correct")
    assert reply.location == single
    assert student.attempt(attempt).score == 1.0
    assert (stored(Regrade), stored(Relearn), stored(KeptScores)) == (1, 1, 0)


@pytest.mark.longer
def test_leaving_all_as_it_is_is_recorded_and_can_be_taken_back(
    instructor, save, single, answered, learn, student, stored
):
    attempt = answered(("1",))
    learn()
    assert save(**NEW_KEY, if_key_changes="keep").location == single
    assert student.attempt(attempt).score == 0.0
    assert (stored(Regrade), stored(Relearn), stored(KeptScores)) == (0, 0, 1)
    assert "scores stayed as they were" in instructor.get(single).text
    assert "to be decided again" in instructor.post(f"{single}/kept/undo", follow_redirects=True).text
    assert "scores stayed as they were" not in instructor.get(single).text
    assert "to be decided again" not in instructor.post(f"{single}/kept/undo", follow_redirects=True).text


@pytest.mark.longer
def test_so_it_can_where_only_memories_were_to_be_decided_about(instructor, save, single, learn, stored):
    learn()
    assert save(**NEW_KEY, if_key_changes="keep").location == single
    assert stored(KeptScores) == 1
    assert "scores stayed as they were" in instructor.get(single).text


@pytest.mark.longer
def test_without_a_choice_what_there_is_to_decide_is_shown_after_saving(instructor, save, single, answered, stored):
    answered()
    reply = save(**NEW_KEY, if_key_changes="nonsense")
    assert reply.location == f"{single}/touches?since=1"
    left = instructor.post(f"{single}/kept", follow_redirects=True)
    assert "Scores and memories stay as they are." in left.text
    assert stored(KeptScores) == 1


@pytest.mark.longer
def test_a_choice_does_nothing_where_the_key_stays_or_nobody_met_it(save, single, answered, stored):
    assert save(**NEW_KEY, if_key_changes="correct").location == single
    answered()
    assert save(explanation="In other words.", if_key_changes="keep").location == single
    assert (stored(Regrade), stored(KeptScores)) == (0, 0)


@pytest.mark.longer
def test_the_editor_costs_the_same_for_one_answer_and_for_many(instructor, single, answered, fields_at, statements):
    fields = fields_at(instructor, f"{single}/edit") | NEW_KEY
    counts = []
    for _ in range(3):
        answered()
        with statements() as ran:
            instructor.get(f"{single}/edit")
            instructor.post(f"{single}/draft", data=fields)
        counts.append(len(ran))
        instructor.post(f"{single}/draft/drop")
    assert counts[0] == counts[1] == counts[2]
