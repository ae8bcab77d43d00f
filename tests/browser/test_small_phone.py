"""A small phone: the head of the page, and flashcards in the lowest window in which the ratings stay at its edge."""

from __future__ import annotations

import io
import zipfile

import pytest

from tests.browser.keys import press
from tests.browser.studying import begin

pytestmark = [pytest.mark.browser, pytest.mark.slow]
HIDDEN = """() => {
  const [back, ratings] = [".back", ".ratings"].map((name) => document.querySelector(name).getBoundingClientRect());
  return back.top < 0 || Math.min(back.bottom, back.top + 120) > ratings.top;
}"""

LONG = """
const sheet = new CSSStyleSheet();
sheet.replaceSync(".back { min-height: 60rem }");
document.adoptedStyleSheets = [sheet];
"""


def test_the_answer_is_seen_above_the_ratings_at_once(site, open_page):
    page = open_page(viewport={"width": 320, "height": 560})
    begin(page, site)
    hidden = []
    for _card in range(6):
        page.locator("[data-show]").wait_for()
        front = page.locator(".front").inner_text()
        press(page, "Space")
        page.locator(".ratings").wait_for()
        hidden += [front] if page.evaluate(HIDDEN) else []
        page.reload()
        page.wait_for_load_state()
        hidden += [f"{front} (loaded)"] if page.evaluate(HIDDEN) else []
        press(page, "3")
    assert hidden == []


def test_so_it_is_with_cards_of_ones_choice(site, open_page):
    page = open_page(viewport={"width": 320, "height": 560})
    begin(page, site)
    page.goto(f"{site}/review/study/next?which=new")
    hidden = []
    for _card in range(8):
        page.locator(".front").wait_for()
        front = page.locator(".front").inner_text()
        page.get_by_role("link", name="Show the answer").click()
        page.locator(".ratings").wait_for()
        page.wait_for_load_state()
        hidden += [front] if page.evaluate(HIDDEN) else []
        page.get_by_role("button", name="done").click()
        page.get_by_role("link", name="Show the answer").wait_for()
    assert hidden == []


def test_an_answer_of_which_enough_is_seen_leaves_the_question_where_it_is(site, open_page):
    page = open_page(viewport={"width": 390, "height": 664})
    page.add_init_script(LONG)
    begin(page, site)
    moved, seen = [], 0
    for _card in range(6):
        page.locator("[data-show]").wait_for()
        front = page.locator(".front").inner_text()
        press(page, "Space")
        page.locator(".ratings").wait_for()
        began = page.evaluate("document.querySelector('.back').getBoundingClientRect().top + window.scrollY")
        if began + 120 <= 664 - 112:  # above the ratings
            seen += 1
            moved += [front] if page.evaluate("window.scrollY") else []
        press(page, "3")
    assert (moved, seen > 0) == ([], True)


@pytest.mark.parametrize("width", [360, 390])
def test_each_rating_has_its_key_beside_it_in_one_line(site, open_page, width):
    page = open_page(viewport={"width": width, "height": 844})
    begin(page, site)
    press(page, "Space")
    page.locator(".ratings").wait_for()
    heights = page.evaluate("[...document.querySelectorAll('.ratings span')].map((one) => one.offsetHeight)")
    assert len(heights) == 4
    assert max(heights) < 30, "two lines have 41"


def test_the_head_of_a_guests_page_takes_no_line_more_than_that_of_others(site, open_page):
    page = open_page(viewport={"width": 320, "height": 560})
    begin(page, site)
    page.goto(f"{site}/settings")
    page.wait_for_load_state()
    names = [one.inner_text() for one in page.locator(".account a").all()]
    tops = {one.bounding_box()["y"] for one in page.locator(".account a").all()}
    assert (names, len(tops)) == (["My classes", "Settings", "Sign in"], 1)


def test_the_page_of_ones_own_data_is_as_wide_as_the_window_however_long_a_word_in_it_is(
    site, open_page, sign_in_at, browser, tmp_path
):
    page = sign_in_at(open_page())
    page.goto(f"{site}/questions/1")
    page.get_by_label("A new comment").fill("a" * 120)
    page.get_by_role("button", name="Comment", exact=True).click()
    page.locator(".comment").wait_for()
    data = page.request.get(f"{site}/settings/data.zip").body()
    zipfile.ZipFile(io.BytesIO(data)).extract("your-data.html", tmp_path)
    phone = browser.new_page(viewport={"width": 390, "height": 844})
    phone.goto((tmp_path / "your-data.html").as_uri())
    assert "a" * 120 in phone.content()
    width = phone.evaluate("document.documentElement.scrollWidth")
    phone.close()
    assert width == 390


def test_a_number_with_its_unit_is_seen_whole_while_it_is_typed(site, open_page):
    page = open_page(viewport={"width": 390, "height": 844})
    page.goto(f"{site}/practise?bank=dates")
    page.locator("details:not([open]) > summary").click()
    page.locator("input[name=kinds][value=numeric]").check()
    page.get_by_role("button", name="Start the quiz").click()
    field = page.get_by_label("Your answer, in ")
    field.fill("about 1 250 000 people")
    assert field.evaluate("(field) => field.scrollWidth <= field.clientWidth")
