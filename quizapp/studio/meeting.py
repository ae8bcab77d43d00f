"""What the editor does where somebody saved a newer version than the one that an edit began from: it merges the two."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from quizapp.accounts.noting import told_of
from quizapp.audit.services import LastAction
from quizapp.bank import queries, versions
from quizapp.bank.models import Origin, Question, QuestionVersion
from quizapp.bank.queries import VersionRow
from quizapp.db import db
from quizapp.formats.differences import FieldChange, change_of, changes
from quizapp.formats.merging import Conflict, Merged, merge
from quizapp.formats.question_fields import lines_of, value_of
from quizapp.studio.kind_forms import FORMS
from quizapp.studio.question_form import QuestionForm
from quizapp.studio.wording import field_labels, worded
from quizapp.web.rendering import show_moment

CHOICE = "choice-"
"""How the names of fields begin that say whose wording of a field counts."""
THEIRS = "theirs"
KEPT = ("key", "note", "other_kinds")
"""Fields that no version holds and no merging changes."""
LONGEST_NUMBER = 9
"""Digits of a version's number that any database can look up."""


@dataclass(frozen=True, slots=True)
class Clash:
    """A field that both changed, with what each made of it."""

    field: str
    label: str
    before: tuple[str, ...]
    """What stood there when both began: a text, or each element of a list."""
    theirs: FieldChange
    mine: FieldChange
    is_theirs: bool
    """Whether theirs is chosen."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """What is told of two edits that met."""

    row: VersionRow
    """The version that was saved meanwhile, with its author."""
    labels: Mapping[str, str]
    clashes: tuple[Clash, ...] = ()
    took: tuple[FieldChange, ...] = ()
    """What the merged form says otherwise than what was typed."""
    kept: tuple[FieldChange, ...] = ()
    """What it says otherwise than the version that was saved meanwhile, conflicts left out."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A form to go on with."""

    form: QuestionForm
    meeting: Meeting | None = None
    chosen: Mapping[str, object] = field(default_factory=dict)
    """Fields for which their wording was chosen, with it; None for an empty one."""
    is_fresh: bool = False
    """Whether the form was merged just now, so that nobody has looked at it yet."""


def begin_edit(form: QuestionForm, sent: MultiDict[str, str], question: Question) -> Edit:
    """Return the form to go on with: merged, where a newer version than its base was saved meanwhile."""
    base, typed = version_named(question, form.base_number.data), form.raw()
    stood = raw_of(question, base) if base else {}
    choices = {name.removeprefix(CHOICE): value for name, value in sent.items() if name.startswith(CHOICE)}
    choices = {name: value for name, value in choices.items() if name in stood or name in typed}
    chosen = {name: value_of(stood, name) for name, value in choices.items() if value == THEIRS}
    if form.base_number.data == str(question.current.number):
        return Edit(form, _open_meeting(form, choices, question), chosen)
    if form.kind != question.current.kind:
        return _of_another_kind(form, question)
    mine = typed | chosen
    return _merged_edit(form, merge(stood, raw_of(question, question.current), mine), mine, question)


def _merged_edit(form: QuestionForm, merged: Merged, mine: Mapping[str, Any], question: Question) -> Edit:
    current = question.current
    typed = {name: form[name].data or "" for name in KEPT} | {"merged_from": form.base_number.data or ""}
    fresh = type(form).of_raw(merged.fields, current.number, **typed)
    if not merged.conflicts and not merged.from_mine:
        return Edit(fresh)
    theirs, labels = raw_of(question, current), field_labels(current.kind)
    said = {
        name: worded(current.kind, raw) for name, raw in (("now", merged.fields), ("theirs", theirs), ("mine", mine))
    }
    meeting = Meeting(
        _row(question, current),
        labels,
        tuple(_clash(conflict, current.kind, labels) for conflict in merged.conflicts),
        tuple(one for one in changes(said["mine"], said["now"]) if one.field in merged.from_theirs),
        tuple(one for one in changes(said["theirs"], said["now"]) if one.field in merged.from_mine),
    )
    return Edit(fresh, meeting, is_fresh=True)


def _open_meeting(form: QuestionForm, choices: Mapping[str, str], question: Question) -> Meeting | None:
    """Return the conflicts that a form came back with, to be decided until it is saved."""
    base = version_named(question, form.merged_from.data)
    if not choices:
        return None
    before = raw_of(question, base) if base else {}
    theirs, mine = raw_of(question, question.current), form.raw()
    labels = field_labels(form.kind)
    conflicts = [Conflict(name, *(value_of(raw, name) for raw in (before, theirs, mine))) for name in choices]
    clashes = [_clash(one, form.kind, labels, is_theirs=choices[one.field] == THEIRS) for one in conflicts]
    return Meeting(_row(question, question.current), labels, tuple(clashes))


def _clash(conflict: Conflict, kind: str, labels: Mapping[str, str], *, is_theirs: bool = False) -> Clash:
    name = conflict.field
    three = (conflict.base, conflict.theirs, conflict.mine)
    before, theirs, mine = (worded(kind, {name: value})[name] for value in three)
    return Clash(
        name,
        labels.get(name, name),
        lines_of(before),
        change_of(name, before, theirs),
        change_of(name, before, mine),
        is_theirs,
    )


def _of_another_kind(form: QuestionForm, question: Question) -> Edit:
    """Say that there is nothing to merge; saving once more then is a decision."""
    number = question.current.number
    raw = form.raw()
    fresh = type(form).of_raw(raw, number, **{name: form[name].data or "" for name in KEPT})
    said = _(
        "Version %(number)d made this a question of another kind while you were editing. "
        "Look at it, then save again to make it what you typed.",
        number=number,
    )
    fresh.form_errors += [said, _told_of(_row(question, question.current))]
    return Edit(fresh, is_fresh=True)


def _told_of(row: VersionRow) -> str:
    version = row.version
    if version.origin == Origin.FILE:
        return str(_("It came from a file, on %(moment)s.", moment=show_moment(version.created_at)))
    return told_of(LastAction(version.author_id or 0, row.author or _("somebody"), version.created_at))


def raw_of(question: Question, version: QuestionVersion) -> dict[str, Any]:
    """Return a version in the values that its form has."""
    return FORMS[version.kind].of(versions.draft_of(question.key, version), version.number).raw()


def version_named(question: Question, text: str | None) -> QuestionVersion | None:
    """Return the version whose number a form sent."""
    if not text or not (text.isascii() and text.isdecimal()) or len(text) > LONGEST_NUMBER:
        return None
    return queries.version_by_number(db.session(), question.id, int(text))


def _row(question: Question, version: QuestionVersion) -> VersionRow:
    rows = queries.versions_of_question(db.session(), question)
    return next(row for row in rows if row.version.number == version.number)
