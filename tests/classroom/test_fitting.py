from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from quizapp.accounts.models import Person
from quizapp.classroom import fitting
from quizapp.classroom.fitting import TooFewReviewsError, begin_class_fit, following_of_class
from quizapp.classroom.models import Enrolment, SchoolClass
from quizapp.classroom.services import enrol_student
from quizapp.memory.fits import FitRunningError, Outcome, group_of_fit, revert_fit
from quizapp.memory.settling import settle_strangers
from tests.classroom.conftest import NOW


@pytest.fixture
def classes(app, make_class, make_person):
    """Two classes of three students, of whom the second one learns in both; and who teaches them."""
    return [make_class("10 b"), make_class("10 c")], [make_person() for _number in range(3)]


@pytest.fixture
def enrolled(session, classes):
    (one, other), people = classes
    for class_id, some in ((one, people[:2]), (other, people[1:])):
        for person in some:
            enrol_student(session, session.get_one(SchoolClass, class_id), person, f"Student {person}", now=NOW)
    return one, other, people


def adopt(session, class_id, teacher):
    fit = begin_class_fit(session, class_id, by_id=teacher, now=NOW)
    fit.outcome, fit.weights = Outcome.ADOPTED, [1.0] * 21
    session.flush()
    settle_strangers(session)
    return fit


def weights_of(session, people):
    found = dict(session.execute(sa.select(Person.id, Person.weights_id)).all())
    return [found[person] for person in people]


def test_below_400_reviews_nothing_is_tried(session, enrolled, teacher):
    with pytest.raises(TooFewReviewsError):
        begin_class_fit(session, enrolled[0], by_id=teacher, now=NOW)
    assert fitting.fits_of_class(session, enrolled[0]) == []


@pytest.mark.longer
def test_a_fit_is_of_who_learns_in_the_class_and_one_at_a_time(session, enrolled, teacher, monkeypatch):
    monkeypatch.setattr(fitting, "FEWEST_REVIEWS", 0)
    one, other, people = enrolled
    session.scalars(sa.select(Enrolment).where(Enrolment.person_id == people[0])).one().left_at = NOW
    fit = begin_class_fit(session, one, by_id=teacher, now=NOW)
    assert group_of_fit(session, fit) == [people[1]]
    with pytest.raises(FitRunningError):
        begin_class_fit(session, other, by_id=teacher, now=NOW + timedelta(minutes=1))
    assert fitting.fit_of_class(session, one, fit.id) is fit
    assert fitting.fit_of_class(session, other, fit.id) is None


@pytest.mark.longer
def test_who_was_only_brought_in_by_the_name_of_their_account_is_not_in_it(session, enrolled, teacher, monkeypatch):
    monkeypatch.setattr(fitting, "FEWEST_REVIEWS", 0)
    one, _other, people = enrolled
    session.scalars(sa.select(Enrolment).where(Enrolment.person_id == people[0])).one().is_borrowed = True
    session.flush()
    assert group_of_fit(session, begin_class_fit(session, one, by_id=teacher, now=NOW)) == [people[1]]
    assert following_of_class(session, one, teacher).students == 1


@pytest.mark.longer
def test_in_two_classes_the_fit_that_was_adopted_last_holds(session, enrolled, teacher, monkeypatch):
    monkeypatch.setattr(fitting, "FEWEST_REVIEWS", 0)
    one, other, people = enrolled
    first = adopt(session, one, teacher)
    assert weights_of(session, people) == [first.id, first.id, None]
    second = adopt(session, other, teacher)
    assert weights_of(session, people) == [first.id, second.id, second.id]
    following = following_of_class(session, one, teacher)
    assert (following.in_force, following.students, following.by_it) == (first, 2, 1)
    revert_fit(session, second, by_id=teacher, now=NOW)
    settle_strangers(session)
    assert weights_of(session, people) == [first.id, first.id, None]
    assert following_of_class(session, other, teacher).in_force is None
    assert [one.id for one in fitting.fits_of_class(session, other)] == [second.id]
