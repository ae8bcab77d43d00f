"""What can be changed of many questions at once: reading it, which questions it concerns, and what becomes of one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from quizapp.bank.models import Bank, Question, QuestionFacet, QuestionVersion
from quizapp.formats.base import FACETS, LEVELS, STANDINGS
from quizapp.formats.fields import SLUG

Condition = sa.ColumnElement[bool]
LONGEST = 80
_a_slug = re.compile(SLUG.removesuffix("$") + r"\Z")


class Action(StrEnum):
    """What is done, as the journal names it."""

    TOPIC = "topic"
    ADD_FACET = "add_facet"
    REMOVE_FACET = "remove_facet"
    LEVEL = "level"
    STANDING = "standing"
    MOVE = "move"
    ARCHIVE = "archive"
    UNARCHIVE = "unarchive"
    FLAG = "flag"
    UNFLAG = "unflag"
    TRASH = "trash"
    RESTORE = "restore"
    MERGE = "merge"
    """Of two duplicates: not to be chosen for many questions."""


class Hindrance(StrEnum):
    """Why a question that was chosen stays as it is, though it is otherwise."""

    ONLY_READ = "only_read"
    IN_TRASH = "in_trash"
    LAST_FACET = "last_facet"
    KEY_TAKEN = "key_taken"
    BANK_IN_TRASH = "bank_in_trash"


REWRITING = frozenset({Action.TOPIC, Action.ADD_FACET, Action.REMOVE_FACET, Action.LEVEL, Action.STANDING, Action.MOVE})
"""Actions that make new versions; the others mark a question's row."""
MARKS: Mapping[Action, tuple[str, bool]] = {
    Action.ARCHIVE: ("archived_at", True),
    Action.UNARCHIVE: ("archived_at", False),
    Action.FLAG: ("flagged_at", True),
    Action.UNFLAG: ("flagged_at", False),
    Action.TRASH: ("trashed_at", True),
    Action.RESTORE: ("trashed_at", False),
}
"""The column that each of the others sets or empties."""
_FIXED: Mapping[Action, Sequence[str]] = {
    Action.ADD_FACET: FACETS,
    Action.REMOVE_FACET: FACETS,
    Action.LEVEL: tuple(map(str, LEVELS)),
    Action.STANDING: STANDINGS,
}
RENAME = "rename"
"""What becomes of questions whose id is taken in the bank that they move to: they get another; else they stay."""


@dataclass(frozen=True, slots=True)
class Change:
    """A change that somebody asks for."""

    action: Action
    value: str = ""
    bank_id: int = 0
    """The bank to move to."""
    renames: bool = False
    more: Mapping[str, Any] = field(default_factory=dict)
    """What else the journal keeps of it."""

    def said(self) -> dict[str, Any]:
        """Return what the journal keeps of it."""
        return {"value": self.value, **self.more}


def read_change(fields: Mapping[str, str], banks: Mapping[str, int]) -> Change | None:
    """Return the change that some fields ask for; None where they make no sense."""
    name, value = fields.get("action", ""), " ".join(fields.get("value", "").split())[:LONGEST]
    if name not in set(MARKS) | set(REWRITING):
        return None
    action = Action(name)
    if action in MARKS:
        return Change(action)
    if action is Action.MOVE:
        return Change(action, value, banks[value], fields.get("clash") == RENAME) if value in banks else None
    if action is Action.TOPIC:
        value = "-".join(value.lower().split())
        return Change(action, value) if _a_slug.match(value) else None
    return Change(action, value) if value in _FIXED[action] else None


def is_same(change: Change) -> Condition:
    """Return the condition of a question that is already as it should become."""
    if change.action in MARKS:
        name, is_set = MARKS[change.action]
        column: sa.ColumnElement[Any] = getattr(Question, name)
        return column.is_not(None) if is_set else column.is_(None)
    if change.action is Action.MOVE:
        return Question.bank_id == change.bank_id
    if change.action is Action.TOPIC:
        return QuestionVersion.topic == change.value
    if change.action is Action.LEVEL:
        return QuestionVersion.level == int(change.value)
    if change.action is Action.STANDING:
        return QuestionVersion.standing == change.value
    has = _has_facet(QuestionFacet.facet == change.value)
    return has if change.action is Action.ADD_FACET else ~has


def _has_facet(condition: Condition) -> Condition:
    return sa.exists().where(QuestionFacet.question_id == Question.id, condition)


def hindrances(change: Change) -> dict[Hindrance, Condition]:
    """Return the conditions of questions that cannot be changed so, by the reason."""
    found: dict[Hindrance, Condition] = {}
    if change.action not in {Action.TRASH, Action.RESTORE}:
        found[Hindrance.IN_TRASH] = Question.trashed_at.is_not(None)
    if change.action is Action.RESTORE:
        in_trash = sa.select(Bank.id).where(Bank.trashed_at.is_not(None))
        found[Hindrance.BANK_IN_TRASH] = Question.bank_id.in_(in_trash)
    if change.action is Action.REMOVE_FACET:
        found[Hindrance.LAST_FACET] = ~_has_facet(QuestionFacet.facet != change.value)
    if change.action is Action.MOVE and not change.renames:
        there = aliased(Question)
        found[Hindrance.KEY_TAKEN] = Question.key.in_(sa.select(there.key).where(there.bank_id == change.bank_id))
    return found


def rewritten(change: Change, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the columns of a version that the change gives other values."""
    if change.action is Action.TOPIC or change.action is Action.STANDING:
        return {change.action.value: change.value}
    if change.action is Action.LEVEL:
        return {"level": int(change.value)}
    if change.action is Action.ADD_FACET:
        return {"facets": [*values["facets"], change.value]}
    if change.action is Action.REMOVE_FACET:
        return {"facets": [facet for facet in values["facets"] if facet != change.value]}
    return {}


def banks_to_move_to(within: Condition) -> sa.Select[str, int, str]:
    """Return a statement for the banks that questions may move to, of those in question: key, id, title."""
    return sa.select(Bank.key, Bank.id, Bank.title).where(Bank.trashed_at.is_(None), within).order_by(Bank.title)
