"""python -m bench.chaos --students 40 --minutes 2: a class in a storm, and a report; 1 if anything is wrong."""

from __future__ import annotations

import argparse
import signal
import sys
import time

from bench.chaos.classroom import Wish, run
from bench.chaos.disk import with_own_mounts
from bench.chaos.telling import lines_of


def main() -> None:
    """Run it as the arguments say."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--students", type=int, default=40)
    parser.add_argument("--minutes", type=float, default=2.0)
    parser.add_argument("--seed", type=int, default=time.time_ns() % 1_000_000, help="Of what strikes, and when.")
    parser.add_argument("--pace", type=float, default=0.25, help="Seconds between two acts of a student, in the mean.")
    parser.add_argument("--postgresql", default="", metavar="ADDRESS", help="An empty PostgreSQL database.")
    chosen = parser.parse_args()
    with_own_mounts()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # and nothing is left behind
    wish = Wish(chosen.students, chosen.minutes * 60, chosen.seed, chosen.pace, chosen.postgresql)
    report = run(wish)
    for line in lines_of(report):
        print(line)
    sys.exit(0 if report.findings.is_sound and not report.left and not report.faults else 1)


if __name__ == "__main__":
    main()
