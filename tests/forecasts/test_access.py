from __future__ import annotations

import pytest
from werkzeug.exceptions import NotFound

from quizapp.accounts.models import Person, Role
from quizapp.db import db
from quizapp.forecasts import access


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
        school_class = access.open_taught_class(class_id)
        found = {}
        for person in range(1, 6):
            try:
                found[person] = access.open_student(school_class, person).roster_name
            except NotFound:
                continue
        return list(found.values())

    assert as_person(teacher, lambda: names(one)) == ["Ani"]
    assert as_person(teacher, lambda: names(other)) == ["Ben"]
