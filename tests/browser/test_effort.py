"""Ten usual tasks of an instructor, done by pointer and counted: the table of docs/teaching.md says the same."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]
GUIDE = Path(__file__).parents[2] / "docs" / "teaching.md"


class Hand:
    """A hand that counts: clicks, two of them to choose from a menu, and the keys of what is no question's text."""

    def __init__(self, page: Page, site: str) -> None:
        self.page, self.site = page, site
        self.clicks = self.keys = 0

    def button(self, name: str) -> None:
        self.click(self.page.get_by_role("button", name=name))

    def link(self, name: str) -> None:
        self.click(self.page.get_by_role("link", name=name))

    def click(self, thing: Locator) -> None:
        thing.click()
        self.clicks += 1

    def write(self, field: Locator, text: str) -> None:
        """Write what belongs to a question: its letters are the same work everywhere."""
        self.click(field)
        field.fill(text)

    def type(self, field: Locator, text: str) -> None:
        self.click(field)
        field.press_sequentially(text)
        self.keys += len(text)

    def choose(self, menu: Locator, value: str) -> None:
        menu.select_option(value)
        self.clicks += 2

    def __str__(self) -> str:
        keys = f", {self.keys} keys" if self.keys else ""
        return f"{self.clicks} click{'s' if self.clicks > 1 else ''}{keys}"


@pytest.fixture
def hand(open_page, sign_in_at, site) -> Hand:
    page = sign_in_at(open_page(viewport={"width": 1280, "height": 900}))
    page.goto(f"{site}/questions?bank=actors")
    return Hand(page, site)


def open_first(hand: Hand, kind: str = "") -> None:
    """Open the first question of the list; how one got to the list is counted nowhere."""
    if kind:
        hand.page.goto(f"{hand.site}/questions?q=bank:actors+kind:{kind}")
    hand.click(hand.page.locator("tbody th a").first)


def edit_first(hand: Hand, kind: str = "single_choice") -> None:
    open_first(hand, kind)
    hand.click(hand.page.get_by_role("link", name="Edit", exact=True))
    hand.page.wait_for_load_state("load")


def write_a_question(hand: Hand) -> None:
    page = hand.page
    hand.click(page.locator("ul.kinds").get_by_role("link", name="Single choice"))
    page.wait_for_load_state("load")
    hand.write(page.get_by_label("Id", exact=True), "quite-new")
    hand.write(page.get_by_label("Question", exact=True), "Who is quite new here?")
    rows = page.locator("[data-rows=distractors] .row-edit")
    hand.write(page.locator("[name=answer-text]"), "The right one")
    for number, text in enumerate(("A first one", "A second one", "A third one")):
        if rows.count() <= number:
            hand.click(page.locator("[data-add=distractors]"))
        hand.write(rows.nth(number).locator("input, textarea").first, text)
    hand.write(page.get_by_label("Explanation"), "So it is, because it is new.")
    hand.click(page.get_by_text("Choose passages"))
    hand.click(page.locator("input[name=passage]").first)
    hand.write(page.get_by_label("Topic"), "quite-new")
    hand.click(page.get_by_label("Actor", exact=True))
    hand.button("Save as ready")
    expect(page.get_by_role("heading", level=1)).to_have_text("Who is quite new here?")


def mend_a_letter(hand: Hand) -> None:
    edit_first(hand)
    stem = hand.page.get_by_label("Question", exact=True)
    hand.write(stem, stem.input_value() + " ")
    stem.fill(stem.input_value().strip() + "!")
    hand.button("Save as a new version")
    expect(hand.page.locator(".flash").first).to_contain_text("Saved as a new version")


def answer_as_a_student(hand: Hand) -> None:
    edit_first(hand)
    hand.click(hand.page.locator("#look-question input[type=radio]").first)
    hand.button("Try it as a student")
    expect(hand.page.locator("#look-feedback")).to_contain_text("After your answer")


