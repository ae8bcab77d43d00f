"""What the pages of the gradebook are handed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from flask import current_app, url_for

from quizapp.accounts.access import known_visitor
from quizapp.assignments.models import Assignment
from quizapp.bank.queries import source_titles
from quizapp.classroom.models import SchoolClass
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.gradebook import queries, words
from quizapp.gradebook.book import Book, Entry, read_book
from quizapp.gradebook.forms import BLANK_ROWS, RulesForm
from quizapp.gradebook.hiding import seen_by
from quizapp.gradebook.queries import Row, Settings
from quizapp.gradebook.services import NewItem, NewRules
from quizapp.grades.course import Category
from quizapp.grades.marks import Standing
from quizapp.memory.access import rules_of_app
from quizapp.quizzes.closing import as_seen
from quizapp.quizzes.models import Attempt, Slot
from quizapp.quizzes.pages import result_rows
from quizapp.quizzes.queries import slots_of_attempt
from quizapp.quizzes.regrades.plan import Rule
from quizapp.quizzes.telling import CertaintyResult, certainty_of
from quizapp.quizzes.terms import ALL, agreed
from quizapp.web.meeting import state_of
from quizapp.web.rendering import show_points

RulesSent = tuple[NewRules, list[Category], Mapping[int, NewItem]]


def book_of(school_class: SchoolClass, person_id: int | None = None) -> Book:
    """Return the gradebook of a class, or one student's part of it, as it stands now and the visitor may see it."""
    session, now = db.session(), utcnow()
    book = read_book(session, school_class.id, rules_of_app(current_app), now=now, person_id=person_id)
    return seen_by(session, book, school_class.id, known_visitor().id, now=now)


def sayings(school_class: SchoolClass, settings: Settings) -> dict[str, Any]:
    """Return what every page of marks says figures by."""
    return {
        "school_class": school_class,
        "settings": settings,
        "standings": words.standings(),
        "Standing": Standing,
        "say_points": cache(words.points),
        "say_share": cache(lambda value: words.share(value, settings.places)),
        "say_steps": lambda entry: words.steps(entry, settings),
        "say_late": words.late_words,
    }


def student_page(school_class: SchoolClass, row: Row) -> dict[str, Any]:
    """Return what the page of one student shows."""
    book = book_of(school_class, row.person_id)
    titles = {one.id: one.title for one in book.assignments}
    return {"line": book.lines[0], "titles": titles, **sayings(school_class, book.settings)}


def mark_page(school_class: SchoolClass, assignment: Assignment, row: Row, attempt: Attempt | None) -> dict[str, Any]:
    """Return what the page of one mark shows: its arithmetic, the answers of an attempt, and what was decided."""
    session, page = db.session(), student_page(school_class, row)
    entry: Entry = page["line"].entries[assignment.id]
    if attempt is None and entry.outcome.counted:
        attempt = session.get(Attempt, entry.outcome.counted[0])
    seen = as_seen(session, attempt, now=utcnow()) if attempt else None
    slots = slots_of_attempt(session, seen.id) if seen and seen.finished_at else ()
    history = queries.history_of(session, [assignment.id], row.person_id)
    return {
        **page,
        "row": row,
        "entry": entry,
        "attempt": seen,
        "answers": result_rows(session, slots, ALL),
        "certainty": _certainty(seen, slots),
        "source_titles": source_titles(session),
        "history": history[::-1],
        "say_history": words.history_words,
        "attempt_address": lambda attempt_id: url_for(
            ".show_mark",
            class_id=school_class.id,
            person_id=row.person_id,
            assignment_id=assignment.id,
            attempt=attempt_id,
            _anchor="answers",
        ),
        "rules": Rule,
    }


def _certainty(attempt: Attempt | None, slots: Sequence[Slot]) -> CertaintyResult | None:
    """Return what certainty marking makes of a finished attempt, where it was agreed."""
    terms = agreed(attempt) if attempt else None
    return certainty_of(slots) if terms and terms.certainty and slots else None


def rules_page(school_class: SchoolClass, assignments: Sequence[Assignment]) -> dict[str, Any]:
    """Return what the page of a class's rules shows."""
    said, categories, items = _rules_kept(school_class.id, assignments)
    return {
        "school_class": school_class,
        "assignments": assignments,
        "said": said,
        "categories": [*categories, *[Category("")] * BLANK_ROWS],
        "items": items,
        "seen_state": state_of([said, categories, items]),
        "errors": {},
        "typed": lambda _name, value: show_points(value),
    }


def rules_meet_others(form: RulesForm, class_id: int, sent: RulesSent) -> bool:
    """Say whether a class's rules were made others than what was sent since the page was shown that it comes from."""
    in_form = [one for one in form.assignments if one.id in sent[2]]
    kept = _rules_kept(class_id, in_form)
    if form.sent.get("seen_state", "") in {"", state_of([*kept])}:
        return False
    rules, categories, items = kept
    unnamed = Category("")
    named = [one for one in categories if one != unnamed]
    return (rules, named, items) != (sent[0], [one for one in sent[1] if one != unnamed], sent[2])


def _rules_kept(class_id: int, assignments: Sequence[Assignment]) -> RulesSent:
    """Return by which rules a class's grades come about now."""
    settings = queries.settings_of_class(db.session(), class_id, [one.id for one in assignments])
    said = NewRules(
        settings.scheme.weighted,
        settings.scheme.missing_is_zero,
        settings.places,
        settings.shows_grade,
        settings.counts_left,
    )
    items = {
        one.id: NewItem(one.points, one.category, settings.item(one.id).is_extra, settings.item(one.id).is_held)
        for one in assignments
    }
    return said, _categories(settings, assignments), items


def rules_page_again(
    school_class: SchoolClass, form: RulesForm, rules: NewRules, items: Mapping[int, NewItem]
) -> dict[str, Any]:
    """Return the page of a class's rules with all that was sent, and what is wrong with it."""
    page = rules_page(school_class, form.assignments)
    return page | {
        "said": rules,
        "categories": form.typed_rows(),
        "items": page["items"] | items,  # one that was given out meanwhile was not in the form
        "errors": form.errors,
        "typed": lambda name, value: form.sent.get(name, show_points(value)),
    }


def _categories(settings: Settings, assignments: Sequence[Assignment]) -> list[Category]:
    """Return the rows of categories: what has none, those with rules, those only named."""
    names = dict.fromkeys(["", *settings.scheme.categories, *(one.category for one in assignments)])
    return [*map(settings.scheme.category, names)]
