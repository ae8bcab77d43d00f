"""What reading a file gives: drafts of banks, questions and sources, and problems with their lines. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from quizapp.kinds import registry
from quizapp.kinds.base import Content, Message

named = tuple.__new__
"""Makes a tuple with names of its class and a tuple, without the class's constructor: in half the time."""

FACETS = ("date", "actor", "cause", "consequence", "event", "claim", "place", "treaty")
STANDINGS = ("reported", "attributed", "opinion")
LEVELS = (1, 2, 3)
READY = "ready"
STATES = ("draft", "review", READY)


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in a file, where, and how to mend it."""

    path: str
    """The file, as the caller named it."""
    line: int
    """From 1."""
    message: Message

    def __str__(self) -> str:
        """Return it as compilers say it, such as “questions/dates.yaml:41: This text is empty: write it.”."""
        return f"{self.path}:{self.line}: {self.message}"

    def as_json(self) -> Mapping[str, object]:
        """Return it for programs."""
        return {"path": self.path, "line": self.line, "message": str(self.message)}


@dataclass(frozen=True, slots=True)
class QuestionDraft:
    """A question as a file or a form has it. Two drafts are equal where they say the same, however it was typed."""

    key: str
    kind: str
    content: Content
    topic: str
    facets: tuple[str, ...]
    level: int
    standing: str
    sources: tuple[str, ...]
    explanation: str = ""
    teacher_note: str = ""
    actors: tuple[str, ...] = ()
    """Names of the people, states and organisations that it is about."""
    when: str = ""
    """When it happened, for the timeline; "" where that is not known, or is the answer."""
    event: str = ""
    """What happened, as the timeline says it: questions with the same sentence are about the same event."""
    allow: Mapping[str, str] = field(default_factory=dict)
    """The linter's rules that it may break, each with the reason."""
    state: str = READY
    """How far it has come: only what is ready reaches students."""
    block: str = field(default="", compare=False, repr=False)
    """The exact text of its item in the file; "" where there is none to keep."""

    def digest(self, content: Mapping[str, object] | None = None) -> str:
        """Return the SHA-256 of all that it says, in hex; its key, its place in the file and its state do not count.

        Content is its content's dump, where that is at hand.
        """
        return hashlib.sha256(self.digested(content).encode()).hexdigest()

    def digested(self, content: Mapping[str, object] | None = None) -> str:
        """Return the text of which the digest is."""
        said = {
            "kind": self.kind,
            "content": content or registry.dump(self.content),
            "topic": self.topic,
            "facets": self.facets,
            "level": self.level,
            "standing": self.standing,
            "sources": self.sources,
            "explanation": self.explanation,
            "teacher_note": self.teacher_note,
        }
        said |= {name: value for name, value in self.extras().items() if value}
        return json.dumps(said, sort_keys=True, ensure_ascii=False)

    def extras(self) -> dict[str, object]:
        """Return the fields that a question may do without, by their names in files."""
        return {"actors": self.actors, "when": self.when, "event": self.event, "allow": dict(self.allow)}

    def with_block(self, block: str) -> QuestionDraft:
        """Return it with the file's own text, to be written verbatim."""
        return replace(self, block=block)


@dataclass(frozen=True, slots=True)
class BankDraft:
    """A bank as its file has it: head_text + the questions' blocks + tail_text are the file, byte for byte."""

    key: str
    title: str
    language: str
    description: str
    questions: tuple[QuestionDraft, ...]
    reading_grade: int | None = None
    """The school year whose readers it is written for; None where nobody said."""
    topics: Mapping[str, str] = field(default_factory=dict)
    """Titles of topics, as people read them."""
    head_text: str = field(default="", compare=False, repr=False)
    tail_text: str = field(default="", compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class PassageDraft:
    """A numbered passage of a source."""

    key: str
    about: str


@dataclass(frozen=True, slots=True)
class SourceDraft:
    """A source as sources.yaml describes it."""

    key: str
    title: str
    author: str
    kind: str
    written: str
    note: str
    passages: tuple[PassageDraft, ...]
    block: str = field(default="", compare=False, repr=False)
    """Its exact text in the file (the first one's begins, the last one's ends the file); "" where there is none."""
