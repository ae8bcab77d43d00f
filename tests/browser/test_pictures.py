"""Pictures in the editor: chosen, pasted, dropped, put into words, and shown to students with room kept for them."""

from __future__ import annotations

import base64
import io
import re

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.keys import press

pytestmark = [pytest.mark.browser, pytest.mark.slow]

FIRE = """([selector, kind, base64, type, text]) => {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const data = new DataTransfer();
  data.items.add(new File([bytes], "picture", { type }));
  if (text) data.setData("text/plain", text);
  const target = document.querySelector(selector);
  const init = { bubbles: true, cancelable: true };
  const event = kind === "paste"
    ? new ClipboardEvent(kind, { ...init, clipboardData: data })
    : new DragEvent(kind, { ...init, dataTransfer: data });
  target.focus();
  return target.dispatchEvent(event);
}"""
SHIFTS = """() => new Promise((done) => {
  let moved = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) moved += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(moved), 300);
})"""


def drawing(size=(60, 40), kind="PNG", noise=False):
    image = Image.effect_noise(size, 120).convert("RGB") if noise else Image.new("RGB", size, "teal")
    file = io.BytesIO()
    image.save(file, kind)
    return file.getvalue()


def file_of(data, name="drawing.png", kind="image/png"):
    return {"name": name, "mimeType": kind, "buffer": data}


@pytest.fixture
def editor(open_page, site, sign_in_at):
    """An editor of a single-choice question, opened by an instructor."""

    def opened(**options) -> Page:
        page = sign_in_at(open_page(**options))
        page.goto(f"{site}/questions?kind=single_choice")
        page.locator("tbody a").first.click()
        page.locator("a", has_text=re.compile("^Edit$")).click()
        page.locator("[name=explanation]").wait_for()
        page.wait_for_load_state()  # what is pasted and dropped waits for nothing
        return page

    return opened


def markdown(words):
    return re.compile(rf"!\[{words}\]\(picture:[0-9a-f]{{32}}\)")


def test_a_picture_is_added_at_the_caret_by_keyboard_and_undone(editor):
    page = editor()
    field = page.locator("[name=explanation]")
    field.fill("Before. After.")
    field.press("Home")
    for _ in "Before.":
        field.press("ArrowRight")
    page.locator("[data-add-picture]").focus()
    press(page, "Enter")
    dialog = page.get_by_role("dialog", name="Add a picture")
    press(page, "Tab")
    page.keyboard.type("A teal field")
    press(page, "Enter")
    expect(dialog.get_by_role("alert")).to_have_text("Choose a picture.")
    expect(dialog.get_by_label("Picture")).to_be_focused()
    dialog.get_by_label("Picture").set_input_files(file_of(drawing()))
    expect(dialog.locator("#picture-preview img")).to_be_visible()
    dialog.get_by_label("What does it show?").press("Enter")
    expect(dialog).to_be_hidden()
    expect(field).to_be_focused()
    expect(field).to_have_value(re.compile(r"^Before\.!\[A teal field\]\(picture:[0-9a-f]{32}\) After\.$"))
    expect(page.locator("[data-picture-said]")).to_have_text("The picture is in the text.")
    press(page, "Control+z")
    expect(field).to_have_value("Before. After.")
    assert "/edit" in page.url  # Enter in the dialog sent nothing else
    field.press("Control+End")
    page.locator("[data-add-picture]").click()
    dialog.get_by_label("Picture").set_input_files(file_of(drawing()))
    dialog.get_by_label("What does it show?").fill("A field")
    dialog.get_by_role("button", name="Put it into the text").click()
    expect(field).to_have_value(re.compile(r"^Before\. After\.\n!\[A field\]\(picture:[0-9a-f]{32}\)$"))


