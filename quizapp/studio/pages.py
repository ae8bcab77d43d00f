"""What the pages of the studio show: the editor with its preview, which is the student's own page, and drafts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from quizapp.bank import queries
from quizapp.bank.access import seen_banks
from quizapp.bank.models import Bank, UnsavedDraft
from quizapp.bank.names import known_names
from quizapp.bank.vocabulary import known_values
from quizapp.db import db
from quizapp.explore.sources import described_sources
from quizapp.formats.base import QuestionDraft
from quizapp.formats.differences import changes
from quizapp.kinds.base import Fields, GradingContext
from quizapp.quality.base import BankContext, Finding, Rule
from quizapp.quality.linting import lint_question
from quizapp.quality.registry import RULES
from quizapp.studio import desks, nexts, settling, trying, wording
from quizapp.studio.commands import Done
from quizapp.studio.drafts import Desk
from quizapp.studio.fields import listed
from quizapp.studio.looking import Sight, look_at
from quizapp.studio.meeting import Edit
from quizapp.studio.other_kinds import offers
from quizapp.studio.question_form import QuestionForm
from quizapp.studio.trying import Trial
from quizapp.web.rendering import show_moment

MARKDOWN_EXAMPLES = (
    "Who was **not** there?",
    "the treaty of *Lausanne*",
    "- one\n- two",
    "> quoted words",
    "A new paragraph\n\nneeds an empty line.",
    "[a page](/timeline)",
)


@dataclass(frozen=True, slots=True)
class Reply:
    """What the editor answers to what was sent."""

    edit: Edit
    draft: QuestionDraft | None = None
    """What was typed, where it is whole."""
    done: Done = field(default_factory=Done)
    trial: Trial | None = None


def preview(draft: QuestionDraft, bank: Bank, titles: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Return what the student's templates need to show a draft: before the answer, and after the perfect one."""
    content = draft.content
    arrangement = trying.arranged(draft)
    key = content.key()
    return {
        "version": draft,
        "before": content.prompt(arrangement),
        "after": content.prompt(arrangement, key),
        "grade": content.grade(key, GradingContext(language=bank.language)),
        "back": content.cards()[0] if content.self_rated else None,
        "cards": content.cards(),
        "sent": {},
        "source_titles": queries.source_titles(db.session()) if titles is None else titles,
    }


def weaknesses(draft: QuestionDraft, bank: Bank) -> list[tuple[Rule, Finding]]:
    """Return what the linter finds in a draft and nobody allows, each with its rule."""
    found = lint_question(draft, _context(bank))
    return [(RULES[finding.rule], finding) for finding in found if not finding.reason]


def _context(bank: Bank) -> BankContext:
    return BankContext(bank.language, bank.reading_grade, frozenset(known_names(db.session(), bank.id)))


def editor(desk: Desk, reply: Reply) -> ResponseReturnValue:
    """Return the editing page: the form, and beside it how the question looks."""
    form = reply.edit.form
    is_sent = request.method == "POST" and reply.trial is None
    if not is_sent or reply.edit.is_fresh:
        form.read_draft(reply.edit.chosen)  # for what is to be done
    sight = look_at(form, reply.draft, _context(desk.bank), is_insisting=is_sent and not reply.done.field_id)
    form.add_spare_rows()
    shown = {
        "meeting": reply.edit.meeting,
        "question": desk.question,
        "done": reply.done,
        "markdown_examples": MARKDOWN_EXAMPLES,
        "usage": settling.usage_of(db.session(), desk.question) if desk.question else None,
        "choices": settling.Choice,
        "chosen": settling.chosen(),
        "topics": known_values(db.session(), seen_banks()).get("topic", ()),
    }
    page = render_template("studio/edit_question.html", **shown, **_look(desk, form, sight, reply.trial))
    is_refused = is_sent and reply.draft is None and not reply.edit.is_fresh and not reply.done.field_id
    return page, 422 if is_refused else 200


def live(desk: Desk, form: QuestionForm, kept_at: datetime | None) -> ResponseReturnValue:
    """Return how a question looks while somebody types, as parts of the editing page to be put in place."""
    draft = form.read_draft()
    sight = look_at(form, draft, _context(desk.bank))
    return render_template("studio/_live.html", kept_at=kept_at, **_look(desk, form, sight))


def tried(desk: Desk, form: QuestionForm, sent: Fields) -> ResponseReturnValue:
    """Return the editing page with what came of an answer in its preview; for a script that part alone."""
    sight = look_at(form, None, _context(desk.bank))
    names = known_names(db.session(), desk.bank.id) if sight.shown and sight.shown.content.knows_names else ()
    context = GradingContext(desk.bank.language, names)
    trial = trying.try_out(sight.shown, sent, context) if sight.shown else Trial({})
    if "X-Part" in request.headers:
        return render_template("studio/_look.html", **_look(desk, form, sight, trial))
    return editor(desk, Reply(Edit(form), sight.shown, trial=trial))


def said_of_elsewhere(kept: UnsavedDraft) -> str:
    """Return the sentence about a draft of another tab for whoever has no scripts."""
    moment = show_moment(kept.updated_at)
    sentence = _(
        "Another tab or device kept a draft of this, %(moment)s. What stands here is not kept yet: "
        "send it once more to put it in the other one’s place.",
        moment=moment,
    )
    return str(sentence)


def _look(desk: Desk, form: QuestionForm, sight: Sight, trial: Trial | None = None) -> dict[str, Any]:
    """Return what shows how a form looks."""
    shown: dict[str, Any] = {"sight": sight, "bank": desk.bank, "trial": trial or Trial({}), "form": form}
    shown["offers"] = offers(form)
    shown["is_right_changed"] = settling.is_right_changed(desk.question, sight.shown)
    shown |= {f"{verb}_address": desks.address(verb, desk) for verb in ("save", "try")}
    shown["edit_address"] = desks.address("edit", desk, **nexts.trail())
    shown["go_on_address"] = desks.address("edit", desk, draft="go-on", **nexts.trail())
    shown["sources"] = sources = described_sources(db.session())
    about = {f"{one.key}#{passage.key}": passage.about for one in sources for passage in one.passages}
    shown["passages"] = [(one, about.get(one)) for one in listed(form.sources.data)]
    if sight.shown:
        shown |= preview(sight.shown, desk.bank, {one.key: one.title for one in sources}) | {
            "mark": trying.mark_of(sight.shown),
            "sent": shown["trial"].sent,
        }
        if shown["trial"].prompt:
            shown["after"] = shown["trial"].prompt
        if shown["trial"].grade:
            shown["grade"] = shown["trial"].grade
    return shown


def offer(kept: UnsavedDraft, desk: Desk, base: dict[str, Any]) -> ResponseReturnValue:
    """Return the page that offers to go on with what was typed and not saved, or to throw it away."""
    form = desks.form_of(desk, desks.sent_of(kept))
    said = [wording.worded(kept.kind, raw) for raw in (base, form.raw())]
    shown = {
        "changes": changes(said[0], said[1]),
        "labels": wording.field_labels(kept.kind),
        "newer": desk.question if desk.question and desk.question.current_number != kept.base_number else None,
    }
    addresses = {"away": desks.address("drop", desk), "on": desks.address("edit", desk, draft="go-on", **nexts.trail())}
    addresses["save_address"] = desks.address("save", desk)
    return render_template("studio/resume_draft.html", kept=kept, desk=desk, **addresses, **shown)
