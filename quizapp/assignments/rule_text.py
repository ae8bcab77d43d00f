"""Rules as a teacher types them, one a line: 5 × topic:csto level:2, none seen in 14 days. Text only."""

from __future__ import annotations

import re
from collections.abc import Iterable

from quizapp.assignments.settings import DrawnBy
from quizapp.formats.quiz_rules import LARGEST_QUIZ, DrawRule
from quizapp.search.query import quoted

_RULE = re.compile(
    r"(?P<count>\d{1,4})(?:x|\s*(?:[×*]|x(?![\w-])))?\s*"  # an x begins a word, too: 5 Xi Jinping
    r"(?P<query>.*?)(?:,?\s*none seen in (?P<days>\d{1,4}) days?)?",
    re.IGNORECASE,
)
LONGEST_DAYS = 3_650
LONGEST_QUERY = 500


class RuleLineError(ValueError):
    """A line is no rule; its number, from 1, is kept."""

    def __init__(self, line: int) -> None:
        """Keep which line it is."""
        self.line = line
        super().__init__(f"line {line}")


def read_rules(text: str) -> list[tuple[int, DrawnBy]]:
    """Return the rules of a text with the numbers of their lines; empty lines say nothing.

    Raises:
        RuleLineError: a line is no rule.
    """
    found = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        match = _RULE.fullmatch(line.strip())
        if match is None or not 1 <= int(match["count"]) <= LARGEST_QUIZ or len(match["query"]) > LONGEST_QUERY:
            raise RuleLineError(number)
        days = min(int(match["days"] or 0), LONGEST_DAYS)
        found.append((number, DrawnBy(count=int(match["count"]), query=match["query"].strip(), unseen_days=days)))
    return found


def queries_in(text: str) -> set[str]:
    """Return what rules look for; nothing where they cannot be read."""
    try:
        return {rule.query for _line, rule in read_rules(text)}
    except RuleLineError:
        return set()


def write_rules(rules: Iterable[DrawnBy]) -> str:
    """Return rules as they are typed."""
    return "\n".join(map(_written, rules))


def _written(rule: DrawnBy) -> str:
    days = f", none seen in {rule.unseen_days} days" if rule.unseen_days else ""
    return f"{rule.count} × {rule.query}".rstrip() + days


def query_of_rule(rule: DrawRule) -> str:
    """Return a ready-made quiz's rule in the language of the search box."""
    said = [
        f"{name}:{quoted(value)}"
        for name, value in (
            ("bank", rule.bank),
            ("topic", rule.topic),
            ("facet", rule.facet),
            ("kind", rule.kind),
            ("level", str(rule.level or "")),
        )
        if value
    ]
    if rule.questions:
        named: dict[str, list[str]] = {}
        for reference in rule.questions:
            bank, _slash, key = reference.partition("/")
            named.setdefault(bank, []).append(key)
        groups = [f"bank:{quoted(bank)} id:{','.join(map(quoted, keys))}" for bank, keys in named.items()]
        said.append(groups[0] if len(groups) == 1 else "(" + " OR ".join(f"({one})" for one in groups) + ")")
    said += [f"-kind:{kind}" for kind in rule.leave_out]
    return " ".join(said)


def rules_of_blueprint(cells: Iterable[tuple[str, int, int]]) -> tuple[DrawnBy, ...]:
    """Return the rules of a table: (topic, level, how many) for each cell that was filled in."""
    return tuple(
        DrawnBy(count=count, query=f"topic:{quoted(topic)} level:{level}") for topic, level, count in cells if count
    )