def test_a_picture_is_pasted_and_dropped_and_a_text_that_comes_with_one_stays_a_text(editor):
    page = editor()
    data = base64.b64encode(drawing()).decode()
    taken = page.evaluate(FIRE, ["[name=stem]", "paste", data, "image/png", "words of a document"])
    assert taken  # the text is pasted by the browser itself
    expect(page.get_by_role("dialog")).to_be_hidden()
    for kind in ("paste", "drop"):
        assert not page.evaluate(FIRE, ["[name=stem]", kind, data, "image/png", ""])
        dialog = page.get_by_role("dialog", name="Add a picture")
        expect(dialog.get_by_label("What does it show?")).to_be_focused()
        page.keyboard.type(f"By {kind}")
        dialog.get_by_role("button", name="Put it into the text").click()
        expect(dialog).to_be_hidden()
        expect(page.locator("[name=stem]")).to_have_value(markdown(f"By {kind}"))


def test_a_refused_picture_says_why_and_what_was_typed_stays(editor):
    page = editor()
    page.locator("[data-add-picture]").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Picture").set_input_files(file_of(b"<svg xmlns='x'/>", "x.svg", "image/svg+xml"))
    dialog.get_by_role("button", name="Put it into the text").click()
    expect(dialog.get_by_role("alert")).to_have_text(re.compile("whoever cannot see it"))
    dialog.get_by_label("What does it show?").fill("A drawing")
    dialog.get_by_role("button", name="Put it into the text").click()
    expect(dialog.get_by_role("alert")).to_have_text(re.compile("This is an SVG drawing"))
    expect(dialog.get_by_label("What does it show?")).to_have_value("A drawing")
    press(page, "Escape")
    expect(dialog).to_be_hidden()


def test_a_photo_larger_than_two_mebibytes_is_scaled_down_in_the_browser(editor):
    page = editor()
    photo = drawing((2600, 1800), noise=True)
    assert len(photo) > 3 * 1024 * 1024
    page.locator("[name=explanation]").focus()
    page.locator("[data-add-picture]").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Picture").set_input_files(file_of(photo))
    dialog.get_by_label("What does it show?").fill("Noise")
    dialog.get_by_role("button", name="Put it into the text").click()
    expect(page.locator("[name=explanation]")).to_have_value(markdown("Noise"))


def test_without_scripts_a_page_takes_the_picture_and_shows_what_to_copy(editor):
    page = editor(java_script_enabled=False)
    with page.expect_popup() as opened:
        page.locator("[data-add-picture]").click()
    other = opened.value
    other.get_by_label("Picture").set_input_files(file_of(drawing()))
    other.get_by_label("What does it show?").fill("A teal field")
    other.get_by_role("button", name="Add it").click()
    expect(other.get_by_label("Copy this into the text")).to_have_value(markdown("A teal field"))


def test_a_student_sees_the_picture_and_nothing_moves_when_it_comes(editor, site, open_page):
    page = editor()
    page.goto(f"{site}/banks/dates/new/true_false")
    for name, value in (("key", "pictured"), ("explanation", "So it is."), ("sources", "ally-2023#p2")):
        page.locator(f"[name={name}]").fill(value)
    page.locator("[name=topic]").fill("pictured")
    page.locator("[name=answer][value=true]").check()
    page.locator("[name=facets][value=claim]").check()
    page.locator("[name=stem]").focus()
    page.locator("[data-add-picture]").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Picture").set_input_files(file_of(drawing((900, 500))))
    dialog.get_by_label("What does it show?").fill("A teal field")
    dialog.get_by_role("button", name="Put it into the text").click()
    expect(dialog).to_be_hidden()
    page.get_by_role("button", name="Save as ready", exact=True).click()
    expect(page.get_by_role("img", name="A teal field").first).to_be_visible()
    student = open_page()
    student.route("**/pictures/files/*", lambda route: (student.wait_for_timeout(200), route.continue_()))
    student.goto(f"{site}/practise")
    student.locator("details > summary").click()
    student.locator("input[name=topics][value=pictured]").check()
    student.get_by_role("button", name="Start the quiz").click()
    shown = student.get_by_role("img", name="A teal field")
    expect(shown).to_have_js_property("complete", True)
    assert shown.evaluate("image => image.naturalWidth") == 900
    assert shown.bounding_box()["width"] > 200
    assert student.evaluate(SHIFTS) < 0.01
