"""Changing the kind of a question in the editor: what each change leaves behind, and what is kept for a way back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from quizapp.studio.converting import Kept, change_kind, left_out
from quizapp.studio.kind_forms import FORMS
from quizapp.studio.question_form import QuestionForm

LONGEST = 400_000
"""Characters of what is kept of other kinds, beyond which nothing is read: far more than any question has."""
_OPTIONS = {("single_choice", "distractors"), ("multiple_choice", "answers"), ("multiple_choice", "distractors"),
            ("short_answer", "distractors")}  # fmt: skip
_TEXTS = {("short_answer", "answers"), ("ordering", "items"), ("matching", "distractors")}
_PARTS: Mapping[tuple[str, str], tuple[str, ...]] = dict.fromkeys(_OPTIONS, ("text", "feedback")) | {
    ("matching", "pairs"): ("left", "right")
}


@dataclass(frozen=True, slots=True)
class Offer:
    """A kind that a question may become."""

    kind: str
    losses: tuple[str, ...]
    """The names of the fields of which something does not fit, each with how many rows of it."""


def offers(form: QuestionForm) -> list[Offer]:
    """Return the other kinds, each with what would be left behind."""
    raw = form.content_raw()
    blank = type(form)(formdata=None).content_raw()  # what nobody chose is no loss
    said = {name: value for name, value in raw.items() if value != blank.get(name)}
    labels = {name: str(form[name].label.text) for name in said}
    return [Offer(kind, tuple(_losses(left_out(form.kind, said, kind), labels))) for kind in FORMS if kind != form.kind]


def _losses(missing: Mapping[str, Any], labels: Mapping[str, str]) -> list[str]:
    return [
        f"{labels[name]} ({len(value)})" if isinstance(value, list) else labels[name] for name, value in missing.items()
    ]


def of_another_kind(form: QuestionForm, kind: str) -> QuestionForm:
    """Return what a form holds as the form of another kind; what does not fit is kept in it for a way back."""
    now, kept = change_kind(form.kind, form.content_raw(), kind, read_kept(form.other_kinds.data))
    common = {name: value for name, value in form.raw().items() if name not in form.content_fields}
    typed = {name: form[name].data or "" for name in ("key", "note", "merged_from")}
    return FORMS[kind].of_raw(common | now, form.base_number.data or "0", **typed, other_kinds=write_kept(kept))


def write_kept(kept: Mapping[str, Kept]) -> str:
    """Return what is kept of other kinds as a form's field holds it; "" where nothing is."""
    return json.dumps({kind: [one.raw, one.base] for kind, one in kept.items()}, ensure_ascii=False) if kept else ""


def read_kept(text: str | None) -> dict[str, Kept]:
    """Return what a form's field keeps of other kinds; what no editor wrote is left out."""
    try:
        read = json.loads(text or "{}") if len(text or "") <= LONGEST else {}
    except (ValueError, RecursionError):
        return {}
    found = read.items() if isinstance(read, dict) else ()
    return {
        kind: Kept(*(_sound(kind, one) for one in pair))
        for kind, pair in found
        if kind in FORMS and isinstance(pair, list) and len(pair) == len(("raw", "base"))
    }


def _sound(kind: str, raw: object) -> dict[str, Any]:
    """Return those fields of a content that have the shape which its form gives them."""
    if not isinstance(raw, dict):
        return {}
    sound = {name: _value(kind, name, raw[name]) for name in FORMS[kind].content_fields if name in raw}
    return {name: value for name, value in sound.items() if value not in (None, "", [], {})}


def _value(kind: str, name: str, value: object) -> Any:  # noqa: ANN401 - a plain value
    if (kind, name) in _TEXTS:
        return [one for one in _list(value) if isinstance(one, str)]
    if (kind, name) in _PARTS:
        return [found for one in _list(value) if (found := _parts(one, _PARTS[kind, name]))]
    if (kind, name) == ("single_choice", "answer"):
        return _parts(value, ("text", "feedback"))
    if name == "categories":
        return [
            _parts(one, ("name",)) | {"items": [item for item in _list(one.get("items")) if isinstance(item, str)]}
            for one in _list(value)
            if isinstance(one, dict)
        ]
    return value if isinstance(value, str | bool) else None


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _parts(value: object, names: tuple[str, ...]) -> dict[str, str]:
    given = value if isinstance(value, dict) else {}
    return {name: given[name] for name in names if isinstance(given.get(name), str) and given[name]}
