from __future__ import annotations

import pytest
import sqlalchemy as sa

from quizapp.bank.models import Bank, QuestionVersion
from quizapp.bank.roles import BankMember, BankRole
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.quizzes.models import Attempt, Regrade
from quizapp.quizzes.regrades.records import PAGE
from tests.gradebook.test_views import main_of, told


@pytest.fixture
def scores(app):
    def scores(*attempts):
        with app.app_context():
            found = db.session.execute(sa.select(Attempt.id, Attempt.score, Attempt.dropped)).all()
            db.session.rollback()
        by_id = {row.id: (row.score, row.dropped) for row in found}
        return [by_id[one] for one in attempts]

    return scores


@pytest.fixture
def two_classes(class_id, make_class, give_out, take, students):
    """Let two classes take a quiz, everybody missing the surname; return the attempts."""
    other = make_class(students[2], name="11 a")
    here, there = give_out(), give_out(of=other)
    mine = [take(here, person_id, right=2) for person_id in students[:2]]
    return mine, take(there, students[2], right=2), other


def path_of(class_id, question_ids, rule):
    return f"/classes/{class_id}/gradebook/questions/{question_ids['surname']}/{rule}"


@pytest.mark.longer
def test_full_marks_are_seen_before_given_to_the_class_alone_and_taken_back(
    desk, class_id, question_ids, two_classes, scores
):
    mine, theirs, _other = two_classes
    path = path_of(class_id, question_ids, "full_marks")
    words = told(main_of(desk, path))
    assert "Student 0 The first week 0 → 1 2 → 3" in words
    assert "Student 1 The first week 0 → 1 2 → 3" in words
    assert scores(*mine) == [(2, 0), (2, 0)], "a preview changes nothing"
    assert desk.post(path, data={"reason": "The key was doubtful."}).status_code == 302
    assert scores(*mine, theirs) == [(3, 0), (3, 0), (2, 0)]
    page = main_of(desk, f"/classes/{class_id}/gradebook/regrades")
    assert "The key was doubtful." in page
    assert "For one class alone:" in main_of(desk, f"/questions/{question_ids['surname']}")
    assert desk.post(f"/classes/{class_id}/gradebook/regrades/1/undo").status_code == 302
    assert scores(*mine, theirs) == [(2, 0), (2, 0), (2, 0)]
    desk.post(f"/classes/{class_id}/gradebook/regrades/1/undo")
    assert "Taken back by Ms Hakobyan" in told(main_of(desk, f"/classes/{class_id}/gradebook/regrades"))


@pytest.fixture
def sure(give_out, sit, students):
    """Let two students take a quiz by certainty: one misses the surname, very sure of it, one leaves it empty."""
    assignment = give_out(certainty=True)
    for person_id, answers in zip(students[:2], (("Sargsyan",), ("",)), strict=True):
        player, attempt = sit(assignment, person_id)
        for key, given in (("premier", None), ("brokered", None), ("surname", answers)):
            fields = player.fields(attempt, key, given) | {"certainty": "3", "event_id": f"event-{person_id}-{key}"}
            player.client.post(player.path(attempt, key), data=fields)
        player.finish(attempt)
    return assignment


@pytest.mark.longer
def test_full_marks_count_by_certainty_for_an_answer_that_was_left_empty_too(
    desk, class_id, question_ids, sure, book, students, outcome
):
    assert [outcome(sure, one).share for one in students[:2]] == [0, pytest.approx(6 / 9)]
    desk.post(path_of(class_id, question_ids, "full_marks"), data={})
    assert [outcome(sure, one).share for one in students[:2]] == [1, pytest.approx(7 / 9)]
    page = main_of(desk, f"/classes/{class_id}/gradebook/students/{students[1]}/assignments/{sure}")
    assert "By certainty, which counts here: 7 of 9 points." in page


@pytest.mark.longer
def test_points_are_told_by_certainty_where_that_counts(desk, class_id, question_ids, sure, two_classes):
    path, question = path_of(class_id, question_ids, "full_marks"), f"/questions/{question_ids['surname']}"
    words = told(main_of(desk, path))
    assert "Student 0 The first week −6 → 3 0 → 9" in words
    assert "Student 1 The first week 0 → 1 6 → 7" in words
    assert "Student 0 The first week 0 → 1 2 → 3" in words, "in the other quiz certainty does not count"
    assert "these points are by certainty" in words
    dropping = told(main_of(desk, path.replace("full_marks", "drop")))
    assert "Student 0 The first week −6 → counts no more 0 → 6" in dropping
    assert "Student 1 The first week 0 → counts no more 6 → 6" in dropping
    assert "−6 → 3 0 → 9 of 9" in told(main_of(desk, f"{question}/regrades/new/full_marks"))
    desk.post(f"{question}/regrades", data={"rule": "full_marks"})
    record = told(main_of(desk, f"{question}/regrades/1"))
    assert "−6 → 3 0 → 9 of 9" in record
    assert "0 → 1 6 → 7 of 9" in record
    assert "0 → 1 2 → 3 of 3" in record


@pytest.mark.longer
def test_a_student_is_told_by_certainty_what_full_marks_changed(desk, browse, class_id, question_ids, sure, students):
    desk.post(path_of(class_id, question_ids, "full_marks"), data={})
    for student, attempt, changed in ((0, 1, "−6 before, 3 now."), (1, 2, "0 before, 1 now.")):
        pages = f"/attempts/{attempt}", f"/attempts/{attempt}/questions/3"
        assert [changed in told(main_of(browse(students[student]), page)) for page in pages] == [True, True]


