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


def main(path: str) -> str | None:
    """Print the report of one run; return what is wrong with it."""
    report = json.loads(Path(path).read_text("utf-8"))
    for name, found in sorted(report["files"].items()):
        left = missing(found["missing_lines"], found["missing_branches"])
        if left:
            print(f"{found['summary']['percent_covered']:4.0f} %  {name}  {left}")
    reached = report["summary"]["percent_covered"]
    print(f"{reached:6.2f} % of lines and branches reached; {LEAST} % is the least.")
    return "Too little is tested." if reached < LEAST else None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
