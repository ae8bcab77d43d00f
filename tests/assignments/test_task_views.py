from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine

from quizapp.assignments import services
from quizapp.classroom.models import Enrolment, SchoolClass
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.quizzes.terms import GRACE
from tests import practice
from tests.tokens import without_tokens

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def ani(browse, students):
    return browse(students[0])


def start(client, assignment, **more):
    return client.post(f"/assignments/{assignment}/start", data={"event_id": practice.new_event()} | more)


@pytest.mark.longer
def test_a_student_begins_answers_and_sees_the_result(app, ani, give_out):
    assignment = give_out(minutes=30)
    front = ani.get(f"/assignments/{assignment}").text
    assert "3 questions." in front
    assert "Time: 30 min" in front
    reply = start(ani, assignment)
    attempt = practice.attempt_in(reply.location)
    assert "Go on" in ani.get(f"/assignments/{assignment}").text
    player = practice.Player(app, ani)
    player.answer(attempt, "premier")
    player.finish(attempt)
    assert f'href="/assignments/{assignment}"' in ani.get(f"/attempts/{attempt}").text
    result = ani.get(f"/assignments/{assignment}").text
    assert "33\N{NO-BREAK SPACE}% count so far" in result
    assert f'href="/attempts/{attempt}"' in result


@pytest.mark.longer
@pytest.mark.parametrize(
    ("said", "travel", "sentence"),
    [
        ({"password": "wren"}, 0 * HOUR, "not the password"),
        ({"opens_at": utcnow() + HOUR}, 0 * HOUR, "not open yet"),
        ({}, 2 * DAY, "This closed on"),
        ({"rules": [{"count": 2, "query": "topic:nowhere"}]}, 0 * HOUR, "no question to ask"),
    ],
)
def test_why_one_cannot_begin_is_said_plainly(ani, give_out, stored, said, travel, sentence):
    assignment = give_out(**said)
    with time_machine.travel(utcnow() + travel, tick=False):
        reply = start(ani, assignment)
        page = ani.get(reply.location).text
    assert sentence in page.partition('<p class="flash problem">')[2].partition("</p>")[0], "not as if it had been done"
    assert stored("attempts") == []


@pytest.mark.longer
def test_attempts_run_out(app, ani, give_out):
    assignment = give_out()
    practice.Player(app, ani).finish(practice.attempt_in(start(ani, assignment).location))
    assert "had all your attempts" in ani.get(start(ani, assignment).location).text
    assert "Start" not in ani.get(f"/assignments/{assignment}").text


@pytest.mark.longer
def test_points_that_wait_are_not_on_the_page(app, ani, give_out):
    assignment = give_out(
        score="after_closing", verdict="after_closing", key="after_closing", explanation="after_closing"
    )
    attempt = practice.attempt_in(start(ani, assignment).location)
    practice.Player(app, ani).finish(attempt)
    for path in (f"/assignments/{assignment}", "/classes/1/tasks"):
        assert "\N{NO-BREAK SPACE}%" not in ani.get(path).text
    with time_machine.travel(utcnow() + DAY + HOUR, tick=False):
        assert "0\N{NO-BREAK SPACE}% count so far" in ani.get(f"/assignments/{assignment}").text


@pytest.mark.longer
def test_who_is_late_is_told_what_it_costs(app, ani, give_out):
    closing = utcnow().replace(microsecond=0) + HOUR
    late = {"rule": "percent", "percent_per_day": 10}
    assignment = give_out(closes_at=closing, late_until=closing + 2 * DAY, late=late)
    with time_machine.travel(closing + HOUR, tick=False):
        assert "what you do now is late" in ani.get(f"/assignments/{assignment}").text
        attempt = practice.attempt_in(start(ani, assignment).location)
        player = practice.Player(app, ani)
        player.answer(attempt, "premier")
        player.finish(attempt)
        page = ani.get(f"/assignments/{assignment}").text
    assert "33\N{NO-BREAK SPACE}% before 10\N{NO-BREAK SPACE}% were taken off" in page


