"""Every question of every shipped bank, answered through its page once rightly and once wrongly."""

from __future__ import annotations

from calendar import month_name
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from quizapp.bank.files import read_files
from quizapp.formats.base import BankDraft, QuestionDraft, SourceDraft
from quizapp.formats.quiz_rules import LARGEST_QUIZ
from quizapp.kinds import cloze, date, flashcard, ordering, short_answer
from quizapp.kinds.base import Answers, Content, Grade, GradingContext, Part
from quizapp.kinds.true_false import WORDS
from quizapp.web.markdown import render_block, render_inline
from quizapp.web.rendering import show_percent, show_points

pytestmark = [pytest.mark.browser, pytest.mark.slow]
QUESTIONS = Path(__file__).parents[2] / "questions"
READ = read_files([QUESTIONS])
TICKED = {True: "ticked", False: "not ticked"}
ROWS = {"matching", "categorize", "ordering", "cloze"}
VERDICTS = {"right": "✓ Right", "partly": "◐ Partly right", "wrong": "✗ Wrong"}
STANDINGS = {
    "opinion": "a judgement of the author",
    "attributed": "somebody's words, reported by the source",
    "reported": "stated by the source as fact",
}
SHOWN = """() => {
  const said = (selector) => [...document.querySelectorAll(selector)].map((it) => it.innerText);
  return {
    verdict: said(".verdict"), stem: said(".stem"), answers: said(".answers dd, tbody tr > *"),
    remarks: said(".remark"), back: said(".back"), notes: said(".note"), why: said(".explanation"),
    sources: said(".source"), marking: said(".arithmetic"),
    passages: [...document.querySelectorAll(".source a")].map((it) => it.getAttribute("href")),
  };
}"""


def folded(text: str) -> str:
    return " ".join(text.split())


def block(text: str) -> str:
    """Return what is seen of Markdown that stands for itself."""
    return folded(render_block(text).striptags())


def inline(text: str) -> str:
    """Return what is seen of Markdown within a line."""
    return folded(render_inline(text).striptags())


def right_answers(content: Content, _turn: int) -> Answers:
    return content.key()


def wrong_answers(content: Content, turn: int) -> Answers:
    """Return answers that miss at least a part; the turn chooses among the wrong options."""
    return WRONG[content.kind](content, turn)


def _wrong_options(content, turn: int) -> Answers:
    """Leave out the first right option of several, and choose a wrong one."""
    keys = len(content.options) - len(content.distractors)
    return (*map(str, range(1, keys)), str(keys + turn % len(content.distractors)))


def _wrong_name(content: short_answer.ShortAnswer, turn: int) -> Answers:
    return (content.distractors[turn % len(content.distractors)].text if content.distractors else "Nobody at all",)


def _another_or_coarser_date(content: date.Date, turn: int) -> Answers:
    """Give the right year alone where more is asked, each second time; else the year before."""
    year, coarser = content.parts[0], len(content.parts) > 1 and turn % 2
    return (str(year if coarser else year - 1), "", "")


def _wrong_gaps(content: cloze.Cloze, turn: int) -> Answers:
    """Miss each gap but the last, which is left empty where that leaves any other to be missed."""
    wrong = [str(1 + turn % (len(gap.texts) - 1)) if gap.chosen else "nothing" for gap in content.gaps]
    return (*wrong[:-1], "") if len(wrong) > 1 else tuple(wrong)


def _shifted(content: Content, _turn: int) -> Answers:
    key = content.key()
    return (*key[1:], key[0])


WRONG: dict[str, Callable[..., Answers]] = {
    "single_choice": _wrong_options,
    "multiple_choice": _wrong_options,
    "true_false": lambda content, _turn: ("false" if content.answer else "true",),
    "short_answer": _wrong_name,
    "numeric": lambda content, _turn: (str(int(content.bounds[1]) + 1),),
    "date": _another_or_coarser_date,
    "ordering": _shifted,
    "matching": lambda content, _turn: tuple(str((int(it) + 1) % len(content.rights)) for it in content.key()),
    "categorize": lambda content, _turn: ("", *(str((int(it) + 1) % len(content.names)) for it in content.key()[1:])),
    "cloze": _wrong_gaps,
    "flashcard": lambda _content, _turn: ("again", ""),
}


def give(page: Page, content: Content, answers: Answers) -> None:
    """Answer the question on the page as a person would, up to its feedback."""
    GIVE[content.kind](page, content, answers)
    if content.kind != "flashcard":
        page.get_by_role("button", name="Answer", exact=True).click()
    page.locator(".verdict").wait_for()
    page.wait_for_load_state()  # what follows the verdict comes after it


