"""The table of students and topics: what each has met, and how much of that they are expected to recall. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from quizapp.classroom.queries import Student
from quizapp.forecasts.queries import Standing
from quizapp.psychometrics.needs import FEWEST_ANSWERS, TopicStanding
from quizapp.psychometrics.shares import Share, share_of

LEVELS = (0.5, 0.7, 0.8, 0.9)
"""Recall from which on a cell has the next shade."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What a student has met of a topic, or of everything, and recalls of it."""

    met: int
    of: int
    """Cards that it has."""
    now: Share | None
    """Recall today of the cards met; None where it is too few to say."""
    then: Share | None
    """Recall on the day asked about."""

    @property
    def level(self) -> int:
        """Return the shade, from 0 to 4, by what is recalled on the day asked about."""
        return sum(round(self.then.value, 2) >= bound for bound in LEVELS) if self.then else 0  # as it is shown


@dataclass(frozen=True, slots=True)
class TopicOfClass:
    """What a class has met of a topic, and recalls of it."""

    topic: str
    of: int
    students: int
    """Who met anything of it."""
    met: int
    """Cards met, added up over the students."""
    now: float
    then: float

    @property
    def lost(self) -> float:
        """Return how many of the cards met will not be recalled, added up over the students."""
        return self.met * (1 - self.then)

    @property
    def told(self) -> Cell:
        """Return it with its shade, as a cell has one."""
        return Cell(self.met, self.of, None, Share(self.then, self.then, self.then, self.met))


@dataclass(frozen=True, slots=True)
class MasteryRow:
    """A student's row."""

    student: Student
    whole: Cell
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Mastery:
    """The whole table; its topics are those that somebody met, the most forgotten first."""

    topics: tuple[TopicOfClass, ...]
    whole: TopicOfClass | None
    """All topics together; None where nobody met anything."""
    rows: tuple[MasteryRow, ...]
    not_met: tuple[str, ...]
    """Topics that nobody met."""


def mastery_of(students: Sequence[Student], standings: Iterable[Standing], cards: Mapping[str, int]) -> Mastery:
    """Lay standings out by student and topic; cards are how many each topic has."""
    by_topic: dict[str, list[Standing]] = {}
    by_student: dict[int, dict[str, Standing]] = {student.person_id: {} for student in students}
    for one in standings:
        by_topic.setdefault(one.topic, []).append(one)
        by_student[one.student_id][one.topic] = one
    told = [_of_class(topic, cards.get(topic, 0), some) for topic, some in by_topic.items()]
    topics = sorted(told, key=lambda one: (one.then, one.topic))
    names, of = [one.topic for one in topics], sum(cards.values())
    rows = [
        MasteryRow(
            student,
            _cell(mine.values(), of),
            tuple(_cell([mine[name]] if name in mine else [], cards.get(name, 0)) for name in names),
        )
        for student in students
        for mine in [by_student[student.person_id]]
    ]
    everything = [one for some in by_topic.values() for one in some]
    whole = _of_class("", of, everything) if everything else None
    return Mastery(tuple(topics), whole, tuple(rows), tuple(sorted(set(cards) - set(names))))


def _of_class(topic: str, of: int, standings: Sequence[Standing]) -> TopicOfClass:
    met = sum(one.met for one in standings)
    students = len({one.student_id for one in standings})
    now, then = sum(one.now for one in standings), sum(one.then for one in standings)
    return TopicOfClass(topic, of, students, met, now / met, then / met)


def _cell(standings: Iterable[Standing], of: int) -> Cell:
    some = list(standings)
    met = sum(one.met for one in some)
    if sum(one.answers for one in some) < FEWEST_ANSWERS:
        return Cell(met, of, None, None)
    now, then = sum(one.now for one in some), sum(one.then for one in some)
    return Cell(met, of, share_of(now, met), share_of(then, met))


def standings_by_student(students: Sequence[Student], standings: Iterable[Standing]) -> dict[int, list[TopicStanding]]:
    """Return what each student of a class has met, as the rules of who needs help take it."""
    found: dict[int, list[TopicStanding]] = {student.person_id: [] for student in students}
    for one in standings:
        topic = TopicStanding(one.topic, one.met, one.answers, one.due, one.last_day, one.now)
        found[one.student_id].append(topic)
    return found
