"""Services that bring the files of ready-made quizzes into the database. Writing them stands in quizapp/transfer/.

Loading is an upsert by the quiz's key. Attempts keep what they drew, whatever becomes of the file.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.bank.files import ReadFiles
from quizapp.bank.models import Bank
from quizapp.formats.base import Problem
from quizapp.formats.quiz_rules import QuizDraft
from quizapp.formats.quiz_yaml import unfilled_rules
from quizapp.quizzes.models import Quiz, ReadyQuiz
from quizapp.quizzes.ready import drawable_versions, ready_quiz_by_key, recipe_of


class Note(NamedTuple):
    """A line for whoever loads files."""

    line: str
    is_remark: bool = False
    """Whether somebody should look at it: such lines go to stderr."""


def load_quizzes(read: ReadFiles, *, session: Session, now: datetime) -> list[Note]:
    """Bring ready-made quizzes in line with the files that were read, after their banks; say what was done."""
    notes = []
    for file, draft in read.quizzes:
        notes.append(Note(f"{file}: quiz {load_quiz(session, draft, str(file.parent.resolve()), now=now)}"))
        notes += [Note(str(problem), is_remark=True) for problem in _unfilled(session, draft, str(file))]
    notes += [
        Note(
            f"{Path(quiz.folder) / quiz.key}.yaml: missing: the quiz “{quiz.key}” has no file any more; it is kept.",
            True,
        )
        for quiz in _note_missing(session, read, now)
    ]
    return notes


def load_quiz(session: Session, draft: QuizDraft, folder: str, *, now: datetime) -> str:
    """Bring one quiz in line with its file, and say whether it is new, changed or same."""
    quiz = ready_quiz_by_key(session, draft.key) or ReadyQuiz(key=draft.key, created_at=now)
    said = {
        "title": draft.title,
        "description": draft.description,
        "minutes": draft.minutes,
        "feedback": draft.feedback,
        "rules": [rule.as_json() for rule in draft.rules],
    }
    done = (
        "new"
        if quiz.id is None
        else "changed"
        if any(getattr(quiz, name) != it for name, it in said.items())
        else "same"
    )
    for name, value in (said | {"file_text": draft.text, "folder": folder, "missing_since": None}).items():
        setattr(quiz, name, value)
    session.add(quiz)
    recipe = recipe_of(quiz)
    session.execute(sa.update(Quiz).where(Quiz.fingerprint == recipe.fingerprint).values(title=recipe.title))
    session.flush()
    return done


def _unfilled(session: Session, draft: QuizDraft, path: str) -> list[Problem]:
    """Return why a quiz cannot be filled from the banks as they are here: edits and other folders count."""
    _ids, questions = drawable_versions(session, draft.rules)
    return list(unfilled_rules(draft, path, questions, session.scalars(sa.select(Bank.key)).all()))


def _note_missing(session: Session, read: ReadFiles, now: datetime) -> list[ReadyQuiz]:
    """Mark and return the quizzes that came from a folder which was read whole and has no file of them any more."""
    folders = {str(folder.resolve()) for folder in read.folders}
    present = {(str(file.parent.resolve()), file.stem) for file in read.files}
    quizzes = session.scalars(sa.select(ReadyQuiz).where(ReadyQuiz.folder.in_(folders)).order_by(ReadyQuiz.key))
    missing = [quiz for quiz in quizzes if (quiz.folder, quiz.key) not in present]
    for quiz in missing:
        quiz.missing_since = quiz.missing_since or now
    session.flush()
    return missing
