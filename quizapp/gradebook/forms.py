"""Forms of the gradebook: a decision about one mark, and the rules of a class."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import isfinite, nan

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, StringField
from wtforms.validators import Length

from quizapp.assignments.models import Assignment
from quizapp.gradebook.models import DecisionKind
from quizapp.gradebook.queries import Decided, DecidedGrade
from quizapp.gradebook.services import Decision, NewItem, NewRules
from quizapp.grades.course import Category
from quizapp.grades.marks import MOST_POINTS
from quizapp.web.forms import BaseForm

LONGEST_TEXT = 1_000
LONGEST_NAME = 60
MOST_WEIGHT = 1_000.0
MOST_DROPPED = 50
MOST_PLACES = 2
MOST_ROWS = 60
BLANK_ROWS = 2
"""Empty rows for new categories."""


def read_rows(text: str) -> int:
    """Return how many rows of categories a form says to have."""
    return min(int(text), MOST_ROWS) if text.isascii() and text.isdigit() and len(text) < len("1" * 5) else 1


def read_number(text: str) -> float | None:
    """Return a number as people type it, with a point or a comma; None where it is none, or not finite."""
    try:
        value = float(text.strip().replace(",", ".").replace("\N{NO-BREAK SPACE}", ""))
    except ValueError:
        return None
    return value if isfinite(value) else None


class DecisionForm(BaseForm):
    """One decision about one mark; an empty value takes an earlier one back."""

    seen = HiddenField()
    """How often it had been decided when the page was shown."""
    value = StringField(_l("Points"), [Length(max=20)])
    text = StringField(
        _l("Reason"),
        [Length(max=LONGEST_TEXT, message=_l("At most 1,000 characters."))],
        description=_l("Students read it."),
    )

    def decision(self, kind: DecisionKind, by_id: int, *, takes_back: bool) -> Decision:
        """Return what was decided; a number that cannot be read is none that is possible."""
        typed = (self.text.data or "").replace("\0", "")
        text = typed if kind == DecisionKind.COMMENT else " ".join(typed.split())
        if takes_back:
            return Decision(kind, None, "", by_id)
        if kind in {DecisionKind.EXCUSE, DecisionKind.COMMENT}:
            return Decision(kind, 1.0, text, by_id)
        value = read_number(self.value.data or "")
        return Decision(kind, nan if value is None else value, text, by_id)

    def meets_another(self, decision: Decision, earlier: Sequence[Decided | DecidedGrade]) -> bool:
        """Say whether something else was decided since the page was shown that a decision comes from."""
        if not earlier or self.seen.data in {None, "", str(len(earlier))}:
            return False
        return (earlier[-1].value, earlier[-1].text) != (decision.value, decision.text)


@dataclass
class RulesForm:
    """The rules of a class's grades as they were sent: read whole, with a sentence for each thing that is wrong."""

    sent: Mapping[str, str]
    assignments: Sequence[Assignment]
    rows: int
    """How many categories the form has."""
    errors: dict[str, str] = field(default_factory=dict)
    """The name of a field → what is wrong with it."""

    def rules(self) -> NewRules:
        """Return the rules."""
        places = self.sent.get("places", "1")
        return NewRules(
            weighted=self.sent.get("weighted") == "1",
            missing_is_zero=self.sent.get("missing_is_zero") == "1",
            places=int(places) if places in {str(number) for number in range(MOST_PLACES + 1)} else 1,
            shows_grade=self.sent.get("shows_grade") == "1",
            counts_left=self.sent.get("counts_left") == "1",
        )

    def typed_rows(self) -> list[Category]:
        """Return all rows of categories as they were typed, those without a name too."""
        return [self._row(number) for number in range(self.rows)]

    def _row(self, number: int) -> Category:
        weight = self._number(f"weight-{number}", MOST_WEIGHT) or 0.0
        drop = self._number(f"drop-{number}", MOST_DROPPED, whole=True) or 0.0
        return Category(self.name(number), weight, int(drop), self.sent.get(f"alike-{number}") == "1")

    def categories(self) -> list[Category]:
        """Return the categories that have a name, and the one of assignments without."""
        found: dict[str, Category] = {}
        for number, row in enumerate(self.typed_rows()):
            if number and not row.name:
                continue
            if row.name in found:
                self.errors[f"name-{number}"] = _("This name stands there twice.")
            found[row.name] = row
        return list(found.values())

    def name(self, number: int) -> str:
        """Return the name of a category, which the first one has not."""
        return " ".join(self.sent.get(f"name-{number}", "").replace("\0", "").split())[:LONGEST_NAME] if number else ""

    def items(self) -> dict[int, NewItem]:
        """Return how assignments count, of those that were sent."""
        found = {}
        for one in self.assignments:
            if f"points-{one.id}" not in self.sent:
                continue
            points = self._number(f"points-{one.id}", MOST_POINTS)
            found[one.id] = NewItem(
                points=one.points if points is None else points,
                category=self._category(one),
                is_extra=self.sent.get(f"extra-{one.id}") == "1",
                is_held=self.sent.get(f"held-{one.id}") == "1",
            )
        return found

    def _category(self, assignment: Assignment) -> str:
        """Return the category chosen: a row of this form by its number, so that one that is renamed keeps its own."""
        chosen = self.sent.get(f"category-{assignment.id}", "")
        if not (chosen.isascii() and chosen.isdigit() and len(chosen) < len("1" * 5) and int(chosen) < self.rows):
            return assignment.category
        return self.name(int(chosen))

    def _number(self, name: str, most: float, *, whole: bool = False) -> float | None:
        typed = self.sent.get(name, "").strip()
        value = read_number(typed) if typed else 0.0
        if value is None or not 0 <= value <= most:
            self.errors[name] = _("Please type a number from 0 to %(most)d.", most=int(most))
            return None
        if whole and value != int(value):
            self.errors[name] = _("Please type a whole number.")
            return None
        return value
