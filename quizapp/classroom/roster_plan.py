"""What a list of names would do to a class: who is new, who is there, and what has to be asked. Nothing is changed."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.accounts.models import Person, Role
from quizapp.accounts.queries import folded_name, kept_spellings
from quizapp.classroom.models import Enrolment, SchoolClass
from quizapp.classroom.roster_likeness import nearly_alike
from quizapp.formats.roster import RosterLine, RosterProblem, folded
from quizapp.kinds.messages import N_, Message

_TEACHES = N_("“%(name)s” is the sign-in name of somebody who teaches here: choose another one.")
_TWICE = N_("The sign-in name “%(name)s” stands on line %(other)d already.")


class Fate(StrEnum):
    """What becomes of a line."""

    NEW = "new"
    HERE = "here"
    """Is in the class already: stays, with the group that the list says."""
    BACK = "back"
    """Was in the class before, and comes back."""
    KNOWN = "known"
    """Has an account by the list's own word: the sign-in name."""
    SAME_NAME = "same_name"
    """Somebody of this name is at the school, in other classes: asked."""
    ALIKE = "alike"
    """A name nearly like this is in the class, or above in the list: asked."""
    TWICE = "twice"
    """The very name stands above in the list: asked."""


ASKED = (Fate.SAME_NAME, Fate.ALIKE, Fate.TWICE)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may be the one that a line means."""

    person_id: int
    name: str
    classes: str
    """The classes that they are in, to know them by."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A line and its fate."""

    line: RosterLine
    fate: Fate
    person_id: int | None = None
    """Who it is, where that is known."""
    other: str = ""
    """The name that it is like, where that is asked."""
    candidates: tuple[Candidate, ...] = ()
    is_repeated: bool = False
    """The line above that has this name names the same group."""


@dataclass(frozen=True, slots=True)
class RosterPlan:
    """What a list would do."""

    rows: tuple[Planned, ...]
    problems: tuple[RosterProblem, ...] = field(default=())
    more_alike: int = 0
    """How many new names are a little like another one, and not asked about, as there are so many."""

    def of(self, *fates: str) -> list[Planned]:
        """Return the lines with some fates."""
        return [row for row in self.rows if row.fate in fates]

    @property
    def asked(self) -> list[Planned]:
        """Return the lines that somebody has to decide on."""
        return self.of(*ASKED)

    @property
    def digest(self) -> str:
        """Return what tells this plan from one that was made after something had changed."""
        told = "\n".join(f"{row.line}{row.fate}{row.person_id}{row.candidates}" for row in self.rows)
        return hashlib.sha256(told.encode()).hexdigest()[:16]


@dataclass(slots=True)
class _School:
    """Who is there."""

    here: dict[str, int] = field(default_factory=dict)
    """Folded roster name → person id, of the class."""
    left: dict[str, int] = field(default_factory=dict)
    by_name: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    """Folded name → students of the school."""
    by_sign_in: dict[str, tuple[int, str]] = field(default_factory=dict)
    """Sign-in name as it is kept → person id and role."""
    by_like_sign_in: dict[str, tuple[int, str]] = field(default_factory=dict)
    """The same, as it would be kept today: the first who has it."""
    names: dict[int, str] = field(default_factory=dict)
    ids_here: set[int] = field(default_factory=set)


def plan_roster(session: Session, class_id: int, lines: Sequence[RosterLine]) -> RosterPlan:
    """Say what becomes of each line of a list, by a few statements however long it is."""
    school = _school(session, class_id)
    rows: list[Planned] = []
    problems: list[RosterProblem] = []
    seen_names: dict[str, RosterLine] = {}
    seen_sign_ins: dict[int | str, int] = {}
    for line in lines:
        problem = _problem(line, school, seen_sign_ins)
        if problem is not None:
            problems.append(RosterProblem(line.line, problem))
            continue
        rows.append(_planned(line, school, seen_names))
        seen_names.setdefault(folded(line.name), line)
    rows, more = _with_alikes(rows, school)
    return RosterPlan(_told(session, rows), tuple(problems), more)


