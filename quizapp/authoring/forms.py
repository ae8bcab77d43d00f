"""Forms of banks, sources and topics: checked by the same rules as files are."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import count
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import StringField, TextAreaField
from wtforms.validators import DataRequired

from quizapp.authoring.topics import Renaming
from quizapp.bank.headings import Heading, named_line, proposed_key, titles_in, topic_lines
from quizapp.bank.models import Bank
from quizapp.formats.base import PassageDraft, SourceDraft
from quizapp.formats.fields import SLUG, HeadFields, validated
from quizapp.formats.sources_yaml import SourceFields
from quizapp.formats.yaml_tree import Found
from quizapp.web.forms import BaseForm
from quizapp.web.meeting import MeetingForm, state_of
from quizapp.web.rendering import say

_NAMED = re.compile(r"p\d+(\s|$)")
"""A line that begins with the short name of a passage and no colon behind it: p1, and no word or year."""
_MEANT = re.compile(rf"{SLUG}|[A-Za-z] ?\d+|")
"""What before a colon is meant for a short name, well-formed or not: all else are words, as in “Yalta, 1945: terms”."""


class HeadingForm(MeetingForm):
    """What stands above a bank's questions; of what somebody else made of it meanwhile it tells first."""

    title = StringField(_l("Title"), description=_l("What students see."))
    language = StringField(
        _l("Language"),
        default="en",
        description=_l("Its code, such as en, hy or ru: it decides how typed answers are compared."),
    )
    description = TextAreaField(_l("Description"), description=_l("What the bank is about, in a sentence or two."))
    reading_grade = StringField(
        _l("Reading grade"),
        description=_l(
            "The school year, from 1 to 18, whose readers it is written for. The hints on wording look at it."
        ),
    )
    topics = TextAreaField(
        _l("Titles of topics"),
        description=_l(
            "What people read in place of a topic's name, one a line: the name, a colon, and the title, as in "
            "“csto: The pact CSTO”. A topic without a title is read by its name."
        ),
        render_kw={"rows": 8},
    )

    def read_heading(self, key: str) -> Heading | None:
        """Return the heading that was typed, or None with every problem beside its field."""
        is_valid, found = self.validate(), Found()
        raw: dict[str, Any] = {name: self[name].data or "" for name in ("title", "language", "description")}
        if self.reading_grade.data:
            raw["reading_grade"] = self.reading_grade.data
        raw["topics"] = titles_in(lines := (self.topics.data or "").splitlines())
        read = validated(HeadFields, raw | {"bank": key}, found)
        for path, message in found:
            name = str(path[0]).replace("bank", "key") if path else "title"
            field = self[name] if name in self else self["title"]
            is_nameless = name == "key" and not key and self.title.data
            field.errors = [*field.errors, _no_name_in_title() if is_nameless else say(message)]
        names = [name for name, _title in map(named_line, lines) if name]
        for name in sorted({name for name in names if names.count(name) > 1}):
            said = _("The topic “%(name)s” stands here twice: remove a line.", name=name[:40])
            self.topics.errors = [*self.topics.errors, said]
        if read is None or not is_valid or self.topics.errors:
            return None
        return Heading.of(read)

    @classmethod
    def of(cls, bank: Bank, topics: Iterable[str] = ()) -> HeadingForm:
        """Return the form of a bank's heading, filled with what is kept where nothing was sent.

        Each of some topics has a line in it, to be given a title.
        """
        kept = {name: getattr(bank, name) for name in ("title", "language", "description")}
        kept["reading_grade"] = str(bank.reading_grade or "")
        titles = "\n".join(topic_lines(dict.fromkeys(topics, "") | bank.topics))
        return cls(data=kept | {"topics": titles, "seen_state": state_of([kept, bank.topics])})


class NewBankForm(HeadingForm):
    """A new bank."""

    key = StringField(
        _l("Short name"),
        description=_l(
            "For files and addresses: a-z, digits and hyphens. Left empty, it is made of the title. It never changes."
        ),
    )

    def wanted_key(self) -> str:
        """Return the key that was typed, or else the one that the title gives."""
        return self.key.data or proposed_key(self.title.data or "")


def _no_name_in_title() -> str:
    return str(_("Of this title none can be made: write one, with letters from a to z."))


