"""Services that make one question of two: one stays, the other goes to the trash with a pointer to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.bank.models import Card, Question
from quizapp.bank.versions import Authorship
from quizapp.kinds import registry
from quizapp.kinds.changes import corresponding_cards
from quizapp.memory.merging import repeat_evidence, take_back_repeated
from quizapp.review.merged_marks import ask_again, repeat_marks
from quizapp.scheduling.state import Rules
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


def merge_questions(
    session: Session, merge: Merge, authorship: Authorship, rules: Rules, *, now: datetime
) -> BulkOperation:
    """Keep one question, in a new version where it takes something over, and put the other into the trash.

    What was answered at the other's cards counts for those cards of the survivor that ask the same, and what learners
    put on them stands there, too.
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
    cards = corresponding(session, merge.other, merge.survivor)
    repeat_marks(session, cards)
    repeated = repeat_evidence(session, cards, rules, now=now)
    said = {"evidence": repeated.name, "cards": sorted(cards.values()), "memories": repeated.memories}
    change = Change(Action.MERGE, merge.survivor.key, more={"survivor_id": merge.survivor.id, **said})
    return note_operation(session, change, items, authorship.author_id, now=now)


def corresponding(session: Session, other: Question, survivor: Question) -> dict[int, int]:
    """Return which given card of one question asks the same as which of another: card id → card id."""
    contents = [registry.load(one.current.kind, one.current.content) for one in (other, survivor)]
    given = sa.select(Card.key, Card.id).where(Card.retired_at.is_(None))
    theirs, mine = (dict(session.execute(given.where(Card.question_id == one.id)).all()) for one in (other, survivor))
    pairs = corresponding_cards(*contents).items()
    return {theirs[key]: mine[same] for key, same in pairs if key in theirs and same in mine}


def take_back_memories(session: Session, operation: BulkOperation, rules: Rules, *, now: datetime) -> None:
    """Let what was answered at a merged question's cards count for these alone again."""
    if "evidence" in operation.said:
        ask_again(session, operation.said["cards"])
        take_back_repeated(session, operation.said["evidence"], operation.said["cards"], rules, now=now)


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