def duplicate(hand: Hand) -> None:
    open_first(hand)
    hand.button("Duplicate")
    hand.page.locator("form.editor").wait_for()
    hand.page.wait_for_load_state("load")
    with hand.page.expect_navigation():
        hand.button("Save as a draft")
    expect(hand.page.locator(".state.draft").first).to_be_visible()


def bring_a_version_back(hand: Hand) -> None:
    mend_a_letter(hand)
    hand.page.goto(f"{hand.site}/questions?q=bank:actors+kind:single_choice")
    hand.clicks = 0
    open_first(hand)
    hand.click(hand.page.locator("#versions ~ ol li").last.get_by_role("link").first)
    hand.link("Make this version current again")
    hand.button("Make version 1 current again")
    expect(hand.page.locator(".flash").first).to_be_visible()


def move_a_page_to_another_bank(hand: Hand) -> None:
    page = hand.page
    hand.click(page.get_by_label("Choose all on this page"))
    hand.button("Change them…")
    hand.choose(page.locator("#move-value"), "dates")
    hand.button("Look at what changes: Move to the bank")
    hand.click(page.get_by_role("button", name=re.compile("^Change .* questions")))
    expect(page.locator(".flash").first).to_contain_text("are changed")


def give_twenty_a_topic(hand: Hand) -> None:
    page = hand.page
    boxes = page.locator("input[name=tick]")
    hand.click(boxes.first)
    boxes.nth(19).click(modifiers=["Shift"])
    hand.clicks += 1
    hand.button("Change them…")
    hand.type(page.get_by_label("Topic", exact=True), "csto")
    hand.button("Look at what changes: Topic")
    hand.click(page.get_by_role("button", name=re.compile("^Change .* questions")))
    expect(page.locator(".flash").first).to_contain_text("are changed")


def find_by_kind_and_level(hand: Hand) -> None:
    hand.type(hand.page.get_by_role("combobox", name="Search the questions"), "kind:date level:2")
    expect(hand.page).to_have_url(re.compile("level%3A2"))
    expect(hand.page.locator("#count")).to_contain_text("question")


def throw_away_and_bring_back(hand: Hand) -> None:
    open_first(hand)
    hand.button("Move to the trash")
    hand.button("Restore")
    expect(hand.page.get_by_role("button", name="Move to the trash")).to_be_visible()


def make_a_draft_ready(hand: Hand) -> None:
    duplicate(hand)
    hand.page.goto(f"{hand.site}/questions?q=is:draft")
    hand.clicks = 0
    open_first(hand)
    hand.button("Mark as ready")
    expect(hand.page.locator(".state.ready").first).to_be_visible()


TASKS: dict[str, Callable[[Hand], None]] = {
    "Write a single-choice question with four options": write_a_question,
    "Mend a letter in a question": mend_a_letter,
    "Answer a question as a student would, and see the marks": answer_as_a_student,
    "Duplicate a question": duplicate,
    "Compare an old version with the current one, and bring it back": bring_a_version_back,
    "Move all questions on a page to another bank": move_a_page_to_another_bank,
    "Give twenty questions another topic": give_twenty_a_topic,
    "Find the questions of a kind and a level": find_by_kind_and_level,
    "Throw a question away, and bring it back": throw_away_and_bring_back,
    "Make a draft ready for students": make_a_draft_ready,
}


def told() -> dict[str, str]:
    """Return what the guide says of each task: its name with what it costs here."""
    row = re.compile(r"^\| ([^|]+) \| (\d+ clicks?[^|]*) \| [^|]+ \|$", re.MULTILINE)
    return dict(row.findall(GUIDE.read_text(encoding="utf-8")))


def test_the_guide_compares_these_ten_tasks():
    assert list(told()) == list(TASKS)


@pytest.mark.parametrize("task", TASKS)
def test_a_task_costs_what_the_guide_says(hand, task):
    TASKS[task](hand)
    assert str(hand) == told()[task]
