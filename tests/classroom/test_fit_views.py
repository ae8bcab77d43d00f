from __future__ import annotations

import pytest

from quizapp.accounts.models import Person, Role
from quizapp.classroom import fitting
from quizapp.classroom.models import SchoolClass
from quizapp.classroom.services import enrol_student
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.memory.fits import Outcome
from quizapp.web import background
from tests import generated
from tests import practice as shared
from tests.classroom.conftest import NOW

load, studied = shared.load, generated.studied


@pytest.fixture(scope="session")
def practice():
    return shared


def join(app, class_id, people):
    with app.app_context():
        for person in people:
            one = db.session.get_one(SchoolClass, class_id)
            enrol_student(db.session(), one, person, f"Student {person}", now=NOW)
        db.session.commit()


@pytest.mark.longer
def test_a_class_with_few_reviews_is_told_and_not_fitted(app, browse, teacher, make_class, make_person, stored):
    class_id = make_class()
    join(app, class_id, [make_person()])
    page = browse(teacher)
    shown = page.get(f"/classes/{class_id}/insight/prediction").text
    assert "Nothing is tried below 400 reviews; the class has 0." in shown
    assert "Fit the weights to this class" not in shown
    assert "too few to say, which takes 30" in shown
    said = page.post(f"/classes/{class_id}/fits", follow_redirects=True).text
    assert "Nothing is tried below 400 reviews of the class." in said
    assert stored("memory_fits") == []


@pytest.mark.longer
def test_only_teachers_of_the_class_fit_it_and_nobody_takes_it_back_elsewhere(
    app, browse, teacher, make_class, make_person, stored, monkeypatch
):
    monkeypatch.setattr(fitting, "FEWEST_REVIEWS", 0)
    class_id, other = make_class(), make_class("10 c")
    join(app, class_id, [make_person()])
    page, admin = browse(teacher), make_person(Role.INSTRUCTOR)
    with app.app_context():
        db.session.get_one(Person, admin).is_admin = True
        db.session.commit()
    for path in ("fits", "fits/1/revert"):
        assert browse(admin).post(f"/classes/{class_id}/{path}").status_code == 404
    assert "The fit has begun" in page.post(f"/classes/{class_id}/fits", follow_redirects=True).text
    background.wait(app)
    assert stored("memory_fits", "outcome", "of_group") == [(Outcome.TOO_FEW, True)]
    assert "Not adopted: too few reviews" in page.get(f"/classes/{class_id}/insight/prediction").text
    assert page.post(f"/classes/{other}/fits/1/revert").status_code == 404
    assert page.post("/progress/everyone/fits/1/revert").status_code == 404
    assert "was not adopted" in page.post(f"/classes/{class_id}/fits/1/revert", follow_redirects=True).text


@pytest.mark.slow
def test_a_class_that_forgets_sooner_gets_weights_of_its_own_and_gives_them_back(
    app, browse, teacher, make_class, make_person, studied, stored
):
    people, newcomer, class_id = studied(generated.forgetful()), make_person(), make_class()
    join(app, class_id, people)
    page, address = browse(teacher), f"/classes/{class_id}/insight/prediction"
    shown = page.get(address).text
    for words in ("Log loss", "RMSE (bins)", "AUC", "MOVING-AVG", "Reliability", "Fit the weights to this class"):
        assert words in shown
    page.post(f"/classes/{class_id}/fits")
    background.wait(app)
    join(app, class_id, [newcomer])
    shown = page.get(address).text
    assert "In force: weights fitted to this class on" in shown
    assert f"{len(people)} of {len(people) + 1} students follow them." in shown
    assert "95\N{NO-BREAK SPACE}% from −" in shown
    assert dict(stored("people", "id", "weights_id"))[newcomer] is None
    page.post(f"/classes/{class_id}/fits/1/revert")
    background.wait(app)
    assert "This class has no weights of its own" in page.get(address).text
    assert set(dict(stored("people", "id", "weights_id")).values()) == {None}
    assert "Adopted, and taken back on" in page.get(address).text
    assert utcnow() > NOW
