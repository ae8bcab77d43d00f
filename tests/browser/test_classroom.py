"""A class is set up: names pasted, cards printed; one student signs in by a card, another one joins by code."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.clean import violations_in_both_schemes, width_faults
from tests.browser.keys import press

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PHONE = {"width": 320, "height": 640}
NAMES = "\n".join(
    ["Name;Group", "Անի Պետրոսյան;A", "Анна Иванова;B", "=cmd;A", "Ben Smith;A", "Ben Smithe;B"]
    + [f"Student{chr(97 + number)} Jones{chr(97 + number)};A" for number in range(20)]
)


def look(page: Page, *, state: str) -> None:
    """Hold a page to axe in the light and in the dark, and to 320 px."""
    assert violations_in_both_schemes(page) == [], state
    size = page.viewport_size
    page.set_viewport_size(PHONE)
    assert width_faults(page) == [], state
    page.set_viewport_size(size)


def click(page: Page, name: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).click()


def test_a_class_is_set_up_and_students_come_in(open_page, sign_in_at, site):
    teacher = sign_in_at(open_page(bypass_csp=True))
    teacher.goto(f"{site}/classes")
    look(teacher, state="no class")
    teacher.get_by_role("link", name="Make a class").click()
    teacher.get_by_label("Name of the class").fill("10 b History")
    click(teacher, "Make the class")
    place = teacher.url
    _bring_names(teacher, place)
    cards = _print_cards(teacher, place)
    code = _open_joining(teacher, place)

    ani = open_page(viewport=PHONE)
    ani.goto(site + cards["Անի Պետրոսյան"])
    click(ani, "Yes, sign me in")
    expect(ani.get_by_role("status").first).to_contain_text("Welcome, Անի Պետրոսյան")
    ani.get_by_role("link", name="10 b History").click()
    expect(ani.get_by_text("Taught by Ms Petrosyan")).to_be_visible()

    late = open_page(viewport=PHONE, java_script_enabled=False)
    late.goto(f"{site}/join")
    late.get_by_label("Class code").fill(code.lower())
    click(late, "Go on")
    late.get_by_label("Your name").fill("Late Lusine")
    click(late, "Join the class")
    expect(late.get_by_text("So far only this browser knows you.")).to_be_visible()

    teacher.goto(place)
    expect(teacher.get_by_role("heading", name="25 students")).to_be_visible()
    expect(teacher.get_by_role("row", name="Late Lusine")).to_contain_text("no account")


def _bring_names(teacher: Page, place: str) -> None:
    teacher.goto(f"{place}/roster")
    look(teacher, state="adding students")
    teacher.get_by_label("Paste the names").fill(NAMES)
    click(teacher, "See what will happen")
    expect(teacher.get_by_text("Line 4: “=cmd” looks like a formula")).to_be_visible()
    expect(teacher.get_by_label("What about Ben Smithe, line 6")).to_have_value("new")
    teacher.locator("summary", has_text="How the list was understood").click()
    look(teacher, state="a list is shown")
    click(teacher, "Take this list")
    expect(teacher.get_by_role("status").first).to_contain_text("24 students joined the class")
    look(teacher, state="a roster")


def _print_cards(teacher: Page, place: str) -> dict[str, str]:
    """Print everybody's card by keyboard, and return the addresses in their squares by name."""
    teacher.goto(f"{place}/cards")
    teacher.wait_for_load_state()
    look(teacher, state="choosing cards")
    asked = teacher.title()
    teacher.get_by_role("button", name="Make the cards").focus()
    with teacher.expect_navigation():
        press(teacher, "Enter")
    assert teacher.title() != asked, "what reads a page aloud tells that there is another one"
    expect(teacher.get_by_role("heading", name="24 sign-in cards")).to_be_focused()
    look(teacher, state="cards to print")
    expect(teacher.get_by_role("button", name="Print")).to_be_visible()
    teacher.emulate_media(media="print")
    expect(teacher.get_by_role("button", name="Print")).to_be_hidden()
    teacher.set_viewport_size({"width": 718, "height": 1000})  # A4 with a margin of 1 cm
    address = teacher.locator(".sign-in-cards strong").first
    address.evaluate("it => { it.textContent = 'http://192.168.178.123:8000'; }")
    assert address.evaluate("it => it.getClientRects().length") == 1, "an address to be typed is not broken"
    teacher.set_viewport_size({"width": 1280, "height": 720})
    teacher.emulate_media(media="screen")
    cards = teacher.locator(".sign-in-cards > li")
    expect(cards).to_have_count(24)
    squares = {card.locator("h2").inner_text(): card.locator("img") for card in cards.all()}
    for square in list(squares.values())[:3]:
        expect(square).to_have_js_property("complete", value=True)
        assert square.evaluate("it => it.naturalWidth") > 0
    return {name: square.get_attribute("src").removesuffix("/qr.svg") for name, square in squares.items()}


