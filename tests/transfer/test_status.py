from __future__ import annotations

from quizapp.transfer import status
from quizapp.transfer.comparing import FileStanding
from quizapp.transfer.states import Standing, State

BANK = FileStanding(
    "bank",
    "dates",
    "questions/dates.yaml",
    (
        Standing("", State.CONFLICT, was_known=True),
        Standing("a", State.SAME, was_known=True),
        Standing("b", State.ONLY_DATABASE, was_known=True),
        Standing("c", State.ONLY_DATABASE, was_known=False),
    ),
)
SOURCES = FileStanding("sources", "sources", "s.yaml", (Standing("book", State.FILE, was_known=True),))
QUIZ = FileStanding("quiz", "final", None, (Standing("", State.ONLY_DATABASE, was_known=False),))
EQUAL = FileStanding("bank", "actors", "questions/actors.yaml", (Standing("a", State.SAME, was_known=True),))


def test_the_text_has_counts_and_a_list_and_one_line_for_what_is_the_same():
    assert status.as_text([BANK, SOURCES, QUIZ, EQUAL]).splitlines() == [
        "questions/dates.yaml: 1 changed in both, 1 same, 1 removed from the file, 1 only in the database",
        "  changed in both         dates (title, language, description)",
        "  removed from the file   dates:b",
        "  only in the database    dates:c",
        "s.yaml: 1 changed in the file",
        "  changed in the file     sources:book",
        "no file of quiz final: 1 only in the database",
        "  only in the database    quiz final",
        "1 of 4 files and banks are the same on both sides.",
    ]


def test_json_says_the_same_to_programs():
    said = status.as_json([BANK, EQUAL])
    assert said["differs"]
    assert said["files"][0] == {
        "what": "bank",
        "key": "dates",
        "path": "questions/dates.yaml",
        "counts": {"conflict": 1, "same": 1, "only-in-database": 2},
        "differing": [
            {"key": "", "state": "conflict", "was_in_both": True},
            {"key": "b", "state": "only-in-database", "was_in_both": True},
            {"key": "c", "state": "only-in-database", "was_in_both": False},
        ],
    }
    assert not status.as_json([EQUAL])["differs"]