def _choose(page: Page, content, answers: Answers) -> None:
    for place in answers:
        page.get_by_label(inline(content.options[int(place)].text), exact=True).check()


def _type(page: Page, content, answers: Answers) -> None:
    unit = getattr(content, "unit", "")
    label = {"numeric": f"Your answer, in {unit}" if unit else "Your answer, a number"}.get(content.kind, "Your answer")
    page.get_by_label(label, exact=True).fill(answers[0])


def _date(page: Page, _content: date.Date, answers: Answers) -> None:
    page.get_by_role("textbox", name="Year").fill(answers[0])
    if answers[1]:
        page.get_by_role("combobox", name="Month").select_option(index=int(answers[1]))
    page.get_by_role("textbox", name="Day").fill(answers[2])


def _select(page: Page, rows, choices: tuple[str, ...], answers: Answers) -> None:
    for row, place in zip(rows, answers, strict=True):
        if place:
            name = inline(row)
            page.get_by_role("combobox", name=name, exact=True).select_option(label=inline(choices[int(place)]))


def _fill_gaps(page: Page, content: cloze.Cloze, answers: Answers) -> None:
    for number, (gap, answer) in enumerate(zip(content.gaps, answers, strict=True), start=1):
        field = page.get_by_label(f"Gap {number}", exact=True)
        if gap.chosen and answer:
            field.select_option(label=inline(gap.texts[int(answer)]))
        elif answer:
            field.fill(answer)


def _put_in_order(page: Page, content: ordering.Ordering, answers: Answers) -> None:
    """Number the items where they are to be in the file's order; else move them by the buttons."""
    names = [inline(content.items[int(place)]) for place in answers]
    if answers == content.key():
        for number, name in enumerate(names, start=1):
            page.get_by_role("combobox", name=name, exact=True).select_option(str(number))
        return
    seen = [folded(text) for text in page.locator(".ordering .row label span").all_inner_texts()]
    for way in ("Move up", "Move down"):
        page.get_by_role("button", name=f"{way}: {seen[1]}", exact=True).click()
    for place, name in enumerate(names):
        for _ in range(seen.index(name) - place):
            page.get_by_role("button", name=f"Move up: {name}", exact=True).click()
        seen.remove(name)
        seen.insert(place, name)


def _recall(page: Page, content: flashcard.Flashcard, answers: Answers) -> None:
    page.get_by_role("button", name="Show the answer").click()
    page.get_by_role("button", name={"good": "Well", "again": "Not at all"}[answers[0]]).click()


GIVE: dict[str, Callable[..., None]] = {
    "single_choice": _choose,
    "multiple_choice": _choose,
    "true_false": lambda page, _content, answers: page.get_by_label(WORDS[answers[0]], exact=True).check(),
    "short_answer": _type,
    "numeric": _type,
    "date": _date,
    "ordering": _put_in_order,
    "matching": lambda page, it, answers: _select(page, [pair.left for pair in it.pairs], it.rights, answers),
    "categorize": lambda page, it, answers: _select(page, it.items, it.names, answers),
    "cloze": _fill_gaps,
    "flashcard": _recall,
}


def due(question: QuestionDraft, grade: Grade, sources: dict[str, SourceDraft]) -> dict[str, list[str]]:
    """Return what the feedback has to say, by the file and the kind's own marking."""
    state = "right" if grade.score >= 1 else "partly" if grade.score > 0 else "wrong"
    content, is_card = question.content, question.kind == "flashcard"
    remarks = [] if question.kind == "multiple_choice" else [it.feedback for it in grade.parts if it.feedback]
    lines, passages = cited(question, sources)
    return {
        "verdict": [VERDICTS[state]],
        "stem": [block(f"{content.stem}\n\n{content.front}" if is_card else content.stem)],
        "answers": [cell for part in grade.parts for cell in SEEN.get(question.kind, whole)(part)],
        "remarks": [block(remark) for remark in remarks],
        "back": [f"The answer {block(content.back)}"] if is_card else [],
        "notes": [str(note) for note in grade.notes],
        "why": [f"Why {block(question.explanation)}"] if question.explanation else [],
        "sources": lines,
        "passages": passages,
        "marking": [f"Marking: {grade.arithmetic} points"],
    }


def whole(part: Part) -> list[str]:
    """Return what is seen of the one part of a question."""
    shown = [part.given, part.expected] if not part.right or part.given != part.expected else [part.given]
    return [inline(text) for text in shown]


