"""Orders of a report's questions, chosen by the address: a link in each column's head, no script."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from quizapp.analysis.report import ItemRow
from quizapp.kinds.base import N_
from quizapp.psychometrics.findings import Sign
from quizapp.psychometrics.resampling import Figure

_SIGNS = list(Sign)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table: its head, a msgid, and by what it is sorted."""

    label: str
    by: Callable[[ItemRow], float | str | None]


def _said(figure: Figure) -> float | None:
    return figure.value if figure.is_said else None


COLUMNS = {
    "question": Column(N_("Question"), lambda row: row.place),
    "sign": Column(N_("What stands out"), lambda row: _SIGNS.index(row.findings[0].sign)),
    "students": Column(N_("Students"), lambda row: row.item.students),
    "facility": Column(N_("Facility"), lambda row: _said(row.item.facility)),
    "sd": Column(N_("Spread"), lambda row: _said(row.item.sd)),
    "guess": Column(N_("By guessing"), lambda row: row.guess),
    "intended": Column(N_("Intended weight"), lambda row: row.item.intended_weight),
    "effective": Column(N_("Effective weight"), lambda row: _said(row.item.effective_weight)),
    "discrimination": Column(N_("Discrimination"), lambda row: _said(row.item.discrimination)),
    "efficiency": Column(N_("Efficiency"), lambda row: _said(row.item.efficiency)),
}
FIRST = "sign"


@dataclass(frozen=True, slots=True)
class Order:
    """How the table is sorted."""

    column: str
    falls: bool

    def after(self, column: str) -> dict[str, str | None]:
        """Return what an address says that sorts by a column, the other way round where it is sorted by it already."""
        falls = column == self.column and not self.falls
        return {"sort": column, "down": "1" if falls else None}


def order_of(column: str, down: str) -> Order:
    """Return the order that an address asks for; the most pressing first where it asks for none that there is."""
    return Order(column if column in COLUMNS else FIRST, bool(down))


def sort_items(items: Sequence[ItemRow], order: Order) -> list[ItemRow]:
    """Sort a report's questions; those without the figure come last, either way."""
    by = COLUMNS[order.column].by
    known = [row for row in items if row.is_told and by(row) is not None]
    rest = [row for row in items if not (row.is_told and by(row) is not None)]
    return sorted(known, key=lambda row: by(row) or 0, reverse=order.falls) + rest
