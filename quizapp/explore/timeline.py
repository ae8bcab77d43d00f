"""The timeline: what dated questions are about, one entry an event, covered until its reader has met it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from quizapp.explore.reader import Reader
from quizapp.kinds import edtf


@dataclass(frozen=True, slots=True)
class Fact:
    """What the timeline reads of a question."""

    question_id: int
    title: str
    explanation: str
    event: str
    """What happened, in a sentence; "" where the question says it only by its stem and explanation."""
    when: str
    """A period of quizapp.kinds.edtf."""
    actors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """An event as one reader may see it; a covered one holds nothing, so that no page can show more."""

    when: str = ""
    text: str = ""
    detail: str = ""
    """The explanation, in Markdown, where no sentence says what happened."""
    actors: tuple[str, ...] = ()
    questions: tuple[tuple[int, str], ...] = ()
    """(id, title) of the questions about it that the reader knows."""

    @property
    def covered(self) -> bool:
        """Whether its reader has not met it yet."""
        return not self.when

    @property
    def period(self) -> str:
        """The year, or the decade, that it stands under; "" while it is covered."""
        return self.when[:4]


COVERED = Entry()


@dataclass(frozen=True, slots=True)
class Period:
    """Entries that stand under one heading; "" for covered ones that no heading may date."""

    name: str
    entries: tuple[Entry, ...]


def entries_for(facts: Iterable[Fact], reader: Reader) -> list[Entry]:
    """Return the entries of all events in the order of time, each as its reader may see it."""
    events = sorted(_events(facts), key=lambda about: _place_of(about, reader))
    return [_entry(about, reader) for about in events]


def entries_about(entries: Iterable[Entry], actor: str) -> list[Entry]:
    """Return the entries that name an actor; never a covered one."""
    return [entry for entry in entries if actor in entry.actors]


def actors_of(entries: Iterable[Entry]) -> list[str]:
    """Return the names that an entry can be looked for by."""
    return sorted({name for entry in entries for name in entry.actors}, key=str.casefold)


def headings(entries: Sequence[Entry]) -> list[str]:
    """Return the year or decade that each entry stands under; "" where no heading may date a covered one.

    A covered entry stands under a heading only where those before and after it do: its place tells as much already.
    """
    before = _last_seen(entries)
    after = _last_seen(entries[::-1])[::-1]
    around = zip(entries, before, after, strict=True)
    return [entry.period or (one if one == other else "") for entry, one, other in around]


def periods(entries: Sequence[Entry], names: Sequence[str]) -> list[Period]:
    """Gather entries that follow one another under their headings."""
    groups = groupby(zip(names, entries, strict=True), key=lambda pair: pair[0])
    return [Period(name, tuple(entry for _name, entry in group)) for name, group in groups]


def _last_seen(entries: Iterable[Entry]) -> list[str]:
    seen, last = [], ""
    for entry in entries:
        last = entry.period or last
        seen.append(last)
    return seen


def _events(facts: Iterable[Fact]) -> list[list[Fact]]:
    """Put facts together that say the same sentence about the same time, however precisely each knows it."""
    events: list[list[Fact]] = []
    said: dict[str, list[list[Fact]]] = {}
    for fact in sorted(facts, key=lambda fact: -edtf.precision(fact.when)):
        alike = said.setdefault(fact.event, []) if fact.event else []
        event = next((event for event in alike if edtf.covers(fact.when, event[0].when)), None)
        if event is None:
            event = []
            alike.append(event)
            events.append(event)
        event.append(fact)
    return events


def _known(about: Sequence[Fact], reader: Reader) -> list[Fact]:
    """Return what tells a reader of an event; nothing while an open quiz asks about it."""
    if not reader.sees_all and any(reader.waits_for(fact.question_id) for fact in about):
        return []
    return [fact for fact in about if reader.knows(fact.question_id)]


def _entry(about: Sequence[Fact], reader: Reader) -> Entry:
    """Return an event with what the questions tell that its reader has met, and nothing that only others tell."""
    known = _known(about, reader)
    if not known:
        return COVERED
    first = known[0]
    return Entry(
        when=first.when,
        text=first.event or first.title,
        detail="" if first.event else first.explanation,
        actors=tuple(dict.fromkeys(name for fact in known for name in fact.actors)),
        questions=tuple((fact.question_id, fact.title) for fact in known),
    )


def _place_of(about: Sequence[Fact], reader: Reader) -> tuple[tuple[int, ...], str]:
    """Return what sorts events: what their entries show of the time, or all that is known of a covered one."""
    known = _known(about, reader)
    when = known[0].when if known else max((fact.when for fact in about), key=edtf.precision)
    return _place(when), about[0].event or about[0].title


def _place(when: str) -> tuple[int, ...]:
    """Return what sorts periods: by their beginning, the longer first."""
    begin = (*(edtf.period(when) or ()), 0, 0)[:3]
    return (*begin[:1], edtf.precision(when) > 0, *begin[1:])
