from __future__ import annotations

from quizapp.assignments.models import Assignment
from quizapp.clock import utcnow
from quizapp.pictures.queries import used_names

NAME = "ab" * 16


def test_a_picture_in_instructions_is_in_use_also_in_the_trash(session, give_out):
    assignment = session.get_one(Assignment, give_out())
    assignment.instructions, assignment.trashed_at = f"Look: ![A map](picture:{NAME})", utcnow()
    session.flush()
    assert used_names(session) == {NAME}