@pytest.mark.longer
def test_what_is_in_an_archived_class_can_be_finished_and_nothing_begun(app, ani, give_out, archive):
    first, second = give_out(), give_out(title="Another")
    attempt = practice.attempt_in(start(ani, first).location)
    archive()
    assert "What you began can be finished" in ani.get(f"/assignments/{first}").text
    player = practice.Player(app, ani)
    assert "The class is archived by now" in player.page(attempt, "premier")
    player.answer(attempt, "premier")
    player.finish(attempt)
    assert player.attempt(attempt).score == 1
    assert "nothing new is begun" in ani.get(start(ani, second).location).text


@pytest.mark.longer
@pytest.mark.parametrize(
    ("gone", "message"),
    [
        ("classes", "is not here any more"),
        ("assignments", "is not here any more"),
        ("enrolments", "not in the class any"),
    ],
)
def test_a_class_deleted_during_an_attempt_is_told_and_the_attempt_goes_on(app, ani, give_out, gone, message):
    attempt = practice.attempt_in(start(ani, give_out()).location)
    player = practice.Player(app, ani)
    player.answer(attempt, "premier")
    with app.app_context():
        db.session.execute(sa.text(f"DELETE FROM {gone}"))  # noqa: S608 - names of this test
        db.session.commit()
    assert message in player.page(attempt, "brokered")
    player.answer(attempt, "brokered")
    player.finish(attempt)
    result = ani.get(f"/attempts/{attempt}").text
    assert message in result
    assert "<strong>2</strong> / 3" in result


@pytest.mark.longer
def test_a_removed_assignment_is_gone_and_its_attempt_goes_on(app, ani, give_out, change, class_id):
    assignment = give_out()
    attempt = practice.attempt_in(start(ani, assignment).location)
    change(assignment, services.remove_assignment, now=utcnow())
    for path in (f"/assignments/{assignment}", f"/classes/{class_id}/marks/{assignment}"):
        reply = ani.get(path)
        assert (reply.status_code, "taken this assignment away" in reply.text) == (404, True)
        assert "trash" not in reply.text
    player = practice.Player(app, ani)
    assert "taken this assignment away" in player.page(attempt, "premier")
    player.answer(attempt, "premier")
    player.finish(attempt)
    result = ani.get(f"/attempts/{attempt}").text
    assert "<strong>1</strong> / 3" in result
    assert f"/assignments/{assignment}" not in result


@pytest.mark.longer
def test_a_student_in_two_classes_has_what_each_gives(ani, students, make_class, give_out, class_id):
    other = make_class(students[0], name="Debating")
    give_out(title="For one")
    give_out(title="For the other", of=other)
    one, two = (ani.get(f"/classes/{number}/tasks").text for number in (class_id, other))
    assert "For one" in one
    assert "For the other" not in one
    assert "For the other" in two


@pytest.mark.longer
def test_who_is_in_no_class_finds_nothing(browse, make_person, give_out, class_id):
    stranger, assignment = browse(make_person()), give_out()
    for path in (f"/assignments/{assignment}", f"/classes/{class_id}/tasks"):
        assert stranger.get(path).status_code == 404
    assert start(stranger, assignment).status_code == 404


@pytest.mark.longer
def test_passages_are_marked_while_the_reading_is_open(ani, give_out, stored):
    reading = give_out("reading", passages=["ally-2023#p1", "ally-2023#p2"])
    data = {"passage": "ally-2023#p1", "seconds": "90"}
    ani.post(f"/assignments/{reading}/read", data=data)
    assert "1 of 2" in ani.get(f"/assignments/{reading}").text
    ani.post(f"/assignments/{reading}/read", data=data | {"unread": "1"})
    assert stored("read_passages") == []
    ani.post(f"/assignments/{reading}/read", data={"passage": "ally-2023#p1", "seconds": "²"})
    with time_machine.travel(utcnow() + 2 * DAY, tick=False):
        ani.post(f"/assignments/{reading}/read", data=data | {"passage": "ally-2023#p2"})
    assert stored("read_passages", "passage", "seconds") == [("ally-2023#p1", 0)]


@pytest.mark.longer
def test_nothing_is_marked_as_read_in_an_archived_class(ani, give_out, archive, stored):
    reading = give_out("reading", passages=["ally-2023#p1"])
    path, data = f"/assignments/{reading}", {"passage": "ally-2023#p1", "seconds": "90"}
    assert "I have read it: ally-2023, passage 1" in ani.get(path).text
    archive()
    page = ani.get(path).text
    assert "This class is archived" in page
    assert "I have read" not in page
    assert "nothing was marked" in ani.post(f"{path}/read", data=data, follow_redirects=True).text
    assert stored("read_passages") == []


