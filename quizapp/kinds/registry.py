"""The one list of all kinds; loading a question's content from plain values, and giving it back."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import ValidationError

from quizapp.kinds.base import Content
from quizapp.kinds.categorize import Categorize
from quizapp.kinds.cloze import Cloze
from quizapp.kinds.date import Date
from quizapp.kinds.flashcard import Flashcard
from quizapp.kinds.matching import Matching
from quizapp.kinds.messages import N_, ContentProblems, Message, Problem
from quizapp.kinds.multiple_choice import MultipleChoice
from quizapp.kinds.numeric import Numeric
from quizapp.kinds.ordering import Ordering
from quizapp.kinds.problems import problems
from quizapp.kinds.short_answer import ShortAnswer
from quizapp.kinds.single_choice import SingleChoice
from quizapp.kinds.true_false import TrueFalse

_CLASSES: tuple[type[Content], ...] = (
    SingleChoice,
    MultipleChoice,
    TrueFalse,
    ShortAnswer,
    Numeric,
    Date,
    Ordering,
    Matching,
    Categorize,
    Cloze,
    Flashcard,
)
KINDS: Mapping[str, type[Content]] = {kind.kind: kind for kind in _CLASSES}
"""Every kind by its name, in the order in which people are offered them."""


def load(kind: str, raw: Mapping[str, object]) -> Content:
    """Make a question's content from the fields of its kind (texts, as a bank file has them; numbers are taken too).

    Raises:
        ContentProblems: the kind is unknown or the fields are malformed; every problem is in it, with its path.

    """
    if (content := KINDS.get(kind)) is None:
        sentence = N_("There is no kind “%(kind)s”: write one of these: %(kinds)s.")
        message = Message(sentence, {"kind": kind[:40], "kinds": ", ".join(KINDS)})
        raise ContentProblems([Problem(("kind",), message)])
    try:
        return content.model_validate(dict(raw))
    except ValidationError as error:
        raise ContentProblems(problems(error, raw, content.model_fields)) from error


def dump(content: Content) -> dict[str, object]:
    """Return the fields of its kind as a bank file has them: in fixed order, without defaults, load's inverse."""
    return content.model_dump(mode="json", exclude_defaults=True)
