"""Prints what the fast tests did not reach, and fails below the share of lines and branches that they have to reach."""

from __future__ import annotations

import json
import sys
from pathlib import Path

LEAST = 97.0  # of what the fast tests alone reach; slow ones reach the rest


def missing(lines: list[int], branches: list[list[int]]) -> str:
    """Say in short which lines and branches were not reached; a branch of a missing line is not named again."""
    named = [f"{source}->{target or 'exit'}" for source, target in branches if not {source, target} & set(lines)]
    return ", ".join([*map(str, lines), *named])


def lines_of(report: dict) -> list[str]:
    """Return a line for each module of which something is left, and the whole at the end."""
    left = {name: missing(found["missing_lines"], found["missing_branches"]) for name, found in report["files"].items()}
    share = {name: found["summary"]["percent_covered"] for name, found in report["files"].items()}
    listed = [f"{share[name]:4.0f} %  {name}  {what}" for name, what in sorted(left.items()) if what]
    return [*listed, f"{reached(report):.2f} % of lines and branches reached; {LEAST} % is the least."]


def reached(report: dict) -> float:
    return report["summary"]["percent_covered"]


if __name__ == "__main__":
    report = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    sys.stdout.write("\n".join([*lines_of(report), ""]))
    sys.exit("Too little is tested." if reached(report) < LEAST else 0)
