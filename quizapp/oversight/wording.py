"""Entries of the log in words: one sentence for each thing that staff do, with the names of now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from quizapp.audit.models import Act
from quizapp.classroom.forms import WEEKDAYS
from quizapp.oversight.entries import Area, Entry, Record
from quizapp.oversight.naming import Names, is_of_assignment, is_of_question
from quizapp.web.rendering import show_date
from quizapp.workbench.wording import named as bulk_change

AREAS: Mapping[Area, object] = {
    Area.PEOPLE: _l("People and their accounts"),
    Area.CLASSES: _l("Classes and their students"),
    Area.ASSIGNMENTS: _l("Assignments"),
    Area.MARKS: _l("Marks and regrades"),
    Area.QUESTIONS: _l("Banks and questions"),
    Area.SERVER: _l("The server"),
}
AREAS_OF_A_CLASS = {area: AREAS[area] for area in (Area.CLASSES, Area.ASSIGNMENTS, Area.MARKS)}
AREAS_OF_A_BANK = {area: AREAS[area] for area in (Area.QUESTIONS, Area.MARKS)}

SENTENCES: Mapping[str, object] = {
    Act.CLASS_MADE: _l("%(who)s made the class “%(class)s”."),
    Act.CLASS_COPIED: _l("%(who)s made the class “%(class)s” as a copy of “%(other)s”."),
    Act.CLASS_CHANGED: _l("%(who)s changed the settings of the class “%(class)s”."),
    f"{Act.CLASS_CHANGED}.what": _l("%(who)s changed settings of the class “%(class)s”: %(settings)s."),
    Act.CLASS_ARCHIVED: _l("%(who)s archived the class “%(class)s”."),
    Act.CLASS_RESTORED: _l("%(who)s brought the class “%(class)s” back from the archive."),
    Act.HOLIDAYS_CHANGED: _l("%(who)s changed the holidays of “%(class)s”."),
    f"{Act.HOLIDAYS_CHANGED}.came": _l("%(who)s added to the holidays of “%(class)s”: %(came)s."),
    f"{Act.HOLIDAYS_CHANGED}.gone": _l("%(who)s removed from the holidays of “%(class)s”: %(gone)s."),
    f"{Act.HOLIDAYS_CHANGED}.both": _l("%(who)s changed in the holidays of “%(class)s”: %(gone)s to %(came)s."),
    Act.EXAMS_CHANGED: _l("%(who)s changed the tests that are set for “%(class)s”."),
    f"{Act.EXAMS_CHANGED}.set": _l("%(who)s set the test “%(test)s” for “%(class)s”."),
    f"{Act.EXAMS_CHANGED}.changed": _l("%(who)s changed the test “%(test)s” of “%(class)s”."),
    f"{Act.EXAMS_CHANGED}.removed": _l("%(who)s removed the test “%(test)s” of “%(class)s”."),
    f"{Act.EXAMS_CHANGED}.restored": _l("%(who)s brought the test “%(test)s” of “%(class)s” back."),
    Act.CLASS_FIT_BEGUN: _l("%(who)s had the model of memory fitted to the answers of “%(class)s”."),
    Act.CLASS_FIT_REVERTED: _l("%(who)s took the weights that were fitted to “%(class)s” back."),
    Act.JOINING_OPENED: _l("%(who)s let students join “%(class)s” by its code."),
    Act.JOINING_CLOSED: _l("%(who)s let nobody join “%(class)s” by its code any more."),
    Act.CODE_CHANGED: _l("%(who)s gave “%(class)s” a new code to join by."),
    Act.TEACHER_ADDED: _l("%(who)s let %(whom)s teach “%(class)s”."),
    Act.TEACHER_CHANGED: _l("%(who)s changed what %(whom)s is to “%(class)s”: from %(before)s to %(after)s."),
    Act.STUDENTS_ADDED: _l("%(who)s added students to “%(class)s” by a list: %(count)s."),
    Act.STUDENT_CHANGED: _l("%(who)s changed the name, the group or the extra time of %(whom)s in “%(class)s”."),
    Act.STUDENT_MOVED: _l("%(who)s moved %(whom)s from “%(class)s” to “%(other)s”."),
    Act.STUDENT_REMOVED: _l("%(who)s took %(whom)s out of “%(class)s”."),
    Act.STUDENT_RESTORED: _l("%(who)s brought %(whom)s back into “%(class)s”."),
    Act.STUDENT_ERASED: _l("%(who)s erased a student of “%(class)s”, with all that they did."),
    Act.CARDS_MADE: _l("%(who)s made sign-in cards for students of “%(class)s”: %(count)s."),
    Act.ANNOUNCEMENT_WRITTEN: _l("%(who)s told “%(class)s” something by an announcement."),
    Act.ANNOUNCEMENT_CHANGED: _l("%(who)s changed an announcement of “%(class)s”."),
    Act.ANNOUNCEMENT_WITHDRAWN: _l("%(who)s took an announcement of “%(class)s” back."),
    Act.ANNOUNCEMENT_RESTORED: _l("%(who)s showed an announcement of “%(class)s” again."),
    Act.ASSIGNMENT_MADE: _l("%(who)s gave “%(title)s” out to “%(class)s”."),
    Act.ASSIGNMENT_CHANGED: _l("%(who)s changed “%(title)s”, given out to “%(class)s”."),
    Act.ASSIGNMENT_CLOSED: _l("%(who)s closed “%(title)s” of “%(class)s”."),
    Act.ASSIGNMENT_REOPENED: _l("%(who)s opened “%(title)s” of “%(class)s” again."),
    Act.ASSIGNMENT_REMOVED: _l("%(who)s put “%(title)s” of “%(class)s” into the trash."),
    Act.ASSIGNMENT_RESTORED: _l("%(who)s took “%(title)s” of “%(class)s” out of the trash."),
    Act.ASSIGNMENT_COPIED: _l("%(who)s gave “%(title)s” out to “%(class)s” as a copy."),
    Act.ASSIGNMENT_EXCEPTED: _l("%(who)s changed how “%(title)s” differs for %(whom)s."),
    Act.ASSIGNMENT_TIMED: _l("%(who)s gave %(whom)s more time for “%(title)s”: %(minutes)s minutes."),
    Act.ASSIGNMENT_PAPER: _l("%(who)s made “%(title)s” of “%(class)s” to be printed."),
    Act.GRADEBOOK_CHANGED: _l("%(who)s changed by which rules the grades of “%(class)s” come about."),
    Act.MARKS_RELEASED: _l("%(who)s let the students of “%(class)s” see the marks of “%(title)s”."),
    Act.BANK_MADE: _l("%(who)s made the bank “%(bank)s”."),
    Act.BANK_COPIED: _l("%(who)s made the bank “%(bank)s” as a copy of “%(from)s”."),
    Act.BANK_CHANGED: _l("%(who)s changed the heading of the bank “%(bank)s”."),
    Act.SOURCE_MADE: _l("%(who)s described the source “%(key)s”."),
    Act.SOURCE_CHANGED: _l("%(who)s changed the source “%(key)s”."),
    Act.SOURCE_MOVED: _l("%(who)s moved the source “%(key)s” in the list of sources."),
    Act.SOURCE_REMOVED: _l("%(who)s removed the source “%(key)s”, which nothing cites."),
    Act.UPLOAD_APPLIED: _l("%(who)s brought a file into the bank “%(bank)s”."),
    Act.UPLOAD_DECK: _l("%(who)s brought an Anki package into the bank “%(bank)s”."),
    Act.CONFLICT_SETTLED: _l("%(who)s settled where a file and the bank “%(bank)s” differ."),
    Act.PICTURE_ADDED: _l("%(who)s added the picture %(name)s."),
    Act.QUESTION_NO_DUPLICATE: _l("%(who)s said that “%(question)s” is no duplicate."),
    Act.QUESTION_ARCHIVED: _l("%(who)s archived the question “%(question)s” of “%(bank)s”."),
    Act.QUESTION_UNARCHIVED: _l("%(who)s brought the question “%(question)s” of “%(bank)s” back from the archive."),
    Act.QUESTION_FLAGGED: _l("%(who)s flagged the question “%(question)s” of “%(bank)s”."),
    Act.QUESTION_UNFLAGGED: _l("%(who)s took the flag off the question “%(question)s” of “%(bank)s”."),
    Act.QUESTION_RESTORED: _l("%(who)s brought the question “%(question)s” of “%(bank)s” back from the trash."),
    Act.BACKUP_MADE: _l("%(who)s had a backup made."),
    Act.BACKUP_OF_DAY: _l("%(who)s made the backup of the day, %(stamp)s."),
    Act.BACKUP_UPGRADE: _l("%(who)s made the backup %(stamp)s before an upgrade."),
    Act.BACKUP_RESTORED: _l(
        "%(who)s put the backup %(stamp)s (%(file)s) in the place of what was there, which is kept in %(kept)s."
    ),
    Act.BACKUP_UNPACKED: _l("%(who)s restored the backup %(stamp)s (%(file)s) where nothing was before."),
    Act.RETENTION_RULES: _l("%(who)s changed how long things are kept."),
    Act.RETENTION_RUN: _l("%(who)s let go what is kept no longer."),
    "erasure": _l("%(who)s erased somebody, with all that was theirs: number %(number)s."),
    Act.SIGN_IN_FAILED: _l("Somebody gave a wrong password for %(whom)s, perhaps several times within the hour."),
    Act.FACTORS_DECIDED: _l("%(who)s decided whether those who teach need a second factor: %(needed)s."),
    Act.FACTOR_SET_UP: _l("%(who)s set up a second factor for their own account."),
    Act.FACTOR_REMOVED: _l("%(who)s took the second factor of their own account away."),
    "account.factor": _l("%(who)s let %(whom)s sign in without a second factor."),
    Act.FIT_REVERTED: _l("%(who)s took fitted weights of the model of memory back."),
    "account.student": _l("%(who)s made %(whom)s a student."),
    "account.instructor": _l("%(who)s made %(whom)s an instructor."),
    "account.admin": _l("%(who)s made %(whom)s an admin."),
    "account.deactivate": _l("%(who)s let %(whom)s sign in no more."),
    "account.activate": _l("%(who)s let %(whom)s sign in again."),
    "account.password": _l("%(who)s gave %(whom)s a new password."),
    "account.export": _l("%(who)s took out what is kept about %(whom)s."),
    "bank_role": _l("%(who)s changed what %(whom)s may do with the bank “%(bank)s”: from %(before)s to %(after)s."),
    "bulk": _l("%(who)s changed questions in bulk (%(changed)s): %(said)s."),
    "state": _l("%(who)s brought the question “%(question)s” from %(before)s to %(after)s."),
    "version.first": _l("%(who)s wrote the question “%(question)s” in “%(bank)s”."),
    "version": _l("%(who)s edited the question “%(question)s” in “%(bank)s”."),
    "version.many": _l("%(who)s wrote versions of questions of “%(bank)s” at once: %(count)s."),
    "regrade.new_key": _l("%(who)s graded answers to “%(question)s” again by its new key; changed: %(changed)s."),
    "regrade.no_loss": _l("%(who)s graded answers to “%(question)s” again, to nobody's loss; changed: %(changed)s."),
    "regrade.full_marks": _l("%(who)s gave full marks for “%(question)s”; changed: %(changed)s."),
    "regrade.drop": _l("%(who)s dropped “%(question)s” from what counts; changed: %(changed)s."),
    "relearn": _l("%(who)s brought cards of “%(question)s” back to learners: %(learners)s."),
    "grade": _l("%(who)s set the grade of %(whom)s in “%(class)s” by hand."),
    "grade.back": _l("%(who)s took back the grade of %(whom)s in “%(class)s” that was set by hand."),
    "mark.override": _l("%(who)s gave %(whom)s other points for “%(title)s”."),
    "mark.excuse": _l("%(who)s excused %(whom)s from “%(title)s”."),
    "mark.late": _l("%(who)s changed what being late takes from %(whom)s in “%(title)s”."),
    "mark.comment": _l("%(who)s wrote a comment on the mark of %(whom)s in “%(title)s”."),
    "mark.override.back": _l("%(who)s took back the other points of %(whom)s for “%(title)s”."),
    "mark.excuse.back": _l("%(who)s excused %(whom)s from “%(title)s” no more."),
    "mark.late.back": _l("%(who)s took back what they said of being late of %(whom)s in “%(title)s”."),
    "mark.comment.back": _l("%(who)s took back the comment on the mark of %(whom)s in “%(title)s”."),
    "kept": _l("%(who)s left scores of “%(question)s” as they are, though its key had changed."),
    "fit": _l("%(who)s had the model of memory fitted to answers."),
    "report": _l("%(who)s answered a report of the question “%(question)s”."),
}
_WORDS: Mapping[str, object] = {
    "": _l("nothing"),
    "none": _l("nothing"),
    "owner": _l("owner"),
    "teacher": _l("teacher"),
    "viewer": _l("viewer"),
    "reviewer": _l("reviewer"),
    "editor": _l("editor"),
    "draft": _l("draft"),
    "review": _l("in review"),
    "ready": _l("ready"),
    "yes": _l("yes"),
    "no": _l("no"),
}
OF_WORDS = {"before", "after", "needed"}
"""The details that hold such words; all others are names, which stay as they are."""
_SETTINGS: Mapping[str, object] = {
    "name": _l("name"),
    "subtitle": _l("what it is about"),
    "time_zone": _l("time zone"),
    "rollover_hour": _l("when a day ends"),
    "term_begins": _l("first day of the term"),
    "term_ends": _l("last day of the term"),
    "lesson_days": _l("days with a lesson"),
}
"""What is said of a class, by the names that the log keeps."""


def sentence(entry: Entry, names: Names) -> str:
    """Return what somebody did, in one sentence."""
    said = {name: _word(value) if name in OF_WORDS else str(value) for name, value in entry.details.items()}
    told = said | _named(entry, names)
    if _key(entry).startswith(f"{Act.HOLIDAYS_CHANGED}."):
        told |= {"gone": _holidays(entry.details["before"]), "came": _holidays(entry.details["after"])}
    if _key(entry) == f"{Act.CLASS_CHANGED}.what":
        told["settings"] = _settings(entry.details["before"], entry.details["after"])
    if entry.record is Record.BULK:
        told["said"] = bulk_change(entry.what.partition(".")[2], entry.details["said"]["value"])
    return str(SENTENCES[_key(entry)]) % told


def who(entry: Entry, names: Names) -> str:
    """Return who did it."""
    if entry.by_id is None:
        return str(
            _("The server") if entry.by_role == "server" or entry.record is Record.BULK else _("Somebody erased")
        )
    return person(entry.by_id, names)


def person(person_id: int | None, names: Names) -> str:
    """Return who somebody is, at the beginning of a sentence."""
    return names.people.get(person_id or 0) or str(_("Somebody erased"))


def _key(entry: Entry) -> str:
    """Return under which of the sentences an entry is told."""
    if entry.record is Record.VERSION:
        several = entry.details["count"] > 1
        return "version.many" if several else "version.first" if entry.details["number"] == 1 else "version"
    if entry.what == Act.HOLIDAYS_CHANGED and isinstance(entry.details.get("before"), list):
        gone, came = entry.details["before"], entry.details["after"]
        return f"{entry.what}.{'both' if gone and came else 'gone' if gone else 'came'}"
    if entry.what == Act.CLASS_CHANGED and isinstance(entry.details.get("after"), dict):
        return f"{entry.what}.what"
    if entry.what == Act.EXAMS_CHANGED and "deed" in entry.details:
        return f"{entry.what}.{entry.details['deed']}"
    if entry.record in {Record.MARK, Record.GRADE} and entry.details["value"] is None:
        return f"{entry.what}.back"
    return entry.what if entry.what in SENTENCES else entry.what.partition(".")[0]


def _named(entry: Entry, names: Names) -> dict[str, str]:
    bank = names.banks.get(entry.bank_id or 0)
    given = names.assignments.get(entry.subject_id or 0) if is_of_assignment(entry) else None
    question = names.questions.get(entry.subject_id or 0) if is_of_question(entry) else None
    gone, erased = str(_("something deleted")), str(_("somebody erased"))
    return {
        "who": who(entry, names),
        "whom": names.people.get(entry.person_id or 0) or erased,
        "class": names.classes.get(entry.class_id or 0) or gone,
        "other": names.classes.get(entry.subject_id or 0) or gone,
        "bank": bank[1] if bank else gone,
        "title": given[0] if given else gone,
        "question": question or gone,
    }


def _settings(before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    changes = [
        _("%(setting)s (%(before)s to %(after)s)", setting=label, before=_set(name, before), after=_set(name, after))
        for name, label in _SETTINGS.items()
        if name in after
    ]
    return ", ".join(changes)


def _set(name: str, kept: Mapping[str, Any]) -> str:
    value = kept[name]
    if name == "rollover_hour":
        return f"{value:02}:00"
    if name == "lesson_days":
        return ", ".join(str(WEEKDAYS[day]) for day in value) or str(_("none"))
    if not value:
        return str(_("nothing"))
    return show_date(date.fromisoformat(value)) if name in {"term_begins", "term_ends"} else f"“{value}”"


def _holidays(kept: Sequence[Mapping[str, str]]) -> str:
    told = [_("“%(name)s” (%(days)s)", name=one["name"], days=_days(one)) for one in kept]
    return ", ".join(told) or str(_("nothing"))


def _days(holiday: Mapping[str, str]) -> str:
    first, last = (show_date(date.fromisoformat(holiday[end])) for end in ("first", "last"))
    return first if first == last else str(_("%(first)s – %(last)s", first=first, last=last))


def _word(value: Any) -> str:  # noqa: ANN401 - whatever JSON holds
    return str(_WORDS.get(value, value)) if isinstance(value, str) else str(value)
