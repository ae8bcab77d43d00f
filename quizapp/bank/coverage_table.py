"""Coverage as `quizapp bank coverage` prints it: a table for people, JSON for programs."""

from __future__ import annotations

import json
import textwrap

from quizapp.bank.coverage import Counts, Coverage
from quizapp.formats.base import LEVELS

NARROWEST = 16
"""Columns that what a passage is about gets at least."""
LEVEL_NAMES = {1: "recall", 2: "connect", 3: "judge"}


def as_json(coverage: Coverage) -> str:
    """Return all counts for programs."""
    said = {
        "passages": [{"passage": row.reference, "about": row.about, **_mapping(row.counts)} for row in coverage.rows],
        "total": _mapping(coverage.total),
        "uncited": [row.reference for row in coverage.uncited],
    }
    return json.dumps(said, ensure_ascii=False, indent=2)


def _mapping(counts: Counts) -> dict[str, object]:
    levels = {str(level): counts.levels.get(level, 0) for level in LEVELS}
    return {"questions": counts.questions, "kinds": dict(counts.kinds), "levels": levels}


def as_text(coverage: Coverage, width: int) -> str:
    """Return a table that fits so many columns where it can, what its heads mean, and the passages nobody cites."""
    short = {kind: abbreviation(kind) for kind in coverage.kinds}
    heads = ["all", *short.values(), *(f"L{level}" for level in LEVELS)]
    lines = [(row.reference, row.about, _figures(coverage, row.counts)) for row in coverage.rows]
    lines.append(("all questions", "each counted once", _figures(coverage, coverage.total)))
    widths = [max(map(len, column)) for column in zip(heads, *(figures for *_, figures in lines), strict=True)]
    first = max(len(name) for name, *_ in lines)
    longest = max(len(about) for _name, about, _figures in lines)
    room = max(NARROWEST, min(longest, width - first - 2 - sum(widths) - 2 * len(widths)))
    table = [_line(name, about, figures, (first, room, widths)) for name, about, figures in lines]
    legend = [f"{letters} {kind}" for kind, letters in short.items()]
    legend += [f"L{level} {LEVEL_NAMES[level]}" for level in LEVELS]
    head = _line("passage", "about", heads, (first, room, widths))
    return "\n".join([head, *table, "", *textwrap.wrap(", ".join(legend), max(width, NARROWEST)), *_uncited(coverage)])


def abbreviation(kind: str) -> str:
    """Return two letters for a kind: the first of its two words, or of its one."""
    words = kind.split("_")
    return words[0][:2] if len(words) == 1 else "".join(word[0] for word in words)


def _figures(coverage: Coverage, counts: Counts) -> list[str]:
    kinds = (counts.kinds.get(kind, 0) for kind in coverage.kinds)
    levels = (counts.levels.get(level, 0) for level in LEVELS)
    return [str(number or "·") for number in (counts.questions, *kinds, *levels)]


def _line(name: str, about: str, figures: list[str], widths: tuple[int, int, list[int]]) -> str:
    first, room, columns = widths
    shown = about if len(about) <= room else f"{about[: room - 1].rstrip()}…"
    cells = "  ".join(figure.rjust(width) for figure, width in zip(figures, columns, strict=True))
    return f"{name.ljust(first)}  {shown.ljust(room)}  {cells}"


def _uncited(coverage: Coverage) -> list[str]:
    if not coverage.uncited:
        return []
    return ["", "No question cites:", *(f"  {row.reference}  {row.about}".rstrip() for row in coverage.uncited)]
