"""Flashcards in the lowest window in which the ratings stay at its edge, as of a small phone under a browser's bars."""

from __future__ import annotations

import pytest

from tests.browser.keys import press
from tests.browser.studying import begin

pytestmark = [pytest.mark.browser, pytest.mark.slow]
HIDDEN = """() => {
  const [back, ratings] = [".back", ".ratings"].map((name) => document.querySelector(name).getBoundingClientRect());
  return back.top < 0 || Math.min(back.bottom, back.top + 120) > ratings.top;
}"""


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
