"""What the shipped banks promise: size, balance, every fact asked twice, everybody from both sides, nothing copied."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from quizapp.bank.coverage import count_coverage
from quizapp.bank.files import read_files
from quizapp.formats.bank_text import write_question
from quizapp.kinds import registry

HERE = Path(__file__).parent
LEAST, LARGEST_SHARE = 220, 0.3
LEVELS = {1: 0.45, 2: 0.35, 3: 0.20}
"""About which share of all questions has each level."""

DATES = (
    "192X",
    "199X",
    "1994",
    "2020",
    "2020-09",
    "2022",
    "2022-02",
    "2023-09",
    "2023-09-24",
    "2023-12-13",
    "2024-01-01",
)
NAMES = (
    *("Huang", "Vartanyan", "Pashinyan", "Mirzoyan", "Kuleba", "Slisco", "Putin", "Prigozhin"),
    *("Russia", "Armenia", "Azerbaijan", "Turkey", "Ukraine", "United States", "France", "Georgia"),
    *("Finland", "Sweden", "North Korea", "China", "Kyrgyzstan", "Tajikistan"),
    *("CSTO", "Eurasian Economic Union", "NATO", "Council on Foreign Relations", "Foreign Affairs", "Newsweek"),
    "Republic of Artsakh",
)
RUN = 7
"""Words in a row that would be a copy."""


def yaml(path):
    return YAML(typ="safe").load(path.read_text("utf-8"))


class Shipped:
    """The shipped banks, and what each is said to ask."""

    def __init__(self) -> None:
        self.read = read_files([HERE.parents[1] / "questions"])
        self.banks = {draft.key: draft for _file, draft in self.read.banks}
        self.questions = {(bank.key, one.key): one for bank in self.banks.values() for one in bank.questions}
        self.facts = yaml(HERE / "facts.yaml")
        self.asked = {path.stem: yaml(path) for path in sorted((HERE / "asked").glob("*.yaml"))}

    def asking(self, fact):
        """Return the questions that ask a fact."""
        return [self.questions[bank, key] for bank, asked in self.asked.items() for key in asked.get(fact, [])]


@pytest.fixture(scope="module")
def shipped() -> Shipped:
    """Read where a test needs it: each process of a run collects this module, and would read for more than a second."""
    return Shipped()


def test_there_are_five_banks_with_220_questions_and_no_problem(shipped):
    assert shipped.read.problems == []
    assert sorted(shipped.banks) == sorted(shipped.asked) == ["actors", "background", "causes", "dates", "voices"]
    assert len(shipped.questions) >= LEAST


def test_all_kinds_are_used_and_none_makes_a_bank_one_sided(shipped):
    assert {question.kind for question in shipped.questions.values()} == set(registry.KINDS)
    for bank in shipped.banks.values():
        kind, most = Counter(question.kind for question in bank.questions).most_common(1)[0]
        assert most <= LARGEST_SHARE * len(bank.questions), f"{bank.key}: {kind}"


def test_the_levels_are_balanced(shipped):
    counts = Counter(question.level for question in shipped.questions.values())
    for level, share in LEVELS.items():
        assert counts[level] / len(shipped.questions) == pytest.approx(share, abs=0.05)


def test_every_fact_is_asked_in_two_kinds_and_above_recall(shipped):
    for fact in shipped.facts:
        questions = shipped.asking(fact)
        assert len({question.kind for question in questions}) >= 2, fact
        assert max(question.level for question in questions) > 1, fact
        for question in questions:
            assert set(question.sources) & set(shipped.facts[fact]["at"]), question.key


def test_what_is_said_to_be_asked_is_a_fact(shipped):
    assert {fact for asked in shipped.asked.values() for fact in asked} <= set(shipped.facts)


def test_every_passage_is_cited(shipped):
    passages = [
        (f"{source.key}#{passage.key}", passage.about) for source in shipped.read.sources for passage in source.passages
    ]
    assert count_coverage(shipped.questions.values(), passages).uncited == ()


def test_every_date_is_asked(shipped):
    asked = {date for one in shipped.questions.values() for date in (one.when, getattr(one.content, "answer", ""))}
    assert set(DATES) - asked == set()


def test_everybody_is_asked_from_both_sides(shipped):
    faces = [face for question in shipped.questions.values() for face in question.content.cards()]
    for name in NAMES:
        assert any(name in face.front + face.context for face in faces), f"{name} to role"
        assert any(name in face.back for face in faces), f"role to {name}"


def test_every_wrong_option_says_what_it_confuses(shipped):
    silent = [
        f"{bank}/{key}: {option.text}"
        for (bank, key), question in shipped.questions.items()
        if question.kind in {"single_choice", "multiple_choice", "short_answer"}
        for option in question.content.distractors
        if not option.feedback
    ]
    assert silent == []


def test_every_explanation_is_a_sentence_at_least(shipped):
    assert [name for name, question in shipped.questions.items() if len(question.explanation.split()) < 8] == []


def runs(text):
    words = re.findall(r"[^\W_]+", text.casefold().replace("’", "'").replace("'", ""))
    return {" ".join(words[begin : begin + RUN]) for begin in range(len(words) - RUN + 1)}


@pytest.mark.longer
def test_nothing_is_copied_from_the_articles(shipped):
    """The articles' own runs of words are kept as digests, since their text is not ours to keep."""
    kept = set((HERE / "article_shingles.txt").read_text("ascii").split())
    copied = {
        f"{bank}/{key}: {run}"
        for (bank, key), question in shipped.questions.items()
        for run in runs(write_question(question))
        if hashlib.sha256(run.encode()).hexdigest()[:12] in kept
    }
    assert copied == set()


def test_every_topic_has_the_same_title_in_all_banks_that_have_it(shipped):
    titles = {(topic, title) for bank in shipped.banks.values() for topic, title in bank.topics.items()}
    assert len(titles) == len(dict(titles))
    assert all(set(bank.topics) == {question.topic for question in bank.questions} for bank in shipped.banks.values())