@pytest.mark.longer
def test_a_question_is_dropped_for_the_class_alone(desk, class_id, question_ids, two_classes, scores, book, students):
    mine, theirs, _other = two_classes
    path = path_of(class_id, question_ids, "drop")
    assert "0 → counts no more 2 → 2" in told(main_of(desk, path))
    desk.post(path, data={})
    assert scores(*mine, theirs) == [(2, 1), (2, 1), (2, 0)]
    assert book().lines[0].grade.share == 1
    assert "There is nothing to change." in told(main_of(desk, path)), "what is dropped is dropped once"


@pytest.mark.longer
def test_classes_treated_alike_each_can_be_taken_back_in_any_order(desk, class_id, question_ids, two_classes, scores):
    mine, theirs, other = two_classes
    desk.post(path_of(class_id, question_ids, "full_marks"), data={})
    desk.post(path_of(other, question_ids, "full_marks"), data={})
    assert scores(*mine, theirs) == [(3, 0), (3, 0), (3, 0)]
    desk.post(f"/classes/{class_id}/gradebook/regrades/1/undo")
    assert scores(*mine, theirs) == [(2, 0), (2, 0), (3, 0)]


@pytest.mark.longer
def test_what_was_done_for_everybody_stands_in_the_list_of_a_class_whose_scores_it_changed(
    desk, class_id, make_class, question_ids, two_classes, scores
):
    mine, theirs, _other = two_classes
    question = f"/questions/{question_ids['surname']}"
    desk.post(f"{question}/regrades", data={"rule": "full_marks", "reason": "Unclear."})
    assert scores(*mine, theirs) == [(3, 0), (3, 0), (3, 0)]
    page = main_of(desk, f"/classes/{class_id}/gradebook/regrades")
    assert "Full marks in all classes:" in told(page)
    assert "Unclear." in page
    assert f'href="{question}/regrades/1"' in page
    assert "Take back" not in told(page)
    assert "None yet." in main_of(desk, f"/classes/{make_class(name='12 c')}/gradebook/regrades")


@pytest.mark.longer
@pytest.mark.parametrize(("role", "status"), [("viewer", 403), ("reviewer", 403), ("editor", 200)])
def test_who_may_see_what_a_regrade_changed_in_all_classes_is_led_there(
    app, desk, teacher, make_person, class_id, question_ids, two_classes, role, status
):
    regrade = f"/questions/{question_ids['surname']}/regrades/1"
    desk.post(regrade.rpartition("/")[0], data={"rule": "full_marks"})
    roles = {make_person(): BankRole.OWNER, teacher: BankRole(role)}
    with app.app_context():
        bank_id = db.session.scalars(sa.select(Bank.id)).one()
        db.session.add_all([BankMember(bank_id=bank_id, person_id=one, role=has) for one, has in roles.items()])
        db.session.commit()
    page = main_of(desk, f"/classes/{class_id}/gradebook/regrades")
    assert "Full marks in all classes:" in told(page)
    assert desk.get(regrade).status_code == status
    assert (f'href="{regrade}"' in page) == (status == 200)


@pytest.mark.longer
def test_a_later_one_of_the_same_answers_is_taken_back_first(desk, class_id, question_ids, two_classes, scores):
    mine, _theirs, _other = two_classes
    desk.post(path_of(class_id, question_ids, "full_marks"), data={})
    desk.post(path_of(class_id, question_ids, "drop"), data={})
    desk.post(f"/classes/{class_id}/gradebook/regrades/1/undo")
    assert scores(*mine) == [(2, 1), (2, 1)], "both stand"


@pytest.mark.longer
def test_only_the_classes_teachers_and_only_what_it_was_asked(
    desk, colleague, browse, students, class_id, question_ids, two_classes
):
    path = path_of(class_id, question_ids, "drop")
    for method in ("get", "post"):
        assert getattr(colleague, method)(path).status_code == 404
        assert getattr(browse(students[0]), method)(path).status_code == 403
        assert getattr(desk, method)(path.replace("/drop", "/new_key")).status_code == 404
        asked = f"/classes/{class_id}/gradebook/questions/{question_ids['wars']}/drop"
        assert getattr(desk, method)(asked).status_code == 404
    desk.post(path, data={})
    _mine, _theirs, other = two_classes
    assert desk.post(f"/classes/{other}/gradebook/regrades/1/undo").status_code == 404
    assert desk.post(f"/classes/{class_id}/gradebook/regrades/99/undo").status_code == 404


@pytest.mark.longer
def test_the_way_there_stands_beside_each_answer(desk, class_id, question_ids, give_out, take, students):
    quiz = give_out()
    take(quiz, students[0], right=2)
    page = main_of(desk, f"/classes/{class_id}/gradebook/students/{students[0]}/assignments/{quiz}")
    for rule in ("full_marks", "drop"):
        assert f'href="{path_of(class_id, question_ids, rule)}"' in page
    assert f'href="/questions/{question_ids["surname"]}#touched"' in page


@pytest.mark.longer
def test_what_was_done_for_a_class_often_is_listed_in_parts(app, desk, class_id, question_ids):
    with app.app_context():
        question_id, version_id = db.session.execute(sa.select(QuestionVersion.question_id, QuestionVersion.id)).first()
        same = {"question_id": question_id, "version_id": version_id, "class_id": class_id, "rule": "drop"}
        rest = {"at": utcnow(), "answers": 1, "changed": 0}
        db.session.execute(sa.insert(Regrade), [same | rest | {"reason": f"Reason {n}."} for n in range(PAGE + 1)])
        db.session.commit()
    path = f"/classes/{class_id}/gradebook/regrades"
    newest, oldest = main_of(desk, path), main_of(desk, f"{path}?page=2")
    assert (newest.count("Reason "), oldest.count("Reason "), "Reason 0." in oldest) == (PAGE, 1, True)
    assert ("?page=2" in newest, "?page=1" in oldest) == (True, True)
