"""A report as CSV: a line for each question, with every figure that the page tells and its interval. Pure."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable

from quizapp.analysis.report import ItemRow
from quizapp.formats.spreadsheet import neutral
from quizapp.psychometrics.items import ItemStatistics
from quizapp.psychometrics.resampling import Figure

_FIGURES: dict[str, Callable[[ItemStatistics], Figure]] = {
    "facility": lambda item: item.facility,
    "sd": lambda item: item.sd,
    "effective_weight_percent": lambda item: item.effective_weight,
    "discrimination_index_percent": lambda item: item.discrimination,
    "discriminative_efficiency_percent": lambda item: item.efficiency,
}
_NAMES = ["bank", "question", "title", "version", "kind", "students", "random_guess_score", "intended_weight_percent"]


def csv_of(rows: Iterable[ItemRow]) -> str:
    """Return questions as CSV; what is too few to say is left empty, as the page leaves it out."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    ends = [name + end for name in _FIGURES for end in ("", "_low", "_high")]
    writer.writerow([*_NAMES, *ends, "what_stands_out"])
    writer.writerows(map(_line, rows))
    return out.getvalue()


def _line(row: ItemRow) -> list[str]:
    version, item = row.version, row.item
    texts = [version.bank_key, version.key, version.title]
    numbers = [_cell(row.guess), _cell(item.intended_weight)]
    told = [cell for of in _FIGURES.values() for cell in _cells(of(item), is_told=row.is_told)]
    signs = " ".join(finding.sign for finding in row.findings) if row.is_told else ""
    return [*map(neutral, texts), str(version.number), version.kind, str(item.students), *numbers, *told, signs]


def _cells(figure: Figure, *, is_told: bool) -> list[str]:
    if not (is_told and figure.is_said):
        return ["", "", ""]
    return [_cell(figure.value), _cell(figure.low), _cell(figure.high)]


def _cell(value: float | None) -> str:
    return "" if value is None else f"{value:.6g}"
