"""The report of a run, in words."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence

from bench.chaos.classroom import Report

KINDS = {
    "rating": "flashcards rated",
    "undo": "ratings taken back",
    "answer": "answers",
    "start": "quizzes begun",
    "finish": "quizzes finished",
}
SHOWN = 5


def lines_of(report: Report) -> Iterator[str]:
    """Return the report, line by line."""
    wish, found = report.wish, report.findings
    yield f"{wish.students} students, {wish.seconds:.0f} seconds of storm, seed {wish.seed}"
    yield f"{report.seconds:.0f} seconds until all was sent"
    yield from _blows(report)
    yield ""
    yield "| what students did | told that it is saved | found | lost |"
    yield "|---|---|---|---|"
    for kind, words in KINDS.items():
        yield _row(words, found.acknowledged[kind], found.found[kind])
    yield _row("all", found.acknowledged.total(), found.found.total())
    yield ""
    yield f"saved without the student having been told so in the end: {found.unacknowledged}"
    yield from _list("lost", found.lost)
    yield from _list("doubled", found.doubled)
    yield from _list("stored otherwise than done", found.changed)
    yield from _list("rows that nobody's act explains", found.unasked)
    yield from _list(f"memories other than a replay of the log gives, of {found.memories}", found.differing)
    yield from _list(
        f"points other than those of the answers marked again, of {found.attempts} attempts", found.miscounted
    )
    yield from _list(
        "integrity and foreign keys", found.integrity, good="ok" if not wish.database else "not asked of PostgreSQL"
    )
    yield f"left on devices: {report.left}"
    if report.recoveries:
        middle, most = statistics.median(report.recoveries), max(report.recoveries)
        yield f"kill to first good page: median {middle:.1f} s, at most {most:.1f} s, {len(report.recoveries)} times"
    yield f"clean stop at the end: {report.stopped_in:.1f} s"
    yield from _list("students that went wrong themselves", report.faults)
    yield ""
    yield "what students saw:"
    for words, count in report.errors.most_common():
        yield f"  {count:>6}  {words}"


def _row(words: str, told: int, there: int) -> str:
    return f"| {words} | {told} | {there} | {told - there} |"


def _blows(report: Report) -> Iterator[str]:
    for blow, count in sorted(report.blows.items()):
        more = f" ({report.means_of_filling})" if blow.value == "disk filled" else ""
        if report.jumps and blow.value == "clock moved":
            more = f" (to {', '.join(f'{seconds / 3600:+.1f} h' for seconds in dict.fromkeys(report.jumps))} off)"
        yield f"  {count:>4}  {blow.value}{more}"
    for fault, count in sorted(report.network_faults.items()):
        yield f"  {count:>4}  {fault}"


def _list(words: str, found: Sequence[str], good: str = "0") -> Iterator[str]:
    yield f"{words}: {len(found) or good}"
    for one in found[:SHOWN]:
        yield f"    {one}"