@pytest.mark.longer
def test_a_goal_leads_to_the_flashcards(ani, give_out):
    goal = give_out("cards", target=5, query="topic:about-premier")
    page = ani.get(f"/assignments/{goal}").text
    assert "Rate 5 flashcards." in page
    assert "0 of 5" in page
    assert start(ani, goal).location.endswith(f"/assignments/{goal}")
    assert ani.post(f"/assignments/{goal}/read", data={"passage": "x"}).status_code == 302


@pytest.mark.longer
def test_the_grace_is_no_time_to_begin(ani, give_out):
    assignment = give_out()
    with time_machine.travel(utcnow() + DAY + GRACE / 2, tick=False):
        assert "This closed on" in ani.get(start(ani, assignment).location).text


@pytest.mark.longer
def test_an_edited_question_is_asked_as_it_was_in_an_attempt_that_goes_on(app, ani, give_out, load):
    assignment = give_out(attempts=2)
    attempt = practice.attempt_in(start(ani, assignment).location)
    drafts = practice.small_bank_drafts()
    changed = [
        practice.draft(one.key, "true_false", {"stem": "Edited.", "answer": "no"}, one.topic)
        if one.key == "brokered"
        else one
        for one in drafts
    ]
    load(changed)
    player = practice.Player(app, ani)
    assert "Russia brokered" in player.page(attempt, "brokered")
    player.answer(attempt, "brokered", ("true",))
    player.finish(attempt)
    assert player.attempt(attempt).score == 1
    again = practice.attempt_in(start(ani, assignment).location)
    assert "Edited." in player.page(again, "brokered")


@pytest.mark.longer
def test_an_attempt_outlives_its_class(app, ani, give_out, class_id):
    attempt = practice.attempt_in(start(ani, give_out()).location)
    with app.app_context():
        db.session.delete(db.session.get_one(SchoolClass, class_id))
        db.session.commit()
    player = practice.Player(app, ani)
    player.answer(attempt, "premier")
    player.finish(attempt)
    assert "<strong>1</strong> / 3" in ani.get(f"/attempts/{attempt}").text


@pytest.mark.longer
def test_who_left_the_class_can_finish_what_they_began(app, ani, students, give_out):
    assignment = give_out()
    attempt = practice.attempt_in(start(ani, assignment).location)
    with app.app_context():
        left = sa.update(Enrolment).where(Enrolment.person_id == students[0])
        db.session.execute(left.values(left_at=utcnow()))
        db.session.commit()
    assert ani.get(f"/assignments/{assignment}").status_code == 404
    player = practice.Player(app, ani)
    player.answer(attempt, "premier")
    player.finish(attempt)
    assert player.attempt(attempt).score == 1


@pytest.mark.longer
@pytest.mark.parametrize(("said", "ends"), [({"minutes": 30}, "Ends at "), ({}, "Ends on ")])
def test_an_end_that_is_far_away_is_told_with_its_day(app, ani, give_out, said, ends):
    player = practice.Player(app, ani)
    assert ends in player.page(practice.attempt_in(start(ani, give_out(**said)).location), "premier")


@pytest.mark.longer
def test_points_that_wait_for_the_closing_wait_when_the_time_of_an_attempt_is_over_too(app, ani, class_id, give_out):
    assignment = give_out(
        title="Hidden points", minutes=30, score="after_closing", verdict="after_closing", key="after_closing"
    )
    player = practice.Player(app, ani)
    player.answer(practice.attempt_in(start(ani, assignment).location), "premier")
    with time_machine.travel(utcnow() + HOUR, tick=False):  # and nothing has written down yet that it is over
        for path in ("/", f"/classes/{class_id}/tasks", f"/assignments/{assignment}", f"/classes/{class_id}/marks"):
            page = ani.get(path).text.split("<main", 1)[1].split("</main>")[0]
            assert "33\N{NO-BREAK SPACE}%" not in page, path
            assert "33.3" not in without_tokens(page), path
    with time_machine.travel(utcnow() + DAY + HOUR, tick=False):
        assert "33\N{NO-BREAK SPACE}%" in ani.get(f"/classes/{class_id}/tasks").text
        assert "33.3\N{NO-BREAK SPACE}%" in ani.get(f"/classes/{class_id}/marks").text
