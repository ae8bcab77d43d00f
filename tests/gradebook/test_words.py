from __future__ import annotations

from datetime import UTC, datetime

import pytest

from quizapp.gradebook import words
from quizapp.gradebook.queries import Decided

AT = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)


@pytest.fixture
def in_english(app):
    with app.test_request_context():
        yield


def test_figures_are_rounded_half_up_once(in_english):
    assert [words.points(one) for one in (7, 7.5, 6.665, -2, -0.001)] == ["7", "7.5", "6.67", "−2", "0"]
    assert words.points(1234.5) == "1,234.5"
    assert [words.share(one) for one in (0.8445, 1, None, 1.1)] == [
        "84.5\N{NO-BREAK SPACE}%",
        "100.0\N{NO-BREAK SPACE}%",
        "–",
        "110.0\N{NO-BREAK SPACE}%",
    ]
    assert words.share(0.845, 0) == "85\N{NO-BREAK SPACE}%"


def test_a_decision_says_who_when_and_why_also_where_the_account_is_gone(in_english):
    decided = Decided(1, 1, 1, "override", 7.0, "Orally.", "Ms Hakobyan", AT)
    assert words.said_of(decided, "7 points") == "7 points, decided by Ms Hakobyan on 1 Mar 2026, 09:30: Orally."
    gone = Decided(1, 1, 1, "override", 7.0, "Orally.", None, AT)
    assert "somebody whose account is gone" in words.said_of(gone, "7 points")


@pytest.mark.parametrize("kind", list(words.HISTORY))
def test_the_history_tells_what_was_decided_and_taken_back(in_english, kind):
    told = [words.history_words(Decided(1, 1, 1, kind, value, "", None, AT)) for value in (4.0, None)]
    assert told[0] != told[1]
    assert "%(" not in "".join(told)


def test_late_says_what_is_kept(in_english):
    assert words.late_words(0, 1) == "on time"
    assert words.late_words(2, 0.8) == "2 days late, keeps 80\N{NO-BREAK SPACE}%"


@pytest.mark.longer
def test_every_way_a_mark_stands_has_its_sentence(app, give_out, take, students, decide, book):
    quiz, coming, read = give_out(attempts=2), give_out(), give_out("reading", passages=["ally-2023#p1"])
    take(quiz, students[0], right=1)
    take(quiz, students[0], right=2)
    decide(coming, students[0], "excuse", 1, "Ill")
    found = book()
    mine, theirs = found.lines[0].entries, found.lines[1].entries
    over = book(now=datetime(2099, 1, 1, tzinfo=UTC))
    with app.test_request_context():
        assert words.steps(mine[quiz], found.settings)[0] == "The best attempt counts."
        assert "Ill" in words.steps(mine[coming], found.settings)[0]
        assert "there is time" in words.steps(theirs[quiz], found.settings)[0]
        assert words.steps(theirs[read], found.settings)
        assert "so it counts as 0" in words.steps(over.lines[1].entries[quiz], over.settings)[0]