def in_words(part: Part) -> list[str]:
    """Return what is seen of a date."""
    given, expected = (
        " ".join(filter(None, (day.lstrip("0"), month_name[int(month or 0)], year)))
        for year, month, day in ((*text.split("-"), "", "")[:3] for text in (part.given, part.expected))
    )
    return whole(replace(part, given=given, expected=expected))


def row(part: Part) -> list[str]:
    """Return what is seen of one part of many: a row of the table."""
    sign = "✓ right" if part.right else "✗ wrong" if part.given else "○ not answered"
    return [inline(part.asked), folded(f"{inline(part.given)} {sign}"), inline(part.expected)]


def option(part: Part) -> list[str]:
    """Return what is seen of one option of several: a row of the table, with the author's remark on it."""
    asked = folded(f"{inline(part.asked)} {inline(part.feedback)}")
    return [asked, f"{TICKED[bool(part.given)]} {'✓ right' if part.right else '✗ wrong'}", TICKED[bool(part.expected)]]


SEEN = dict.fromkeys(ROWS, row) | {"multiple_choice": option, "date": in_words, "flashcard": lambda _part: []}
SEEN["numeric"] = lambda it: whole(replace(it, given=" ".join([it.given, *it.expected.split()[1:]])))  # with its unit


def cited(question: QuestionDraft, sources: dict[str, SourceDraft]) -> tuple[list[str], list[str]]:
    """Return the lines about a question's sources, and where they lead."""
    passages: dict[str, list[str]] = {}
    for reference in question.sources:
        key, _, passage = reference.partition("#")
        passages.setdefault(key, []).append(passage)
    lines = []
    for key, named in passages.items():
        numbers = ", ".join(passage.removeprefix("p") for passage in named)
        lines.append(f"Source: “{sources[key].title}”, {'passages' if len(named) > 1 else 'passage'} {numbers}")
    lines[-1] += f" · {STANDINGS[question.standing]}"
    return lines, [f"/sources/{key}#{named[0]}" for key, named in passages.items()]


def start(page: Page, site: str, bank: BankDraft) -> None:
    """Start a quiz of all that a bank holds."""
    assert len(bank.questions) <= LARGEST_QUIZ, "no quiz asks the whole bank: take it in two"
    page.goto(f"{site}/practise")
    page.get_by_label(bank.title, exact=True).check()
    page.get_by_label("How many questions").fill(str(len(bank.questions)))
    page.get_by_label("After each answer").check()
    page.get_by_role("button", name="Start the quiz").click()
    page.wait_for_url("**/questions/1")


def faults_of(page: Page, question: QuestionDraft, answers: Answers, grade: Grade, sources) -> list[str]:
    """Answer the question on the page, and return where its feedback is not what is due."""
    give(page, question.content, answers)
    shown = {name: [folded(text) for text in texts] for name, texts in page.evaluate(SHOWN).items()}
    expected = due(question, grade, sources)
    return [
        f"{question.key}, {name}: {shown[name]} instead of {expected[name]}"
        for name in expected
        if shown[name] != expected[name]
    ]


@pytest.mark.parametrize("answers_of", [right_answers, wrong_answers], ids=["right", "wrong"])
@pytest.mark.parametrize("bank", [bank for _file, bank in READ.banks], ids=lambda bank: bank.key)
def test_every_question_can_be_answered_and_says_what_its_file_says(bank, answers_of, site, open_page, asked):
    page, size, faults, points = open_page(), len(bank.questions), [], 0.0
    sources = {source.key: source for source in READ.sources}
    left = {question.key: (turn, question) for turn, question in enumerate(bank.questions)}
    start(page, site, bank)
    while left:
        turn, question = left.pop(asked(page)[0].key)
        answers = answers_of(question.content, turn)
        grade = question.content.grade(answers, GradingContext(language=bank.language))
        assert (grade.score == 1) == (answers_of is right_answers), f"{question.key} is worth {grade.score}"
        faults += faults_of(page, question, answers, grade, sources)
        points += grade.score
        if left:
            page.get_by_role("link", name="Next question").click()
            page.wait_for_url(f"**/questions/{size - len(left) + 1}")
    page.get_by_role("button", name="Finish the quiz").click()
    page.locator(".score").wait_for()
    total = folded(page.locator(".score").inner_text())
    assert not faults, "\n".join(faults)
    assert total == folded(f"{show_points(points)} / {size} ({show_percent(points / size)})")
    expect(page.locator("article.question")).to_have_count(size)
