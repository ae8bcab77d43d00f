"""What is wrong with a question's content, in plain sentences: pydantic's findings turned into ours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from quizapp.kinds.messages import N_, ContentError, ContentProblems, Message, Path, Problem

_NOT_A_TEXT = N_("A text is needed here: write it.")
_NOT_A_LIST = N_("A list is needed here: write one entry a line, each after “- ”.")
_NOT_A_MAPPING = N_("Named fields are needed here: write them like “name: value”.")
_NOT_A_TRUTH = N_("“%(given)s” is neither true nor false: write true or false.")

SENTENCES: Mapping[str, str] = {
    "missing": N_("The field “%(field)s” is missing: add it."),
    "string_too_short": N_("This text is empty: write it."),
    "string_too_long": N_("This text is too long: shorten it to %(max_length)s characters."),
    "too_short": N_(
        "There are too few entries here (%(actual_length)s): at least %(min_length)s are needed, so add more."
    ),
    "too_long": N_("There are too many entries here: at most %(max_length)s are allowed, so remove some."),
    "string_type": _NOT_A_TEXT,
    "string_unicode": N_("This text holds characters that cannot be stored: remove them."),
    "tuple_type": _NOT_A_LIST,
    "model_type": _NOT_A_MAPPING,
    "model_attributes_type": _NOT_A_MAPPING,
    "dict_type": _NOT_A_MAPPING,
    "bool_type": _NOT_A_TRUTH,
    "bool_parsing": _NOT_A_TRUTH,
    "literal_error": N_("“%(given)s” is not known here: write one of these: %(expected)s."),
    "extra_forbidden": N_("The field “%(field)s” is not known here: remove it."),
}
"""pydantic's types of errors and what we say to them."""

_OTHER = N_("This is not understood: correct it (%(reason)s).")
_MISSPELT = N_("The field “%(field)s” is not known here: remove it, or write “%(guess)s” if that is meant.")


def problems(error: ValidationError, raw: Mapping[str, object], known: Iterable[str]) -> list[Problem]:
    """Return every problem that pydantic found in a raw mapping whose fields should be the known ones."""
    names = tuple(known)
    return [problem for detail in error.errors(include_url=False) for problem in _problems_of(detail, raw, names)]


def _problems_of(detail: ErrorDetails, raw: Mapping[str, object], known: Sequence[str]) -> Iterator[Problem]:
    cause = detail.get("ctx", {}).get("error")
    path: Path = tuple(detail["loc"])
    if isinstance(cause, ContentProblems):
        yield from (Problem(path + inner, message) for inner, message in cause.problems)
    elif isinstance(cause, ContentError):
        yield Problem(_within(path, raw), cause.message)
    elif not _only_seems_short(detail):
        yield Problem(_within(path, raw), _sentence(detail, known))


def _only_seems_short(detail: ErrorDetails) -> bool:
    """Tell whether a list is short only because pydantic left out entries that have problems of their own."""
    entries, least = detail["input"], detail.get("ctx", {}).get("min_length", 0)
    return detail["type"] == "too_short" and isinstance(entries, Sequence) and len(entries) >= least


def _within(path: Path, raw: object) -> Path:
    """Cut a path where the file has a bare text in place of named fields."""
    for depth, step in enumerate(path):
        if isinstance(raw, Mapping):
            raw = raw.get(step)
        elif isinstance(raw, Sequence) and not isinstance(raw, str) and isinstance(step, int) and step < len(raw):
            raw = raw[step]
        else:
            return path[:depth]
    return path


def _sentence(detail: ErrorDetails, known: Sequence[str]) -> Message:
    field = str(detail["loc"][-1]) if detail["loc"] else ""
    guesses = get_close_matches(field, known, n=1) if detail["type"] == "extra_forbidden" else []
    if guesses and len(detail["loc"]) == 1:
        return Message(_MISSPELT, {"field": field, "guess": guesses[0]})
    given = str(detail["input"])[:40]
    params = {"reason": detail["msg"], **detail.get("ctx", {}), "field": field, "given": given}
    sentence = SENTENCES.get(detail["type"], _OTHER)
    return Message(sentence, {name: value for name, value in params.items() if f"%({name})s" in sentence})
