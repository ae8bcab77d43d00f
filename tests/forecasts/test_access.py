from __future__ import annotations

import pytest
import sqlalchemy as sa
from werkzeug.exceptions import NotFound

from quizapp.accounts.models import Person, Role
from quizapp.classroom.models import Enrolment, SchoolClass
from quizapp.classroom.services import enrol_student
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.forecasts import access


@pytest.mark.longer
def test_names_are_shown_to_a_classs_own_teachers_alone(app, as_person, make_class, make_person, teacher):
    class_id, (student,) = make_class(["Ani"])
    admin, colleague = make_person(Role.INSTRUCTOR), make_person(Role.INSTRUCTOR)
    with app.app_context():
        db.session().get_one(Person, admin).is_admin = True
        db.session.commit()
    assert as_person(teacher, lambda: access.open_taught_class(class_id).name) == "10 b"
    for person in (admin, colleague, student):
        with pytest.raises(NotFound):
            as_person(person, lambda: access.open_taught_class(class_id))


def test_a_student_is_opened_in_their_own_class_alone(as_person, make_class, teacher):
    (one, _), (other, _) = make_class(["Ani"]), make_class(["Ben"], name="10 c")

    def names(class_id):
        students, _left_out = access.students_seen(access.open_taught_class(class_id))
        found = {}
        for person in range(1, 6):
            try:
                found[person] = access.open_student(students, person).roster_name
            except NotFound:
                continue
        return list(found.values())

    assert as_person(teacher, lambda: names(one)) == ["Ani"]
    assert as_person(teacher, lambda: names(other)) == ["Ben"]


@pytest.mark.longer
def test_who_was_only_brought_in_by_the_name_of_their_account_is_left_out(app, as_person, make_class, teacher):
    class_id, (ani, _ben) = make_class(["Ani", "Ben"])
    other, _people = make_class(name="10 c")

    def borrow(person_id):
        with app.app_context():
            own = sa.update(Enrolment).where(Enrolment.person_id == person_id, Enrolment.class_id == class_id)
            db.session.execute(own.values(is_borrowed=True))
            db.session.commit()

    def seen():
        return [[one.roster_name for one in some] for some in access.students_seen(access.open_taught_class(class_id))]

    borrow(ani)
    assert as_person(teacher, seen) == [["Ben"], ["Ani"]]
    with app.app_context():  # in another class of the same teacher they are by themselves
        enrol_student(db.session(), db.session().get_one(SchoolClass, other), ani, "Ani", now=utcnow())
        db.session.commit()
    assert as_person(teacher, seen) == [["Ani", "Ben"], []]
