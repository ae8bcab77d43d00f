"""Services that make one question of two: one stays, the other goes to the trash with a pointer to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from quizapp.bank.models import Question
from quizapp.bank.versions import Authorship
from quizapp.workbench.bulk import mark_questions, note_operation
from quizapp.workbench.changes import Action, Change
from quizapp.workbench.models import BulkOperation
from quizapp.workbench.rewriting import rewrite, standings, write_versions


@dataclass(frozen=True, slots=True)
class Merge:
    """Which of two questions stays, and what it takes over from the other."""

    survivor: Question
    other: Question
    takes_facets: bool
    takes_sources: bool


def merge_questions(session: Session, merge: Merge, authorship: Authorship, *, now: datetime) -> BulkOperation:
    """Keep one question, in a new version where it takes something over, and put the other into the trash.

    What learners remember of the other's cards stays with these: the log says what was asked, and is never rewritten.
    """
    items = []
    taken = _taken(merge)
    if taken:
        (standing,) = standings(session, [merge.survivor.id])
        made = rewrite(standing, taken, authorship, now=now)
        write_versions(session, [made])
        before, after = {"number": standing.question["current_number"]}, {"number": made.row["number"]}
        items.append({"question_id": merge.survivor.id, "before": before, "after": after})
    items += mark_questions(session, Action.TRASH, [merge.other.id], now=now)
    change = Change(Action.MERGE, merge.survivor.key, more={"survivor_id": merge.survivor.id})
    return note_operation(session, change, items, authorship.author_id, now=now)


def _taken(merge: Merge) -> dict[str, Any]:
    """Return the columns of the survivor's version that become otherwise."""
    mine, theirs = merge.survivor.current, merge.other.current
    wanted = {"facets": merge.takes_facets, "sources": merge.takes_sources}
    united = {
        name: list(dict.fromkeys([*getattr(mine, name), *getattr(theirs, name)]))
        for name, is_wanted in wanted.items()
        if is_wanted
    }
    return {name: values for name, values in united.items() if values != getattr(mine, name)}
