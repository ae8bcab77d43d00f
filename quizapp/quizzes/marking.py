"""Services that mark answers: by the key of the version asked, or by that of a newer one which a regrade chose."""

from __future__ import annotations

from sqlalchemy.orm import Session

from quizapp.bank.asked import AskedVersion, asked_version
from quizapp.bank.names import known_names
from quizapp.kinds.base import Answers, Grade, GradingContext
from quizapp.kinds.changes import carried_answers


def marked_by(
    session: Session, version_id: int, key_version_id: int | None, answers: Answers
) -> tuple[AskedVersion, Answers]:
    """Return the version whose key marks answers to a version, and the answers in its terms.

    Where a regrade chose a newer key in whose terms they cannot be said, the key of the version asked marks them.
    """
    asked = asked_version(session, version_id)
    if key_version_id is None:
        return asked, answers
    key = asked_version(session, key_version_id)
    carried = carried_answers(asked.content, key.content, answers)
    return (asked, answers) if carried is None else (key, carried)


def grade_answers(session: Session, version: AskedVersion, answers: Answers) -> Grade:
    """Grade answers to a version as its bank does: in its language, knowing its names."""
    return version.content.grade(answers, grading_context(session, version))


def grading_context(session: Session, version: AskedVersion) -> GradingContext:
    """Return what marking answers to a version has to know of its bank."""
    rivals = known_names(session, version.bank_id) if version.content.knows_names else ()
    return GradingContext(language=version.language, rivals=rivals)
