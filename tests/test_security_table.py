"""docs/security.md and its table: every requirement once, what it names exists, and its figures are right."""

from __future__ import annotations

import functools
import re
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[1]
REQUIREMENTS = """
1.1 - 1-2    1.2 1-5 6-9    1.3 1-2 3-11  1.4 - 1-3    1.5 1 2
2.1 1 2-3    2.2 1-2 3      2.3 1 2-4     2.4 - 1
3.2 1-2 -    3.3 1 2-4      3.4 1-2 3-6   3.5 1-3 4-5  3.7 - 1-2
4.1 1 2-3    4.2 - 1        4.3 - 1-2     4.4 1 2-4
5.1 - 1      5.2 1-2 3      5.3 1-2 -     5.4 - 1-3
6.1 1 2-3    6.2 1-8 9-12   6.3 1-2 3-4   6.4 1-2 3-4  6.5 - 1-5  6.6 - 1-3  6.8 - 1-4
7.1 - 1-3    7.2 1-4 -      7.3 - 1-2     7.4 1-2 3-5  7.5 - 1-2  7.6 - 1-2
8.1 1 2      8.2 1-2 3      8.3 1 -       8.4 - 1
9.1 1-3 -    9.2 1 2-4
10.1 - 1-2   10.2 - 1-2     10.3 - 1-4    10.4 1-5 6-11  10.5 - 1-5  10.6 - 1-2  10.7 - 1-3
11.1 - 1-2   11.2 - 1-3     11.3 1-2 3    11.4 1 2-4     11.5 - 1    11.6 - 1
12.1 1 2-3   12.2 1-2 -     12.3 - 1-4
13.1 - 1     13.2 - 1-5     13.3 - 1-2    13.4 1 2-5
14.1 - 1-2   14.2 1 2-4     14.3 1 2-3
15.1 1 2-3   15.2 1 2-3     15.3 1 2-7
16.1 - 1     16.2 - 1-5     16.3 - 1-4    16.4 - 1-3     16.5 - 1-3
17.1 - 1     17.2 - 1-4     17.3 - 1-2
"""
"""Of OWASP ASVS 5.0.0: each section with the numbers of level 1, then those of level 2."""

STATUSES = ("holds", "not applicable", "falls short")
ROW = re.compile(r"^\| ([0-9.]+) \| (\d) \| (.+?) \| (.+?) \| (.+) \|$", re.MULTILINE)
LINE_OF_SUMMARY = re.compile(
    r"^\| (?:\[\d+\. .+?\]\(security/(v\d\d)\.md\)|all (\d+)) \| (\d+) \| (\d+) \| (\d+) \|$", re.MULTILINE
)
LEVELS, LEVEL_1 = 253, 70


def _numbers(said):
    first, _dash, last = said.partition("-")
    return range(int(first), int(last or first) + 1) if first else ()


def wanted():
    words = REQUIREMENTS.split()
    sections = zip(words[::3], words[1::3], words[2::3], strict=True)
    return {
        f"{section}.{number}": str(level)
        for section, *levels in sections
        for level, said in enumerate(levels, 1)
        for number in _numbers(said)
    }


@functools.cache
def chapters():
    return {path.stem: ROW.findall(path.read_text(encoding="utf-8")) for path in (ROOT / "docs/security").glob("v*.md")}


def rows():
    return [row for found in chapters().values() for row in found]


@functools.cache
def names_in(path):
    return set(re.findall(r"^def (test_\w+)", (ROOT / path).read_text(encoding="utf-8"), re.MULTILINE))


def test_the_list_of_requirements_is_whole():
    assert len(wanted()) == LEVELS
    assert Counter(wanted().values()) == {"1": LEVEL_1, "2": LEVELS - LEVEL_1}


def test_every_requirement_has_one_row_with_its_level():
    assert Counter(number for number, *_more in rows()) == Counter(list(wanted()))
    assert {number: level for number, level, *_more in rows()} == wanted()
    for chapter, found in chapters().items():
        assert {int(number.partition(".")[0]) for number, *_more in found} == {int(chapter[1:])}


def test_every_row_says_shortly_what_is_asked_and_how_it_stands():
    for number, _level, asks, status, shown in rows():
        assert len(asks.split()) <= 12, number
        assert status in STATUSES, number
        assert shown.strip(), number


def test_what_holds_is_shown_by_a_test_or_a_place():
    bare = [number for number, _level, _asks, status, shown in rows() if status == "holds" and "`" not in shown]
    assert bare == []


def test_every_test_and_file_that_is_named_exists():
    for number, *_more, shown in rows():
        for named in re.findall(r"`([^`]+)`", shown):
            path, _colons, test = named.partition("::")
            if ("/" in path and not path.startswith("/")) or path == "Makefile" or test:
                assert (ROOT / path).is_file(), (number, path)
                assert not test or test in names_in(path), (number, named)


def test_the_figures_of_the_summary_are_right():
    page = (ROOT / "docs/security.md").read_text(encoding="utf-8")
    told = {chapter or "all": tuple(map(int, counts)) for chapter, _all, *counts in LINE_OF_SUMMARY.findall(page)}
    counted = {chapter: Counter(status for *_more, status, _shown in found) for chapter, found in chapters().items()}
    counted["all"] = sum(counted.values(), Counter())
    assert told == {chapter: tuple(counts[status] for status in STATUSES) for chapter, counts in counted.items()}
    assert f"all {len(rows())} " in page