def _named_lines(text: str, stored: str = "") -> str:
    """Return lines as they stand when they come back: a name, a colon and words, none of them empty.

    A line in which no name stands, before a colon or like p1, gets the next number that is free, and was free in what
    is stored: questions that cite a passage which went shall not cite what came in its place.
    """
    rows = [named_line(line) if _is_named(line) else ("", line) for line in map(str.strip, text.splitlines())]
    taken = {name for name, _words in (*rows, *map(named_line, stored.splitlines()))}
    free = (name for name in map("p{}".format, count(1)) if name not in taken)
    return "\n".join(f"{name or next(free)}: {words}".rstrip() for name, words in rows if name or words)


def _is_named(line: str) -> bool:
    before, colon, _words = line.partition(":")
    return bool(_MEANT.fullmatch(before.strip()) if colon else _NAMED.match(line))


class SourceForm(MeetingForm):
    """A source and its passages; of what somebody else made of them meanwhile it tells first."""

    key = StringField(
        _l("Short name"),
        description=_l(
            "Questions cite it by this name, such as huang-2023: a-z, digits and hyphens. Left empty, it is made of "
            "the title. It never changes."
        ),
    )
    title = StringField(_l("Title"))
    author = StringField(_l("Author"))
    nature = StringField(_l("What it is"), description=_l("Such as news article, opinion, treaty, book."))
    written = StringField(_l("Written"), description=_l("2023, 2023-09 or 2023-09-19."))
    note = TextAreaField(_l("Note"), description=_l("Whatever readers of the source should know."))
    passages = TextAreaField(
        _l("Passages"),
        description=_l(
            "What each is about, in your own words: one a line, in their order. Each gets a short name, p1, p2 and so "
            "on, unless you write one: “p1: The ceasefire of 1994”. Move a line to move the passage."
        ),
        render_kw={"rows": 12},
    )

    def filter_passages(self, text: str | None) -> str:
        """Name the lines, as WTForms asks for what is to be done with a field's text."""
        return _named_lines(text or "", self.passages.object_data or "")

    def read_source(self, key: str) -> SourceDraft | None:
        """Return the source that was typed, or None with every problem beside its field."""
        is_valid, found = self.validate(), Found()
        lines = [line for line in (self.passages.data or "").splitlines() if line.strip()]
        rows = [{"id": name, "about": about} for name, about in map(named_line, lines)]
        words = {name: self[name].data or "" for name in ("title", "author", "written", "note")}
        raw: dict[str, Any] = {"id": key, "kind": self.nature.data or "", **words, "passages": rows}
        read = validated(SourceFields, raw, found)
        for path, message in found:
            is_nameless = path == ("id",) and not key and self.title.data
            self._show(path, _no_name_in_title() if is_nameless else say(message))
        self._show_repeated([row["id"] for row in rows])
        if read is None or not is_valid or self.passages.errors:
            return None
        passages = tuple(PassageDraft(one.id, one.about) for one in read.passages)
        return SourceDraft(read.id, read.title, read.author, read.kind, read.written, read.note, passages)

    def _show(self, path: tuple[str | int, ...], sentence: str) -> None:
        name = {"id": "key", "kind": "nature"}.get(str(path[0]), str(path[0])) if path else "title"
        if name == "passages" and len(path) > 1:
            sentence = _("Line %(number)d: %(sentence)s", number=int(path[1]) + 1, sentence=sentence)
        self[name].errors = [*self[name].errors, sentence]

    def _show_repeated(self, keys: list[str]) -> None:
        for key in sorted({key for key in keys if key and keys.count(key) > 1}):
            said = _("Two passages are called “%(key)s”: give one of them another name.", key=key[:40])
            self.passages.errors = [*self.passages.errors, said]

    @classmethod
    def of(cls, draft: SourceDraft) -> SourceForm:
        """Return the form of a source, filled with what is kept where nothing was sent."""
        lines = [f"{passage.key}: {passage.about}".rstrip() for passage in draft.passages]
        kept = {name: getattr(draft, name) for name in ("title", "author", "written", "note")}
        kept |= {"nature": draft.kind, "passages": "\n".join(lines)}
        return cls(data=kept | {"seen_state": state_of(kept)})


class TopicForm(BaseForm):
    """Another name for a topic."""

    old = StringField(_l("Topic"))
    new = StringField(_l("New name"), validators=[DataRequired(_l("Write the new name."))])

    def read_renaming(self, bank: Bank) -> Renaming | None:
        """Return what was typed, the new topic as questions have it, or None with the problem beside the field."""
        is_valid, topic = self.validate(), proposed_key(self.new.data or "")
        if is_valid and not topic:
            self.new.errors = [_("A topic needs letters from a to z, or digits.")]
        return Renaming(bank, self.old.data or "", topic) if is_valid and topic else None
