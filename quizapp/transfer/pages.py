"""What the page of one conflict shows, and the report on an upload."""

from __future__ import annotations

from dataclasses import dataclass

from flask import render_template
from flask_babel import gettext as _

from quizapp.db import db
from quizapp.formats.bank_yaml import parse_block
from quizapp.formats.differences import FieldChange, change_of, changes
from quizapp.formats.question_fields import lines_of
from quizapp.transfer import conflicts, wording
from quizapp.transfer.conflicts import Sides, UnsettledError, said_by
from quizapp.transfer.models import BankUpload, FileConflict
from quizapp.transfer.plans import plan_of_json

CHOICE = "choice-"
"""How the names of fields begin that say whose wording of a field counts."""


@dataclass(frozen=True, slots=True)
class Clash:
    """A field that both changed, with what each made of it."""

    field: str
    label: str
    before: tuple[str, ...]
    file: FieldChange
    browser: FieldChange


def conflict_page(conflict: FileConflict, problem: str = "") -> str:
    """Return the page of a conflict."""
    try:
        sides = conflicts.sides_of(db.session(), conflict)
    except UnsettledError:
        shown = {"problem": _("The file's text cannot be read any more: load the file again."), "clashes": ()}
        return render_template("transfer/show_conflict.html", conflict=conflict, sides=None, **shown)
    labels = wording.field_labels()
    is_one_kind = sides.file.kind == sides.browser.kind
    shown = _merged(sides, labels) if is_one_kind else _apart(sides)
    shown |= {"problem": problem, "labels": labels, "is_one_kind": is_one_kind}
    return render_template("transfer/show_conflict.html", conflict=conflict, sides=sides, **shown)


def _merged(sides: Sides, labels: dict[str, str]) -> dict[str, object]:
    merged = sides.merged()
    now, file, browser = (wording.worded(one) for one in (merged.fields, said_by(sides.file), said_by(sides.browser)))
    clashes = []
    for one in merged.conflicts:
        before, theirs, mine = (
            wording.value_worded(sides.file.kind, one.field, value) for value in (one.base, one.theirs, one.mine)
        )
        label = labels.get(one.field, one.field)
        told = change_of(one.field, before, theirs), change_of(one.field, before, mine)
        clashes.append(Clash(one.field, label, lines_of(before), *told))
    in_doubt = {one.field for one in merged.conflicts}
    return {
        "clashes": clashes,
        "from_file": [one for one in changes(browser, now) if one.field not in in_doubt],
        "from_browser": [one for one in changes(file, now) if one.field not in in_doubt],
    }


def _apart(sides: Sides) -> dict[str, object]:
    """Return all differences of questions of two kinds, which cannot be merged."""
    file, browser = wording.worded(said_by(sides.file)), wording.worded(said_by(sides.browser))
    return {"clashes": (), "from_file": list(changes(browser, file)), "from_browser": []}


def upload_page(upload: BankUpload, most: int) -> str:
    """Return the report on an uploaded file, with what changes word by word."""
    plan = plan_of_json(upload.plan)
    said = {entry.key: draft for entry in plan.entries if entry.block and (draft := parse_block(entry.block))}
    told = {
        here.key: changes(wording.worded(said_by(here)), wording.worded(said_by(said[here.key])))
        for here in conflicts.drafts_here(db.session(), upload.bank_key, said)
    }
    words = {"changes": told, "labels": wording.field_labels()}
    return render_template("transfer/show_upload.html", upload=upload, plan=plan, most=most, words=words)
