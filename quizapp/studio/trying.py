"""Answering a question in the editor as a student would: marked, explained, and forgotten."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from werkzeug.datastructures import MultiDict

from quizapp.formats.base import QuestionDraft
from quizapp.kinds.base import Arrangement, Content, ContentError, Fields, Grade, GradingContext, Message, Prompt
from quizapp.kinds.fields import ANSWER
from quizapp.kinds.flashcard import RATING
from quizapp.kinds.messages import N_

SEEN = "seen"
"""The name of the field that says which question the page showed."""
_CHANGED = N_("The question was changed since: answer it again as it stands now.")
_BLANK = N_("Nothing is answered yet.")


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of an answer."""

    sent: Fields
    grade: Grade | None = None
    """None where it could not be marked, or where a card's back is shown first."""
    prompt: Prompt | None = None
    """What was shown, with the answer that was given."""
    problem: Message | None = None


def fields_sent(form: MultiDict[str, str]) -> dict[str, Sequence[str]]:
    """Return those fields of a request that answer a question, and the mark of the question that was shown."""
    return {name: form.getlist(name) for name in form if name.startswith(ANSWER) or name in {RATING, SEEN}}


def arranged(draft: QuestionDraft) -> Arrangement:
    """Return the order in which the editor shows a question: the same at each look."""
    return draft.content.arrange(Random(draft.key))  # noqa: S311 - an order, nothing secret


def mark_of(draft: QuestionDraft) -> str:
    """Return what tells a question from the same one after a change of what it asks."""
    said = f"{draft.key} {draft.kind} {draft.content.model_dump_json()}"
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def try_out(draft: QuestionDraft, sent: Fields, context: GradingContext) -> Trial:
    """Mark an answer to a question that is not saved; nothing is kept of it."""
    if list(sent.get(SEEN, ())) != [mark_of(draft)]:
        return Trial({}, problem=Message(_CHANGED))
    try:
        return _marked(draft.content, arranged(draft), sent, context)
    except ContentError as error:
        return Trial(sent, problem=error.message)


def _marked(content: Content, arrangement: Arrangement, sent: Fields, context: GradingContext) -> Trial:
    answers = content.read(sent, arrangement)
    if content.self_rated and not (answers and answers[0]):
        return Trial(sent, prompt=content.prompt(arrangement, answers))
    if not any(answers):
        return Trial(sent, problem=Message(_BLANK))
    return Trial(sent, content.grade(answers, context), content.prompt(arrangement, answers))
