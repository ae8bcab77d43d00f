"""A question's content as one of another kind: what fits is mapped, what does not stays behind and can come back. Pure.

Contents are the plain values of the editor's forms, blank fields and rows left out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from quizapp.formats.merging import merge
from quizapp.kinds.gaps import parse

Raw = Mapping[str, Any]
BLANK = "___"
_FORBIDDEN_IN_GAPS = ("{", "}", "|", "~")


@dataclass(slots=True)
class Parts:
    """What the kinds have in common."""

    stem: str = ""
    rights: list[dict[str, str]] = field(default_factory=list)
    """Right options, each with its text and feedback."""
    wrongs: list[dict[str, str]] = field(default_factory=list)
    pairs: list[dict[str, str]] = field(default_factory=list)
    items: list[str] = field(default_factory=list)
    """Things in their right order."""


def convert(kind: str, raw: Raw, to: str) -> dict[str, Any]:
    """Return a content of one kind as one of another, as far as it goes."""
    made = _MAKE[to](_TAKE[kind](raw))
    return {name: value for name, value in made.items() if value not in ("", [], {})}


def left_out(kind: str, raw: Raw, to: str) -> dict[str, Any]:
    """Return what of a content does not fit another kind: fields, and of lists the elements."""
    back = convert(to, convert(kind, raw, to), kind)
    missing = {name: _missing(value, back.get(name)) for name, value in raw.items()}
    return {name: value for name, value in missing.items() if value not in (None, [], "")}


def _missing(value: Any, back: Any) -> Any:  # noqa: ANN401 - any plain value
    if value == back or value is False:
        return None
    if isinstance(value, list) and isinstance(back, list):
        return [element for element in value if element not in back]
    return value


@dataclass(slots=True)
class Kept:
    """A content of a kind that a question was of before, for a way back."""

    raw: dict[str, Any]
    base: dict[str, Any]
    """What it would be, come from the kind that it is of now: what differs from this was changed since."""


def change_kind(kind: str, raw: Raw, to: str, kept: Mapping[str, Kept]) -> tuple[dict[str, Any], dict[str, Kept]]:
    """Return a content as one of another kind, and what is kept of the kinds that it was of before.

    Coming back to a kind merges: what was changed since is taken over, all else is as it was.
    """
    before = {one: _brought_up(was, convert(kind, raw, one)) for one, was in kept.items()}
    before[kind] = dict(raw)
    now = before.pop(to) if to in before else convert(kind, raw, to)
    again = {one: Kept(was, convert(to, now, one)) for one, was in before.items()}
    return now, {one: was for one, was in again.items() if was.raw != was.base}


def _brought_up(kept: Kept, now: Raw) -> dict[str, Any]:
    return merge(kept.base, kept.raw, now).fields


def _element(text: str, feedback: str = "") -> dict[str, str]:
    return {"text": text, "feedback": feedback} if feedback else {"text": text}


def _texts(elements: list[dict[str, str]]) -> list[str]:
    return [one.get("text", "") for one in elements]


def _take_single(raw: Raw) -> Parts:
    return Parts(raw.get("stem", ""), [raw["answer"]] if raw.get("answer") else [], list(raw.get("distractors", ())))


def _take_multiple(raw: Raw) -> Parts:
    return Parts(raw.get("stem", ""), list(raw.get("answers", ())), list(raw.get("distractors", ())))


def _take_short(raw: Raw) -> Parts:
    return Parts(
        raw.get("stem", ""), [_element(text) for text in raw.get("answers", ())], list(raw.get("distractors", ()))
    )


_TRUTHS = {"true": "True", "false": "False"}


def _take_truth(raw: Raw) -> Parts:
    if raw.get("answer") not in _TRUTHS:
        return Parts(raw.get("stem", ""))
    other = "false" if raw["answer"] == "true" else "true"
    wrong = _element(_TRUTHS[other], raw.get("feedback", ""))
    return Parts(raw.get("stem", ""), [_element(_TRUTHS[raw["answer"]])], [wrong])


def _take_typed(raw: Raw) -> Parts:
    return Parts(raw.get("stem", ""), [_element(raw["answer"])] if raw.get("answer") else [])


def _take_ordering(raw: Raw) -> Parts:
    return Parts(raw.get("stem", ""), items=list(raw.get("items", ())))


def _take_matching(raw: Raw) -> Parts:
    pairs = list(raw.get("pairs", ()))
    wrongs = [_element(text) for text in raw.get("distractors", ())]
    return Parts(
        raw.get("stem", ""), wrongs=wrongs, pairs=pairs, items=[pair["left"] for pair in pairs if "left" in pair]
    )


def _take_categorize(raw: Raw) -> Parts:
    pairs = [
        {"left": item, "right": category.get("name", "")}
        for category in raw.get("categories", ())
        for item in category.get("items", ())
    ]
    return Parts(raw.get("stem", ""), pairs=pairs, items=[pair["left"] for pair in pairs])


def _take_cloze(raw: Raw) -> Parts:
    pieces, gaps = parse(raw.get("text", ""))
    parts = Parts(BLANK.join(pieces).removesuffix(f" {BLANK}"))
    if len(gaps) == 1:
        texts = [_element(text) for text in gaps[0].texts]
        parts.rights, parts.wrongs = (texts[:1], texts[1:]) if gaps[0].chosen else (texts, [])
    return parts


def _take_flashcard(raw: Raw) -> Parts:
    return Parts(raw.get("front", ""), [_element(raw["back"])] if raw.get("back") else [])


_TAKE: Mapping[str, Callable[[Raw], Parts]] = {
    "single_choice": _take_single,
    "multiple_choice": _take_multiple,
    "true_false": _take_truth,
    "short_answer": _take_short,
    "numeric": _take_typed,
    "date": _take_typed,
    "ordering": _take_ordering,
    "matching": _take_matching,
    "categorize": _take_categorize,
    "cloze": _take_cloze,
    "flashcard": _take_flashcard,
}


def _make_truth(parts: Parts) -> dict[str, Any]:
    words = {word: value for value, word in _TRUTHS.items()}
    said = [words.get(text, "") for text in _texts(parts.rights[:1])]
    feedback = [one.get("feedback", "") for one in parts.wrongs[:1]] if said and said[0] else []
    return {"stem": parts.stem, "answer": "".join(said), "feedback": "".join(feedback)}


def _make_categorize(parts: Parts) -> dict[str, Any]:
    inside: dict[str, list[str]] = {}
    for pair in parts.pairs:
        inside.setdefault(pair.get("right", ""), []).extend([pair["left"]] if "left" in pair else [])
    categories = [({"name": name} if name else {}) | {"items": items} for name, items in inside.items()]
    return {"stem": parts.stem, "categories": categories}


def _make_cloze(parts: Parts) -> dict[str, Any]:
    texts = _texts(parts.rights + parts.wrongs)
    if not parts.rights or any(sign in text for text in [*texts, parts.stem] for sign in _FORBIDDEN_IN_GAPS):
        return {"text": parts.stem}
    inner = " ~ ".join(texts) if parts.wrongs else " | ".join(texts)
    gap = "{{" + inner + "}}"
    return {"text": parts.stem.replace(BLANK, gap, 1) if BLANK in parts.stem else f"{parts.stem} {gap}"}


_MAKE: Mapping[str, Callable[[Parts], dict[str, Any]]] = {
    "single_choice": lambda parts: {
        "stem": parts.stem,
        "answer": parts.rights[0] if parts.rights else {},
        "distractors": parts.wrongs,
    },
    "multiple_choice": lambda parts: {"stem": parts.stem, "answers": parts.rights, "distractors": parts.wrongs},
    "true_false": _make_truth,
    "short_answer": lambda parts: {"stem": parts.stem, "answers": _texts(parts.rights), "distractors": parts.wrongs},
    "numeric": lambda parts: {"stem": parts.stem, "answer": "".join(_texts(parts.rights[:1]))},
    "date": lambda parts: {"stem": parts.stem, "answer": "".join(_texts(parts.rights[:1]))},
    "ordering": lambda parts: {"stem": parts.stem, "items": parts.items},
    "matching": lambda parts: {
        "stem": parts.stem,
        "pairs": parts.pairs or [{"left": item} for item in parts.items],
        "distractors": _texts(parts.wrongs) if parts.pairs else [],
    },
    "categorize": _make_categorize,
    "cloze": _make_cloze,
    "flashcard": lambda parts: {"front": parts.stem, "back": " / ".join(_texts(parts.rights))},
}
