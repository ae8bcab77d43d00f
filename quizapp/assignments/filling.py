"""From the form of an assignment to what is given out, and back. Every mistake stands at its field."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from flask import request
from flask_babel import gettext as _
from pydantic import ValidationError
from sqlalchemy.orm import Session
from wtforms import Field

from quizapp.assignments import references
from quizapp.assignments.finding import finds_any, read_query
from quizapp.assignments.forms import (
    BLUEPRINT,
    FIXED,
    READY,
    RULES,
    UNLIMITED,
    AssignmentForm,
    CardsForm,
    QuizForm,
    ReadingForm,
)
from quizapp.assignments.localtime import (
    LocalTimeError,
    RepeatedHourError,
    SkippedHourError,
    read_local,
    show_local,
)
from quizapp.assignments.models import Assignment, Kind
from quizapp.assignments.rule_text import (
    RuleLineError,
    queries_in,
    query_of_rule,
    read_rules,
    rules_of_blueprint,
    write_rules,
)
from quizapp.assignments.services import Given
from quizapp.assignments.settings import DrawnBy, LateRule, QuizSettings, Settings, settings_of
from quizapp.quizzes.ready import ready_quiz_by_key, rules_of
from quizapp.quizzes.terms import When
from quizapp.web.rendering import say

PRESETS: Mapping[str, tuple[When, When, When, When]] = {
    "after": (When.AFTER_SUBMISSION,) * 4,
    "at_once": (When.AFTER_SUBMISSION, When.AT_ONCE, When.AT_ONCE, When.AT_ONCE),
    "points": (When.AFTER_SUBMISSION, When.AFTER_CLOSING, When.AFTER_CLOSING, When.AFTER_CLOSING),
    "closing": (When.AFTER_CLOSING,) * 4,
}
"""Points, right or wrong, the key, the explanation."""
MOMENTS = ("opens_at", "closes_at", "late_until")
SHOWN = ("score", "verdict", "key", "explanation")
CELL = "cell/"
"""Fields of the blueprint: cell/LEVEL/TOPIC."""
FORMS: Mapping[str, type[AssignmentForm]] = {Kind.QUIZ: QuizForm, Kind.CARDS: CardsForm, Kind.READING: ReadingForm}


Dates = dict[str, datetime | None]


@dataclass(frozen=True, slots=True)
class Filling:
    """What a form is read with."""

    session: Session
    zone: ZoneInfo
    now: datetime
    within: sa.ColumnElement[bool]
    """What the teacher may see of the banks, or what stands in the list already."""
    is_new: bool = True


def read_form(form: AssignmentForm, kind: str, filling: Filling) -> Given | None:
    """Return what a sent form says; None where something is wrong, which then stands at its fields."""
    is_valid = form.validate()
    dates = {name: read_moment(form[name], filling.zone) for name in MOMENTS if name in form}
    said = _READERS[kind](form, filling) if is_valid else None
    if said is None or any(field.errors for field in form):
        return None
    settings = _checked(form, kind, said)
    if settings is None or not _dates_fit(form, settings, dates, filling):
        return None
    if isinstance(settings, QuizSettings) and settings.late.rule == LateRule.REFUSE:
        dates["late_until"] = None
    return Given(
        kind,
        form.title.data,
        settings,
        dates.get("opens_at"),
        dates.get("closes_at"),
        dates.get("late_until"),
        points=10.0 if form.points.data is None else form.points.data,
        category=form.category.data or "",
        instructions=form.instructions.data or "",
    )


def read_moment(field: Field, zone: ZoneInfo) -> datetime | None:
    """Return the moment that a field says; a mistake stands at the field."""
    try:
        return read_local(field.data or "", zone)
    except SkippedHourError:
        sentence = _("The clocks are put forward over this time, so it never comes on that day. Choose an hour later.")
    except RepeatedHourError:
        sentence = _("The clocks are put back over this time, so it comes twice on that day. Choose another one.")
    except LocalTimeError:
        sentence = _("Please type a day and a time, such as 2026-12-24T18:00.")
    _blame(field, sentence)
    return None


def _blame(field: Field, sentence: str) -> None:
    field.errors = [*field.errors, sentence]


def _dates_fit(form: AssignmentForm, settings: Settings, dates: Dates, filling: Filling) -> bool:
    opens_at, closes_at, late_until = dates.get("opens_at"), dates["closes_at"], dates.get("late_until")
    if closes_at and opens_at and closes_at <= opens_at:
        _blame(form.closes_at, _("It would close before it opens."))
    elif closes_at and filling.is_new and closes_at <= filling.now:
        _blame(form.closes_at, _("This moment has passed already."))
    if isinstance(settings, QuizSettings):
        shown = {settings.score, settings.verdict, settings.key, settings.explanation}
        if closes_at is None and When.AFTER_CLOSING in shown:
            _blame(form.closes_at, _("Something is to be shown after the closing, so it needs one."))
        if settings.late.rule != LateRule.REFUSE and late_until is None:
            _blame(form["late_until"], _("Until when is it accepted late?"))
        elif settings.late.rule != LateRule.REFUSE and (closes_at is None or (late_until and late_until <= closes_at)):
            _blame(form["late_until"], _("That has to be after the closing."))
    return not any(field.errors for field in form)


def _checked(form: AssignmentForm, kind: str, said: dict[str, Any]) -> Settings | None:
    sentences = {
        "no_questions": _("Please choose questions."),
        "too_many_questions": _("A quiz asks at most 50 questions."),
        "key_before_verdict": _("Whoever sees the right answer sees whether theirs was right: show that no later."),
        "verdict_before_score": _("Whoever sees what was right can add up their points: show them no later."),
        "retention_too_high": _("Nobody remembers everything for certain: at most 99 percent."),
    }
    try:
        return settings_of(kind, said)
    except ValidationError as error:
        for problem in error.errors():
            known = next((sentence for name, sentence in sentences.items() if name in problem["msg"]), None)
            form.form_errors.append(known or _("Something here cannot be used: %(why)s", why=problem["msg"]))
    return None


def _quiz_said(form: AssignmentForm, filling: Filling) -> dict[str, Any] | None:
    chosen = _QUESTIONS[form["source"].data](form, filling)
    if any(field.errors for field in form):
        return None
    shows = PRESETS.get(form["feedback"].data) or tuple(form[name].data for name in SHOWN)
    attempts = form["attempts"].data
    return {
        **chosen,
        **dict(zip(SHOWN, shows, strict=True)),
        "balanced": form["balanced"].data or form["source"].data == BLUEPRINT,
        "attempts": None if attempts == UNLIMITED else int(attempts),
        "late": {"rule": form["late"].data, "percent_per_day": form["percent_per_day"].data or 10},
        **{name: form[name].data for name in ("counts", "minutes", "certainty", "shuffled")},
        "password": form["password"].data or "",
    }


def _cards_said(form: AssignmentForm, filling: Filling) -> dict[str, Any] | None:
    query = form["query"].data or ""
    _check_query(form["query"], query, filling.session)
    return {"goal": form["goal"].data, "target": form["target"].data, "query": query}


def _reading_said(form: AssignmentForm, filling: Filling) -> dict[str, Any] | None:
    known = references.known_passages(filling.session)
    ticked = {*request.form.getlist("passages"), *request.form.getlist("sources")}
    chosen = [one for one in known if one in ticked or one.partition("#")[0] in ticked]
    if not chosen:
        form.form_errors.append(_("Please choose at least one passage."))
        return None
    return {"passages": chosen, "minutes": form["minutes"].data}


def _check_query(field: Field, query: str, session: Session, line: int = 0) -> None:
    for finding in read_query(session, query).findings:
        sentence = say(finding.message)
        _blame(field, _("Line %(line)d: %(sentence)s", line=line, sentence=sentence) if line else sentence)


def _of_ready(form: AssignmentForm, filling: Filling) -> dict[str, Any]:
    quiz = ready_quiz_by_key(filling.session, form["ready"].data or "")
    if quiz is None:
        _blame(form["ready"], _("Please choose a quiz."))
        return {}
    return {"rules": [{"count": rule.count, "query": query_of_rule(rule)} for rule in rules_of(quiz)]}


def _of_rules(form: AssignmentForm, filling: Filling) -> dict[str, Any]:
    field = form["rules"]
    try:
        rules = read_rules(field.data or "")
    except RuleLineError as error:
        _blame(field, _("Line %(line)d: begin with how many, such as “5 × topic:csto”.", line=error.line))
        return {}
    kept = queries_in(field.object_data or "")
    for line, rule in rules:
        _check_query(field, rule.query, filling.session, line)
        if not field.errors and rule.query not in kept and not finds_any(filling.session, rule.query, now=filling.now):
            sentence = _(
                "Line %(line)d: “%(query)s” finds no question that students get. Name a bank as in bank:dates, "
                "a topic as in topic:csto, a level as in level:2.",
                line=line, query=rule.query[:60],
            )  # fmt: skip
            _blame(field, sentence)
    return {"rules": [rule for _line, rule in rules]}


def _of_blueprint(form: AssignmentForm, _filling: Filling) -> dict[str, Any]:
    cells = [(topic, level, count) for (topic, level), count in sent_cells().items()]
    rules = rules_of_blueprint(cells)
    if not rules:
        _blame(form["source"], _("Please type a number into at least one cell of the table."))
    return {"rules": rules}


def sent_cells() -> dict[tuple[str, int], int]:
    """Return what was typed into the cells of the blueprint, by topic and level."""
    cells = {}
    for name, typed in request.form.items():
        level, _slash, topic = name.removeprefix(CELL).partition("/")
        if name.startswith(CELL) and level in {"1", "2", "3"} and typed.strip().isascii() and typed.strip().isdigit():
            cells[topic, int(level)] = min(int(typed.strip()[:4]), 50)
    return cells


def _of_list(form: AssignmentForm, filling: Filling) -> dict[str, Any]:
    found = references.read_references(filling.session, form["questions"].data or "", filling.within)
    for line, typed in found.unknown:
        _blame(form["questions"], _("Line %(line)d: there is no question “%(typed)s”.", line=line, typed=typed[:60]))
    for line, typed in found.not_ready:
        sentence = _("Line %(line)d: “%(typed)s” is not ready, so students do not get it.", line=line, typed=typed[:60])
        _blame(form["questions"], sentence)
    return {"questions": found.ids}


_Reader = Callable[[AssignmentForm, Filling], dict[str, Any] | None]
_READERS: Mapping[str, _Reader] = {Kind.QUIZ: _quiz_said, Kind.CARDS: _cards_said, Kind.READING: _reading_said}
_QUESTIONS: Mapping[str, Callable[[AssignmentForm, Filling], dict[str, Any]]] = {
    READY: _of_ready,
    RULES: _of_rules,
    BLUEPRINT: _of_blueprint,
    FIXED: _of_list,
}


def new_values(kind: str, zone: ZoneInfo, now: datetime) -> dict[str, Any]:
    """Return what the form of a new assignment begins with: it closes in a week, at the end of the day.

    The address may name questions, such as those of a warm-up: a quiz begins with them as its list.
    """
    closing = (now.astimezone(zone) + timedelta(days=7)).replace(hour=23, minute=59, second=0, microsecond=0)
    titles = {Kind.QUIZ: "", Kind.CARDS: _("Flashcards of the week"), Kind.READING: _("Reading")}
    named = request.args.getlist("add") if kind == Kind.QUIZ else []
    listed = {"source": FIXED, "questions": "\n".join(named)} if named else {}
    return {"closes_at": show_local(closing, zone), "title": titles[Kind(kind)]} | listed


def kept_values(session: Session, assignment: Assignment, zone: ZoneInfo) -> dict[str, Any]:
    """Return what the form of an assignment shows of what is kept."""
    plain = ("title", "instructions", "points", "category")
    values: dict[str, Any] = {name: getattr(assignment, name) for name in plain}
    values |= {name: show_local(getattr(assignment, name), zone) for name in MOMENTS}
    settings = settings_of(assignment.kind, assignment.settings)
    if not isinstance(settings, QuizSettings):
        return values | settings.model_dump()
    return values | _kept_quiz(session, settings)


def _kept_quiz(session: Session, quiz: QuizSettings) -> dict[str, Any]:
    shows = (quiz.score, quiz.verdict, quiz.key, quiz.explanation)
    preset = next((name for name, whens in PRESETS.items() if whens == shows), "own")
    rules: Sequence[DrawnBy] = quiz.rules
    return quiz.model_dump(exclude={"late", "questions", "rules", "attempts"}) | {
        "source": FIXED if quiz.questions else RULES,
        "questions": references.write_references(session, quiz.questions),
        "rules": write_rules(rules),
        "attempts": str(quiz.attempts or UNLIMITED),
        "feedback": preset,
        "late": quiz.late.rule,
        "percent_per_day": quiz.late.percent_per_day,
    }
