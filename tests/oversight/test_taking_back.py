"""What the log keeps whole is put back from it, as long as nobody has changed it since."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from quizapp.assignments import exceptions
from quizapp.assignments.queries import exception_of
from quizapp.assignments.services import Differing, set_exception
from quizapp.audit.models import Act, StaffAction
from quizapp.audit.services import record_action
from quizapp.memory.access import rules_of_app
from quizapp.oversight.taking_back import PUT_BACK, ChangedSinceError, take_back


@pytest.fixture
def log(session, site):
    """Write an act about the class down, and return its row."""

    def write(act, before, after, **about):
        about = {"class_id": site.school_class.id, "details": {"before": before, "after": after}} | about
        record_action(session, act, site.teacher.id, now=site.teacher.created_at, **about)
        return session.scalars(sa.select(StaffAction).order_by(StaffAction.id.desc()).limit(1)).one()

    return write


@pytest.fixture
def undo(app, session):
    return lambda action: take_back(session, action, rules_of_app(app), now=action.at)


def test_settings_of_a_class_go_back_and_what_was_not_changed_stays(session, site, log, undo):
    site.school_class.subtitle, site.school_class.rollover_hour = "History", 3
    action = log(Act.CLASS_CHANGED, {"rollover_hour": 4}, {"rollover_hour": 3})
    assert undo(action) == {"before": {"rollover_hour": 3}, "after": {"rollover_hour": 4}}
    assert (site.school_class.rollover_hour, site.school_class.subtitle) == (4, "History")
    with pytest.raises(ChangedSinceError):
        undo(action)


def test_how_an_assignment_differs_for_a_student_goes_back_with_its_note_of_now(session, site, log, undo):
    before, after = Differing(extra_minutes=5), Differing(extra_minutes=9, note="of now")
    set_exception(session, site.assignment, site.student.id, after, now=site.teacher.created_at)
    about = {"person_id": site.student.id, "subject_id": site.assignment.id}
    action = log(Act.ASSIGNMENT_EXCEPTED, exceptions.as_json(before), exceptions.as_json(after), **about)
    undo(action)
    kept = exception_of(session, site.assignment.id, site.student.id)
    assert (kept.extra_minutes, kept.note) == (5, "of now")
    with pytest.raises(ChangedSinceError):
        undo(action)


def test_what_is_gone_is_not_put_back(session, site, log, undo):
    nothing = exceptions.as_json(None)
    for about in ({"person_id": None, "subject_id": site.assignment.id}, {"person_id": site.student.id}):
        with pytest.raises(ChangedSinceError):
            undo(log(Act.ASSIGNMENT_EXCEPTED, nothing, nothing, **about))
    with pytest.raises(ChangedSinceError):
        undo(log(Act.CLASS_CHANGED, None, None))
    assert set(PUT_BACK) <= set(Act)
