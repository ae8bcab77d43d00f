"""Which options a question has, which of them an answer chose, and the table of who chose what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from quizapp.analysis.queries import Answered
from quizapp.kinds.base import Answers, Content
from quizapp.kinds.changes import carried_answers
from quizapp.kinds.multiple_choice import MultipleChoice
from quizapp.kinds.single_choice import SingleChoice
from quizapp.kinds.true_false import WORDS, TrueFalse
from quizapp.psychometrics.distractors import Choices, DistractorTable, analyse_options

_TRUE_OR_FALSE = tuple(WORDS)


@dataclass(frozen=True, slots=True)
class Options:
    """A question's options: their texts in Markdown, and which of them are right, by their numbers from 0."""

    texts: tuple[str, ...]
    keys: frozenset[int]
    are_msgids: bool = False
    """True where the texts are the page's own words, True and False."""


def options_of(content: Content | None) -> Options | None:
    """Return a question's options; None where it is no choice."""
    match content:
        case TrueFalse():
            keys = frozenset({_TRUE_OR_FALSE.index(content.key()[0])})
            return Options(tuple(WORDS.values()), keys, are_msgids=True)
        case SingleChoice() | MultipleChoice():
            return Options(tuple(option.text for option in content.options), frozenset(map(int, content.key())))
        case _:
            return None


def chosen(content: Content, answers: Answers) -> frozenset[int]:
    """Return the numbers of the options that canonical answers chose."""
    if isinstance(content, TrueFalse):
        return frozenset(_TRUE_OR_FALSE.index(answer) for answer in answers if answer)
    return frozenset(int(answer) for answer in answers if answer)


@dataclass(frozen=True, slots=True)
class Chosen:
    """The options of a question with what was chosen."""

    options: Options
    table: DistractorTable
    untold: int
    """Answers to older versions that chose what is no option any more."""


def table_of(
    rows: Iterable[Answered], contents: Mapping[int, Content | None], current: Content | None, *, in_shares: bool
) -> Chosen | None:
    """Return who chose what of a question as it is now; answers to older versions are said in its terms.

    Contents are its versions, by their ids; in_shares where attempts are worth unequal points.
    """
    options = options_of(current)
    if options is None or current is None:
        return None
    students, rests, sets, untold = list[int](), list[float](), list[frozenset[int]](), 0
    known: dict[tuple[int, Answers], frozenset[int] | None] = {}
    for _attempt, learner_id, points, worth, _question, version_id, score, answers in rows:
        if worth < 2:  # noqa: PLR2004 - there is no rest
            continue
        place = (version_id, tuple(answers))
        if place not in known:
            said = in_terms_of(current, contents.get(version_id), place[1])
            known[place] = None if said is None else chosen(current, said)
        if (options_chosen := known[place]) is None:
            untold += 1
        else:
            rest = points - score
            students.append(learner_id)
            rests.append(rest / (worth - 1) if in_shares else rest)
            sets.append(options_chosen)
    return Chosen(options, analyse_options(Choices(students, rests, sets), len(options.texts), options.keys), untold)


def rest_of(row: Answered, *, in_shares: bool) -> float:
    """Return what an attempt reached in its other questions; a share where attempts are worth unequal points."""
    rest = row.points - row.score
    return rest / (row.worth - 1) if in_shares else rest


def in_terms_of(current: Content, old: Content | None, answers: Answers) -> Answers | None:
    """Return answers to some version in terms of the current one; None where they cannot be said in them."""
    if old is None or old is current:
        return None if old is None else answers
    return carried_answers(old, current, answers)
