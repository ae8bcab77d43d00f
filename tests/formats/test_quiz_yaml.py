from __future__ import annotations

import pytest

from quizapp.formats.quiz_rules import Drawable, DrawRule
from quizapp.formats.quiz_yaml import parse_quiz, unfilled_rules

HEAD = "quiz: short\ntitle: A short quiz\nminutes: 5\nfeedback: at_end\n"
SOUND = f"{HEAD}description: For a start.\ndraw:\n  - {{count: 2, bank: dates, level: 1}}\n  - {{count: 1}}\n"
POOL = [
    Drawable("dates/one", "dates", "date", "war", 1, ("date",)),
    Drawable("dates/two", "dates", "cloze", "war", 1, ("event",)),
    Drawable("actors/one", "actors", "matching", "offices", 2, ("actor",)),
]


def said(text, path="quizzes/short.yaml"):
    draft, problems = parse_quiz(text, path)
    assert (draft is None) is bool(problems)
    return [str(problem).removeprefix(f"{path}:") for problem in problems]


def unfilled(draws):
    draft, problems = parse_quiz(f"{HEAD}draw:\n{draws}", "short.yaml")
    assert problems == []
    found = unfilled_rules(draft, "short.yaml", POOL, ("actors", "dates"))
    return [str(problem).removeprefix("short.yaml:") for problem in found]


def test_a_sound_file_is_read_as_it_stands():
    draft, problems = parse_quiz(SOUND, "quizzes/short.yaml")
    assert problems == []
    assert (draft.key, draft.title, draft.description) == ("short", "A short quiz", "For a start.")
    assert (draft.minutes, draft.feedback, draft.text) == (5, "at_end", SOUND)
    assert draft.rules == (DrawRule(2, bank="dates", level=1), DrawRule(1))
    assert [rule.line for rule in draft.rules] == [7, 8]


def test_every_field_of_a_rule_is_read():
    fields = "count: 2\n    bank: dates\n    topic: war\n    facet: event\n    kind: cloze\n    level: 3"
    draft, _problems = parse_quiz(
        f"{HEAD}leave_out: [date]\ndraw:\n  - {fields}\n    questions: [dates/one]\n", "short.yaml"
    )
    assert draft.rules == (DrawRule(2, "dates", "war", "event", "cloze", 3, ("dates/one",), ("date",)),)


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("start", ["", "\ufeff"])
def test_the_text_is_kept_byte_for_byte(start, line_end):
    text = start + SOUND.replace("\n", line_end)
    draft, problems = parse_quiz(text, "short.yaml")
    assert (problems, draft.text) == ([], text)
    assert draft == parse_quiz(SOUND, "short.yaml")[0]


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("quiz: short\n", "", "1: The field “quiz” is missing: add it."),
        ("quiz: short", "quiz: long", "1: The quiz is named “long” but its file “short”: give both the same name."),
        ("quiz: short", "quiz: Short Quiz", "1: “Short Quiz” is no id"),
        ("title: A short quiz", "titles: A", "2: The field “titles” is not known here: remove it, or write “title”"),
        ("minutes: 5", "minutes: 0", "3: “0” is no number from 1 to 600: write one."),
        ("minutes: 5", "minutes: ten", "3: “ten” is no number from 1 to 600: write one."),
        ("minutes: 5", "minutes: 601", "3: “601” is no number from 1 to 600: write one."),
        ("minutes: 5", "minutes: ²", "3: “²” is no number from 1 to 600: write one."),
        ("at_end", "later", "4: “later” is not known here: write one of these: 'at_once' or 'at_end'."),
        ("draw:\n", "draw: all\nrest:\n", "6: “draw:” must be followed by a list of rules"),
        ("{count: 2, bank: dates, level: 1}", "all", "7: This is not a rule"),
        ("count: 2, ", "", "7: The field “count” is missing: add it."),
        ("count: 2", "count: 51", "7: “51” is no number from 1 to 50: write one."),
        ("count: 2", "count: 50", "6: The rules draw 51 questions together: at most 50 are allowed, so draw fewer."),
        ("level: 1", "level: 4", "7: “4” is no difficulty"),
        ("level: 1", "lvel: 1", "7: The field “lvel” is not known here: remove it, or write “level” if that is meant."),
        ("level: 1", "kind: dat", "7: There is no kind “dat”: did you mean “date”?"),
        ("level: 1", "facet: actors", "7: There is no facet “actors”: did you mean “actor”?"),
        ("level: 1", "facet: zz", "7: There is no facet “zz”: write one of these: date, "),
        ("level: 1", "questions: [dates]", "7: “dates” is no question: write its bank and its id"),
        ("level: 1", "questions: [dates/One]", "7: “dates/One” is no question"),
        ("level: 1", "questions: []", "7: There are too few entries here (0): at least 1 are needed, so add more."),
        ("description: For a start.", "leave_out: [card]", "5: There is no kind “card”"),
    ],
)
def test_a_problem_is_said_with_its_line(old, new, sentence):
    assert old in SOUND
    found = said(SOUND.replace(old, new, 1))
    assert any(line.startswith(sentence) for line in found), found


def test_all_problems_of_a_file_are_said_in_one_run():
    wrong = SOUND.replace("minutes: 5", "minutes: 0").replace("level: 1", "level: 9").replace("count: 1}", "cout: 1}")
    assert [line.partition(":")[0] for line in said(wrong)] == ["3", "7", "8", "8"]


@pytest.mark.parametrize("text", ["", "just words", "- a\n- b\n", "42"])
def test_a_file_that_is_no_quiz_says_how_one_begins(text):
    assert said(text) == ["1: This is not a quiz: begin the file with “quiz: ” and its name."]


def test_broken_yaml_is_said_once():
    (line,) = said("quiz: short\n\ttitle: x\n")
    assert line.startswith("2: A tab stands here")


def test_an_empty_list_of_rules_is_none():
    assert said(f"{HEAD}draw: []\n")[0].startswith("5: “draw:” must be followed by a list")


@pytest.mark.parametrize(
    ("draws", "sentences"),
    [
        ("  - {count: 3}\n", []),
        ("  - {count: 1}\n  - {count: 2, bank: dates}\n", []),
        ("  - {count: 4}\n", ["6: Only 3 questions fit this rule, which draws 4: draw fewer, or"]),
        ("  - {count: 1}\n  - {count: 3, bank: dates}\n", ["7: Only 2 questions fit this rule, which draws 3"]),
        (
            "  - {count: 2, bank: dates}\n  - {count: 2}\n",
            ["7: Besides what the rules above draw, only 1 questions are"],
        ),
        ("  - {count: 1, bank: datse}\n", ["6: There is no bank “datse” here: did you mean “dates”?"]),
        (
            "  - {count: 1, bank: zz}\n",
            ["6: There is no bank “zz” here: correct its name, or check the folder together"],
        ),
        ("  - {count: 1, topic: wra}\n", ["6: No question has the topic “wra”: did you mean “war”?"]),
        ("  - {count: 1, topic: zz}\n", ["6: No question has the topic “zz”: correct it."]),
        (
            "  - {count: 1, questions: [dates/tow, dates/one, zz/zz]}\n",
            [
                "6: There is no question “dates/tow”: did you mean “dates/two”?",
                "6: There is no question “zz/zz”: correct",
            ],
        ),
    ],
)
def test_what_the_banks_cannot_fill_is_said_with_the_rules_line(draws, sentences):
    found = unfilled(draws)
    assert len(found) == len(sentences)
    assert all(line.startswith(sentence) for line, sentence in zip(found, sentences, strict=True)), found