def _school(session: Session, class_id: int) -> _School:
    school = _School()
    people = sa.select(Person.id, Person.name, Person.sign_in_name, Person.role).where(Person.sign_in_name.is_not(None))
    for person_id, name, sign_in_name, role in session.execute(people.order_by(Person.id)):
        school.by_sign_in[sign_in_name or ""] = person_id, role
        school.by_like_sign_in.setdefault(folded_name(sign_in_name or ""), (person_id, role))
        school.names[person_id] = name
        if role == Role.STUDENT:
            school.by_name[folded(name)].append(person_id)
    enrolled = sa.select(Enrolment.person_id, Enrolment.roster_name, Enrolment.left_at)
    for person_id, name, left_at in session.execute(enrolled.where(Enrolment.class_id == class_id)):
        (school.here if left_at is None else school.left)[folded(name)] = person_id
        if left_at is None:
            school.ids_here.add(person_id)
        school.names[person_id] = name
    return school


def _signs_in(school: _School, name: str) -> tuple[int | None, str]:
    """Return the id and role of whom a sign-in name lets in, or else of whoever has one that is the same today."""
    found = [school.by_sign_in[one] for one in kept_spellings(name) if one in school.by_sign_in]
    return found[0] if found else school.by_like_sign_in.get(folded_name(name), (None, Role.STUDENT))


def _problem(line: RosterLine, school: _School, seen: dict[int | str, int]) -> Message | None:
    if not line.sign_in_name:
        return None
    person_id, role = _signs_in(school, line.sign_in_name)
    wanted = folded_name(line.sign_in_name) if person_id is None else person_id
    if role != Role.STUDENT:
        return Message(_TEACHES, {"name": line.sign_in_name})
    if wanted in seen:
        return Message(_TWICE, {"name": line.sign_in_name, "other": seen[wanted]})
    seen[wanted] = line.line
    return None


def _planned(line: RosterLine, school: _School, seen: dict[str, RosterLine]) -> Planned:
    name = folded(line.name)
    if line.sign_in_name:
        person_id, _role = _signs_in(school, line.sign_in_name)
        if person_id is None:
            return Planned(line, Fate.NEW)
        return Planned(line, Fate.HERE if person_id in school.ids_here else Fate.KNOWN, person_id)
    if name in seen:
        above = seen[name]
        return Planned(line, Fate.TWICE, other=str(above.line), is_repeated=above.group == line.group)
    for fate, known in ((Fate.HERE, school.here), (Fate.BACK, school.left)):
        if name in known:
            return Planned(line, fate, known[name])
    same = [person_id for person_id in school.by_name.get(name, ()) if person_id not in school.ids_here]
    candidates = tuple(Candidate(person_id, school.names[person_id], "") for person_id in same[:3])
    return Planned(line, Fate.SAME_NAME if same else Fate.NEW, candidates=candidates)


def _with_alikes(rows: list[Planned], school: _School) -> tuple[list[Planned], int]:
    """Ask about new names that are nearly like another one; return how many more of them there are, too."""
    here = {name: school.names[person_id] for name, person_id in school.here.items()}
    names = [(row.line.name, row.fate is Fate.NEW and not row.line.sign_in_name) for row in rows]
    alike, more = nearly_alike(names, here)
    asked = [
        Planned(row.line, Fate.ALIKE, other=alike[place]) if place in alike else row for place, row in enumerate(rows)
    ]
    return asked, more


def _told(session: Session, rows: Iterable[Planned]) -> tuple[Planned, ...]:
    """Say of each candidate which classes they are in."""
    planned = tuple(rows)
    wanted = {one.person_id for row in planned for one in row.candidates}
    classes: dict[int, list[str]] = defaultdict(list)
    if wanted:
        found = sa.select(Enrolment.person_id, SchoolClass.name).join(SchoolClass, SchoolClass.id == Enrolment.class_id)
        for person_id, name in session.execute(found.where(Enrolment.left_at.is_(None)).order_by(SchoolClass.id)):
            if person_id in wanted:
                classes[person_id].append(name)
    return tuple(
        Planned(row.line, row.fate, row.person_id, row.other, _with_classes(row, classes)) if row.candidates else row
        for row in planned
    )


def _with_classes(row: Planned, classes: dict[int, list[str]]) -> tuple[Candidate, ...]:
    return tuple(Candidate(one.person_id, one.name, ", ".join(classes[one.person_id])) for one in row.candidates)
