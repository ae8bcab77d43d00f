"""Which options a question has, which of them an answer chose, and the table of who chose what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import compress

from quizapp.analysis.queries import Answered
from quizapp.analysis.sittings import LaidOut
from quizapp.kinds.base import Answers, Content
from quizapp.kinds.changes import carried_answers
from quizapp.kinds.multiple_choice import MultipleChoice
from quizapp.kinds.single_choice import SingleChoice
from quizapp.kinds.true_false import WORDS, TrueFalse
from quizapp.psychometrics.distractors import Choices, DistractorTable, analyse_options
from quizapp.psychometrics.sheet import Column

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


class _Chosen(dict[tuple[int, Answers], frozenset[int] | None]):
    """A version and answers to it → the options chosen in terms of the current one; each is worked out once."""

    def __init__(self, contents: Mapping[int, Content | None], current: Content) -> None:
        super().__init__()
        self._contents, self._current = contents, current

    def __missing__(self, place: tuple[int, Answers]) -> frozenset[int] | None:
        said = in_terms_of(self._current, self._contents.get(place[0]), place[1])
        self[place] = found = None if said is None else chosen(self._current, said)
        return found


def table_of(
    laid: LaidOut, question_id: int, contents: Mapping[int, Content | None], current: Content | None
) -> Chosen | None:
    """Return who chose what of a question as it is now; answers to older versions are said in its terms.

    Contents are its versions, by their ids.
    """
    options = options_of(current)
    if options is None or current is None:
        return None
    said, column = laid.said[question_id], laid.sheet.columns.get(question_id, Column())
    places = zip(said.versions, said.answers, strict=True)
    sets = list(map(_Chosen(contents, current).__getitem__, places))
    told = [one is not None for one in sets]
    choices = Choices(
        [laid.sheet.students[row] for row in compress(column.rows, told)],
        list(compress(column.rests, told)),
        [one for one in sets if one is not None],
    )
    return Chosen(options, analyse_options(choices, len(options.texts), options.keys), told.count(False))


def rest_of(row: Answered, *, in_shares: bool) -> float:
    """Return what an attempt reached in its other questions; a share where attempts are worth unequal points."""
    rest = row.points - row.score
    return rest / (row.worth - 1) if in_shares else rest


def in_terms_of(current: Content, old: Content | None, answers: Answers) -> Answers | None:
    """Return answers to some version in terms of the current one; None where they cannot be said in them."""
    if old is None or old is current:
        return None if old is None else answers
    return carried_answers(old, current, answers)
