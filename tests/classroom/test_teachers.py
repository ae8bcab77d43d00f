from __future__ import annotations

from datetime import UTC, datetime

import pytest

from quizapp.accounts.models import Role
from quizapp.classroom import queries, teachers
from quizapp.classroom.models import ClassTeacher, SchoolClass, TeacherRole
from quizapp.classroom.teachers import LastOwnerError, NotAnInstructorError

NOW = datetime(2026, 9, 1, 8, tzinfo=UTC)


def test_instructors_teach_together_and_one_of_them_stays_its_owner(session, make_class, make_person, teacher):
    number, colleague = make_class(), make_person(Role.INSTRUCTOR, "Mr Sargsyan")
    make_person(Role.STUDENT, "Ani")
    school_class = session.get_one(SchoolClass, number)
    for name in ("Ani", "Nobody", ""):
        with pytest.raises(NotAnInstructorError):
            teachers.add_teacher(session, school_class, name, now=NOW)
    for _twice in range(2):
        assert teachers.add_teacher(session, school_class, " mr sargsyan ", now=NOW).name == "Mr Sargsyan"
    assert [one.role for one in queries.teachers_of_class(session, number)] == ["owner", "teacher"]
    owner, other = (session.get_one(ClassTeacher, (number, one)) for one in (teacher, colleague))
    for role in (TeacherRole.TEACHER, None):
        with pytest.raises(LastOwnerError):
            teachers.give_teacher_role(session, owner, role)
    teachers.give_teacher_role(session, other, TeacherRole.OWNER)
    teachers.give_teacher_role(session, owner, None)
    assert [one.person_id for one in queries.teachers_of_class(session, number)] == [colleague]
