from __future__ import annotations

import pytest

from quizapp.classroom.models import SchoolClass
from quizapp.classroom.services import enrol_student
from quizapp.classroom.signals import extra_time_changed
from quizapp.clock import utcnow
from quizapp.db import db


@pytest.mark.longer
def test_whoever_listens_hears_of_extra_time(app, make_class, teacher, browse, make_person):
    class_id, heard, student = make_class(), [], make_person()
    with app.app_context():
        school_class = db.session.get_one(SchoolClass, class_id)
        enrol_student(db.session(), school_class, student, "Ani", now=utcnow())
        db.session.commit()

    def listen(told, **_more):
        heard.append(told)

    desk, where = browse(teacher), f"/classes/{class_id}/students/{student}"
    with extra_time_changed.connected_to(listen):
        for percent in ("0", "50", "50"):
            desk.post(where, data={"roster_name": "Ani", "group_name": "", "extra_time_percent": percent})
    assert heard == [class_id]
