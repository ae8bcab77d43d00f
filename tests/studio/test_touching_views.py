from __future__ import annotations

import re

import pytest

from quizapp.bank.models import Card
from quizapp.db import db
from quizapp.memory.access import rules_of_app
from quizapp.memory.models import Relearn
from quizapp.memory.rebuild import rebuild_memories
from quizapp.quizzes.models import Attempt, Regrade
from quizapp.quizzes.terms import Terms
from quizapp.scheduling.state import Rating


def text_of(reply):
    page = reply.text.partition("<main")[2].partition("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


@pytest.fixture
def remembered(student, all_kinds, app):
    """Have the student learn the card of the single choice question, until it is in review."""
    with app.app_context():
        card = db.session.query(Card).filter_by(question_id=all_kinds["single_choice"]).one().id
    reply = student.client.post(
        f"/review/cards/{card}", data={"rating": Rating.EASY.value, "event_id": "event-0000-rated"}
    )
    assert reply.status_code == 302
    return card


@pytest.mark.longer
def test_a_correction_of_a_slip_asks_nothing(save, single, answered, remembered):
    answered()
    reply = save(**{"answer-text": "Nikol Pashinian"})
    assert reply.location == single


@pytest.mark.longer
def test_a_changed_key_that_nobody_met_asks_nothing(correct, single):
    assert correct().location == single


@pytest.mark.longer
def test_a_changed_key_leads_to_what_it_touches_and_what_can_be_done(instructor, correct, single, answered):
    answered(("1",))
    answered(("0",))
    reply = correct()
    assert reply.location == f"{single}/touches?since=1"
    said = text_of(instructor.get(reply.location))
    assert "2 finished attempts asked it, 0 open ones; 1 learner in all." in said
    assert "1 learner remembers its cards: 1 memory." in said
    assert "2 answers were graded by an older key. By the new one 1 score rises and 1 falls." in said
    assert "Ani" not in said  # who reads it teaches her in no class
    assert "a student" in said
    assert "1 → 0 only if the new key alone counts" in said
    assert "Bring" not in said


@pytest.mark.longer
def test_cards_in_review_are_offered_to_come_back_soon(instructor, correct, single, remembered):
    said = text_of(instructor.get(correct().location))
    assert "1 card wants another answer now. 1 learner knows it by the old one." in said
    assert "Bring 1 memory back soon" in said
    assert "Grade again" not in said


@pytest.mark.longer
def test_a_note_of_the_service_is_offered_as_a_reason_in_the_language_of_the_page(
    save, single, answered, remembered, in_german
):
    answered(("0",))
    save(**{"answer-text": "Ararat Mirzoyan", "distractors-0-text": "Nikol Pashinyan", "note": "Version 1 restored"})
    page = in_german.get(f"{single}/touches?since=1").text
    assert page.count('name="reason" maxlength="300" autocomplete="off" value="Version 1 wiederhergestellt"') == 2


@pytest.mark.longer
def test_looking_changes_nothing(instructor, correct, single, answered, remembered, stored):
    answered()
    instructor.get(correct().location)
    assert (stored(Regrade), stored(Relearn)) == (0, 0)


@pytest.mark.longer
def test_grading_again_shows_the_difference_of_each_student_and_can_be_taken_back(
    instructor, correct, single, answered, student
):
    attempts = [answered(("1",)), answered(("0",))]
    correct()
    reply = instructor.post(f"{single}/regrades", data={"rule": "new_key", "reason": " The  key\0. "})
    said = text_of(instructor.get(reply.location))
    assert "2 answers graded again , by the new key alone; 2 scores changed. Reason: The key." in said.replace(
        "again,", "again ,"
    )
    assert "0 → 1" in said
    assert "1 → 0" in said
    assert "0 → 1 of 1" in said
    assert [student.attempt(attempt).score for attempt in attempts] == [1.0, 0.0]
    assert "Student by student" in instructor.get(single).text
    undone = instructor.post(f"{reply.location}/undo", follow_redirects=True)
    assert "Taken back: all scores are as before." in undone.text
    assert [student.attempt(attempt).score for attempt in attempts] == [0.0, 1.0]
    assert "It was taken back before." in instructor.post(f"{reply.location}/undo", follow_redirects=True).text


@pytest.mark.longer
def test_a_record_says_that_points_by_certainty_are_with_the_other_answers_as_they_stand(
    instructor, correct, single, answered, app
):
    attempt = answered()
    correct()
    record = instructor.post(f"{single}/regrades", data={"rule": "new_key"}).location
    told = "The points of an attempt by certainty are with its other answers as they stand now."
    assert told not in instructor.get(record).text
    with app.app_context():
        db.session.get_one(Attempt, attempt).terms = Terms(certainty=True).as_json()
        db.session.commit()
    assert told in instructor.get(record).text


@pytest.mark.longer
def test_no_score_falls_unless_that_is_chosen(instructor, correct, single, answered, student):
    attempt = answered(("0",))
    correct()
    reply = instructor.post(f"{single}/regrades", data={"rule": "nonsense"}, follow_redirects=True)
    assert "whichever key gives more" in reply.text
    assert student.attempt(attempt).score == 1.0


@pytest.mark.longer
def test_a_later_regrade_is_taken_back_first(instructor, save, correct, single, answered):
    answered()
    correct()
    first = instructor.post(f"{single}/regrades").location
    save(**{"answer-text": "Dmytro Kuleba", "distractors-1-text": "Ararat Mirzoyan"})
    second = instructor.post(f"{single}/regrades").location
    assert first != second
    assert "A later regrade of this question stands" in instructor.post(f"{first}/undo", follow_redirects=True).text


@pytest.mark.longer
def test_there_may_be_nothing_to_grade_again(instructor, correct, single):
    correct()
    assert "no answer to grade again" in instructor.post(f"{single}/regrades", follow_redirects=True).text


@pytest.mark.longer
def test_cards_come_back_soon_and_stand_as_before_when_that_is_taken_back(
    app, instructor, correct, single, remembered, student, stored
):
    correct()
    reply = instructor.post(f"{single}/relearns", data={"since": "1", "reason": "Why"}, follow_redirects=True)
    assert "1 memory comes back soon." in reply.text
    assert stored(Relearn) == 1
    assert "1 memory brought back soon, of 1 learner." in text_of(reply)
    undone = instructor.post(f"{single}/relearns/1/undo", follow_redirects=True)
    assert "the cards are due as if it had never been" in undone.text
    assert "It was taken back before." in instructor.post(f"{single}/relearns/1/undo", follow_redirects=True).text
    with app.app_context():
        assert rebuild_memories(db.session(), rules_of_app(app)) == (1, [])


@pytest.mark.longer
def test_nobody_may_have_the_cards(instructor, correct, single):
    correct()
    reply = instructor.post(f"{single}/relearns", data={"since": "1"}, follow_redirects=True)
    assert "Nobody has these cards in review." in reply.text


@pytest.mark.longer
def test_restoring_a_version_with_another_key_asks_too(instructor, correct, single, answered):
    answered()
    correct()
    assert instructor.post(f"{single}/versions/1/restore").location == f"{single}/touches?since=2"


@pytest.mark.parametrize("number", ["99", "0"])
def test_an_unknown_version_is_not_found(instructor, single, number):
    assert instructor.get(f"{single}/touches?since={number}").status_code == 404


@pytest.mark.longer
def test_a_question_never_changed_touches_nothing(instructor, single):
    assert "The key is the same" in instructor.get(f"{single}/touches?since=x").text


@pytest.mark.longer
def test_records_of_another_question_are_not_found(instructor, correct, single, all_kinds, answered, remembered):
    answered()
    correct()
    regrade = instructor.post(f"{single}/regrades").location
    instructor.post(f"{single}/relearns", data={"since": "1"})
    other = f"/questions/{all_kinds['date']}"
    assert instructor.get(regrade.replace(single, other)).status_code == 404
    assert instructor.post(f"{other}/regrades/1/undo").status_code == 404
    assert instructor.post(f"{other}/relearns/1/undo").status_code == 404


@pytest.mark.longer
def test_the_page_of_touches_costs_the_same_for_one_answer_and_for_many(
    instructor, correct, single, answered, remembered, statements
):
    answered()
    address = correct().location
    counts = []
    for _ in range(3):
        with statements() as ran:
            assert instructor.get(address).status_code == 200
        counts.append(len(ran))
        answered(("0",))
    assert counts[1] == counts[2] <= 20


@pytest.mark.longer
def test_full_marks_are_shown_before_given_and_taken_back(instructor, single, answered, student):
    attempts = [answered(("1",)), answered(("0",))]
    page = f"{single}/regrades/new/full_marks"
    assert page in instructor.get(f"{single}/touches").text
    said = text_of(instructor.get(page))
    assert "In 2 attempts it would get the full mark, whatever was answered; 1 score rises." in said
    assert "0 → 1" in said
    done = instructor.post(f"{single}/regrades", data={"rule": "full_marks", "reason": "It was unclear."})
    assert "full marks for everybody, 1 score changed." in text_of(instructor.get(done.location))
    assert [student.attempt(attempt).score for attempt in attempts] == [1.0, 1.0]
    instructor.post(f"{done.location}/undo")
    assert [student.attempt(attempt).score for attempt in attempts] == [0.0, 1.0]


@pytest.mark.longer
def test_dropping_a_question_is_shown_before_done_and_taken_back(instructor, single, answered, student):
    attempt = answered(("0",))
    assert "1 → counts no more" in text_of(instructor.get(f"{single}/regrades/new/drop"))
    done = instructor.post(f"{single}/regrades", data={"rule": "drop", "reason": "It was unclear."})
    said = text_of(instructor.get(done.location))
    assert "it counts no more in 1 attempt." in said
    assert "1 → 0" in said
    assert student.attempt(attempt).worth == 0
    instructor.post(f"{done.location}/undo")
    assert (student.attempt(attempt).worth, student.attempt(attempt).score) == (1, 1.0)


@pytest.mark.longer
def test_what_nobody_finished_has_nothing_to_be_treated_alike(instructor, single, student):
    assert "No attempt that counts it has asked it" in instructor.get(f"{single}/regrades/new/drop").text
    student.start()
    assert "Nobody has an answer to it yet that stands" in instructor.get(f"{single}/regrades/new/full_marks").text
    assert instructor.get(f"{single}/regrades/new/new_key").status_code == 404


@pytest.mark.longer
def test_everybody_is_treated_alike_only_where_anybody_was_asked(instructor, correct, single, answered):
    assert "What its changes touched" not in text_of(instructor.get(single)), "nobody met it, and it never changed"
    correct()
    said = text_of(instructor.get(single))
    assert "What the last change touches" in said
    assert "Full marks for everybody" not in said
    answered()
    assert "Full marks for everybody" in text_of(instructor.get(single))
