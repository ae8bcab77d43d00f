"""What names a topic besides questions: its title, ready-made quizzes, assignments, searches. All follow a renaming."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.assignments.models import Assignment
from quizapp.assignments.queries import assignments_that_search
from quizapp.bank.headings import keep_heading
from quizapp.bank.models import Bank, Question, QuestionVersion, is_current
from quizapp.formats.quiz_rewriting import with_topic_renamed
from quizapp.formats.quiz_rules import DrawRule
from quizapp.quizzes.models import ReadyQuiz
from quizapp.quizzes.ready import all_ready_quizzes, rules_of
from quizapp.search.parsing import parse
from quizapp.search.renaming import with_value_renamed
from quizapp.workbench.models import SavedSearch


@dataclass(frozen=True, slots=True)
class Reference:
    """A quiz or a search that names the topic, with what is stored of it before and after."""

    id: int
    name: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    is_own: bool = True
    """Whether it is everybody's, or of the person who asks."""


@dataclass(frozen=True, slots=True)
class References:
    """What a renaming changes besides questions."""

    quizzes: tuple[Reference, ...] = ()
    searches: tuple[Reference, ...] = ()
    kept: tuple[str, ...] = ()
    """Titles of quizzes that go on naming the old topic."""
    assignments: tuple[Reference, ...] = ()
    """Quizzes and flashcard goals that were given out to classes."""
    banks: tuple[Reference, ...] = ()
    """The bank, if its heading has a title for the old topic."""

    def said(self) -> dict[str, Any]:
        """Return what the journal keeps, to take it back."""
        return {
            name: [{"id": one.id, "before": dict(one.before), "after": dict(one.after)} for one in ones]
            for name, ones in (
                ("quizzes", self.quizzes),
                ("searches", self.searches),
                ("assignments", self.assignments),
                ("banks", self.banks),
            )
            if ones
        }


@dataclass(frozen=True, slots=True)
class Renamed:
    """A topic of a bank that gets another name."""

    bank: str
    """The bank's key."""
    old: str
    new: str
    is_elsewhere: bool
    """Whether another bank has questions of the old topic."""

    def concerns(self, rule: DrawRule) -> bool:
        """Say whether a rule of a quiz follows; it names one topic, so one that means other banks, too, does not."""
        return rule.bank == self.bank or (not rule.bank and not self.is_elsewhere)


def references_to(session: Session, bank: tuple[int, str], old: str, new: str, person_id: int | None) -> References:
    """Return the quizzes and searches that name a topic of a bank (its id and key), as they become.

    Those that mean any bank follow where no other bank has the topic; else a search names both topics, and a quiz
    stays as it is.
    """
    renamed = Renamed(bank[1], old, new, session.execute(sa.select(_has_topic(old, bank[0]))).scalar_one())
    quizzes, kept = [], []
    for quiz in all_ready_quizzes(session):
        meant = [rule for rule in rules_of(quiz) if rule.topic == old and rule.bank in {"", renamed.bank}]
        made = _quiz(quiz, renamed) if meant else None
        quizzes += [made] if made else []
        kept += [quiz.title] if meant and not (made and all(map(renamed.concerns, meant))) else []
    searches = session.scalars(sa.select(SavedSearch).order_by(SavedSearch.name)).all()
    follows = (_search(one, renamed, is_own=one.person_id == person_id) for one in searches)
    given = (_assignment(one, renamed) for one in assignments_that_search(session))
    given_out = tuple(one for one in given if one)
    titled = _bank(session.get_one(Bank, bank[0]), renamed)
    return References(tuple(quizzes), tuple(one for one in follows if one), tuple(kept), given_out, titled)


def _has_topic(topic: str, besides: int) -> sa.Exists:
    here = (QuestionVersion.topic == topic, Question.bank_id != besides, Question.trashed_at.is_(None))
    return sa.exists(sa.select(sa.literal(1)).select_from(Question).join(QuestionVersion, is_current()).where(*here))


def _quiz(quiz: ReadyQuiz, renamed: Renamed) -> Reference | None:
    draft = with_topic_renamed(quiz.file_text, f"{quiz.key}.yaml", renamed.old, renamed.new, renamed.concerns)
    if draft is None:
        return None
    before = {"rules": quiz.rules, "file_text": quiz.file_text}
    after = {"rules": [rule.as_json() for rule in draft.rules], "file_text": draft.text}
    return Reference(quiz.id, quiz.title, before, after) if after != before else None


def _search(search: SavedSearch, renamed: Renamed, *, is_own: bool) -> Reference | None:
    query = _query(search.query, renamed)
    if query == search.query:
        return None
    return Reference(search.id, search.name, {"query": search.query}, {"query": query}, is_own)


def _query(query: str, renamed: Renamed) -> str:
    bank = parse(query).only_value("bank")
    if bank not in {None, renamed.bank}:
        return query
    keeps_old = renamed.is_elsewhere and bank is None
    return with_value_renamed(query, "topic", renamed.old, renamed.new, keeps_old=keeps_old)


def _assignment(assignment: Assignment, renamed: Renamed) -> Reference | None:
    before = assignment.settings
    after = dict(before)
    if "query" in before:
        after["query"] = _query(before["query"], renamed)
    if "rules" in before:
        after["rules"] = [rule | {"query": _query(rule["query"], renamed)} for rule in before["rules"]]
    if after == before:
        return None
    return Reference(assignment.id, assignment.title, {"settings": before}, {"settings": after})


def _bank(bank: Bank, renamed: Renamed) -> tuple[Reference, ...]:
    """Return the bank whose title of the topic goes with it; one that the new topic has already stays."""
    before = dict(bank.topics)
    if renamed.old not in before:
        return ()
    others = {topic: title for topic, title in before.items() if topic != renamed.old}
    after = {renamed.new: before[renamed.old]} | others
    return (Reference(bank.id, bank.title, {"topics": before}, {"topics": after}),)


_MODELS: Mapping[str, type[ReadyQuiz | SavedSearch | Assignment | Bank]] = {
    "quizzes": ReadyQuiz,
    "searches": SavedSearch,
    "assignments": Assignment,
    "banks": Bank,
}


def write_references(session: Session, references: References, *, now: datetime) -> None:
    """Let quizzes, searches, assignments and the title follow."""
    _exchange(session, references.said(), ("before", "after"), now=now)


def restore_references(session: Session, said: Mapping[str, Any], *, now: datetime) -> None:
    """Give all of them back what they named before, where nobody has changed them since."""
    _exchange(session, said, ("after", "before"), now=now)


def _exchange(session: Session, said: Mapping[str, Any], sides: tuple[str, str], *, now: datetime) -> None:
    here, wanted = sides
    for name, model in _MODELS.items():
        for one in said.get(name, ()):
            row: Any = session.get(model, one["id"])
            if row is not None and all(getattr(row, column) == value for column, value in one[here].items()):
                if isinstance(row, Bank):
                    keep_heading(session, row, now=now)
                for column, value in one[wanted].items():
                    setattr(row, column, value)
    session.flush()
