from __future__ import annotations

from math import inf

import pytest

from quizapp.quality.quantities import numbers_as_figures, span_of

POINTS = {
    "30,000": (30_000, ""),
    "about 2.5 million": (2_500_000, ""),
    "two hundred and five": (205, ""),
    "50 %": (50, "percent"),
    "twenty-one days": (21, "days"),
    "a decade": (3652.5, "days"),
    "3 bridges": (3, "bridge"),
    "$5": (5, ""),
    "1994": (1994, "years"),
    "In September 2020": (2020 + 8 / 12, "years"),
    "early 2022": (2022.1, "years"),
    "the year 1994": (1994, "years"),
    "3 May 1994": (1994 + 4 / 12 + 3 / 400, "years"),
    "March": (2 / 12, "months of a year"),
    "one year": (365.25, "days"),
}
RANGES = {
    "10 to 20": (10, 20),
    "between 5 and 10 %": (5, 10),
    "1990–1994": (1990, 1994),
    "the 1990s": (1990, 1999),
    "the 14th century": (1301, 1400),
    "more than 10": (10, inf),
    "at least 10": (10, inf),
    "less than 10": (-inf, 10),
    "10 or fewer": (-inf, 10),
    "from 1994": (1994, inf),
    "one to two weeks": (7, 14),
    "ten or more": (10, inf),
    "before 1994": (-inf, 1994),
}
NEITHER = [
    "Russia",
    "",
    "Two old men in a boat",
    "May they come",
    "20 to 10",
    "1994 and after it",
    "and",
    "more than a few",
    "31 32 May",
]


@pytest.mark.parametrize(("text", "expected"), POINTS.items())
def test_numbers_and_dates_are_points(text, expected):
    span = span_of(text)
    assert (span.low, span.high, span.scale) == (pytest.approx(expected[0]), span.low, expected[1])
    assert not span.is_range


@pytest.mark.parametrize(("text", "expected"), RANGES.items())
def test_stretches_have_two_ends(text, expected):
    span = span_of(text)
    assert (span.low, span.high, span.is_range) == (*expected, True)


@pytest.mark.parametrize("text", NEITHER)
def test_other_texts_measure_nothing(text):
    assert span_of(text) is None


def test_stretches_overlap_on_one_scale_only():
    assert span_of("10 to 20").overlaps(span_of("20 to 30"))
    assert not span_of("more than 20").overlaps(span_of("10 to 20"))
    assert not span_of("10 to 20 men").overlaps(span_of("10 to 20 ships"))


def test_number_words_become_figures():
    assert numbers_as_figures("Two hundred men, 50 % of all") == "2 hundred men 50 percent of all"