def _open_joining(teacher: Page, place: str) -> str:
    teacher.goto(f"{place}/code")
    click(teacher, "Open joining")
    look(teacher, state="a code")
    return teacher.locator(".code strong").inner_text()


def test_a_young_child_signs_in_by_pictures_on_a_phone_by_keyboard_too(open_page, sign_in_at, site):
    teacher = sign_in_at(open_page())
    teacher.goto(f"{site}/classes/new")
    teacher.get_by_label("Name of the class").fill("1 a")
    click(teacher, "Make the class")
    place = teacher.url
    teacher.goto(f"{place}/roster")
    teacher.get_by_label("Paste the names").fill("Ani Petrosyan")
    click(teacher, "See what will happen")
    click(teacher, "Take this list")
    teacher.goto(f"{place}/cards")
    teacher.get_by_label(re.compile("Three pictures")).check()
    click(teacher, "Make the cards")
    chosen = teacher.locator(".pictures .picture").all_inner_texts()
    square = teacher.locator(".sign-in-cards img").get_attribute("src").removesuffix("/qr.svg")
    child = open_page(viewport=PHONE, bypass_csp=True)
    child.goto(site + square)
    look(child, state="pictures")
    for number, name in enumerate(chosen, 1):
        expect(child.get_by_text(f"number {number} of 3")).to_be_visible()
        child.wait_for_load_state()
        child.get_by_role("button", name=name.strip(), exact=True).focus()
        with child.expect_navigation():
            press(child, "Enter")
    expect(child.get_by_role("status").first).to_contain_text("Welcome, Ani Petrosyan")


def test_pages_around_a_class_are_clean(open_page, sign_in_at, site):
    teacher = sign_in_at(open_page(bypass_csp=True))
    teacher.goto(f"{site}/classes/new")
    teacher.get_by_label("Name of the class").fill("10 b")
    click(teacher, "Make the class")
    place = teacher.url
    teacher.goto(f"{place}/roster")
    teacher.get_by_label("Paste the names").fill("Ani Petrosyan")
    click(teacher, "See what will happen")
    click(teacher, "Take this list")
    teacher.get_by_role("link", name="Ani Petrosyan").click()
    teacher.locator("summary", has_text="Erase").click()
    look(teacher, state="a student")
    for page in ("settings", "teachers", "copy"):
        teacher.goto(f"{place}/{page}")
        look(teacher, state=page)
    visitor = open_page(bypass_csp=True)
    visitor.goto(f"{site}/join")
    visitor.get_by_label("Class code").fill("WRONG1")
    click(visitor, "Go on")
    expect(visitor.get_by_role("alert")).to_contain_text("No class can be joined by this code")
    look(visitor, state="a wrong code")


@pytest.mark.parametrize("scripts", [True, False])
def test_on_a_phone_the_parts_of_a_class_are_one_line_that_keys_go_through(open_page, sign_in_at, site, scripts):
    teacher = sign_in_at(open_page(viewport={"width": 390, "height": 844}, java_script_enabled=scripts))
    teacher.goto(f"{site}/classes/new")
    teacher.get_by_label("Name of the class").fill("10 b")
    click(teacher, "Make the class")
    parts = teacher.get_by_role("navigation", name="This class")
    for part in ("Students", "Assignments", "Calendar", "Marks", "Teachers", "Settings"):
        parts.get_by_role("link", name=part, exact=True).focus()
        with teacher.expect_navigation():
            press(teacher, "Enter")
        assert parts.bounding_box()["height"] < 56, part
        here = parts.get_by_role("link", name=part, exact=True)
        if not scripts:
            here.focus()  # as the Tab key brings it into sight
        expect(here).to_be_in_viewport(ratio=0.95)
        assert width_faults(teacher) == []
