"""Run every benchmark and print one table."""

from __future__ import annotations

import subprocess
import sys

from bench import (
    answers,
    backups,
    banks,
    classroom,
    everywhere,
    exam,
    fitting,
    gate,
    gradebook,
    growth,
    idle,
    insight,
    packages,
    pages,
    psychometrics,
    queue,
    rebuild,
    regrades,
    search,
    statements,
    weight,
    whole,
    workbench,
)


def main() -> None:
    """Print the commit and every row."""
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False)
    python = ".".join(map(str, sys.version_info[:3]))
    print(f"Commit {commit.stdout.strip() or 'unknown'}, Python {python}; medians [least–most] of alternating rounds\n")
    for bench in (
        answers,
        pages,
        weight,
        growth,
        idle,
        statements,
        banks,
        search,
        everywhere,
        workbench,
        regrades,
        queue,
        rebuild,
        packages,
        exam,
        fitting,
        psychometrics,
        classroom,
        gradebook,
        whole,
        insight,
        backups,
        gate,
    ):
        bench.main()


if __name__ == "__main__":
    main()
