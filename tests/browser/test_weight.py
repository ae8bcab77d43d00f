"""What a first visit costs over weak Wi-Fi, and that no page jumps while it loads."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Response

pytestmark = [pytest.mark.browser, pytest.mark.slow]
BUDGET_BYTES = 40_000
SHIFTS = """() => new Promise((done) => {
  let sum = 0;
  new PerformanceObserver((list) => {
    for (const shift of list.getEntries()) sum += shift.value;
  }).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(sum), 200);
})"""


@pytest.fixture
def fresh_page(browser: Browser):
    context = browser.new_context(viewport={"width": 390, "height": 844})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("path", ["/", "/review/", "/practise", "/sign-up"])
def test_a_first_visit_stays_within_its_budget_and_does_not_jump(path, fresh_page, site):
    answers: list[Response] = []
    fresh_page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 - the driver cannot hold a builtin
    fresh_page.goto(site + path, wait_until="networkidle")
    assert fresh_page.evaluate(SHIFTS) < 0.01
    weights = {answer.url: answer.request.sizes()["responseBodySize"] for answer in answers}
    assert len(weights) >= 3, "page, style sheet and script"
    assert sum(weights.values()) <= BUDGET_BYTES, weights


SCRIPTS = """() => performance.getEntriesByType("resource").filter(({ name }) => name.includes("/js/"))
  .map(({ name, transferSize }) => [name.split("?")[0], transferSize])"""


def test_a_question_as_the_first_page_stays_within_the_budget_and_the_next_asks_for_no_file(
    fresh_page, site, start_quiz
):
    answers: list[Response] = []
    fresh_page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 - the driver cannot hold a builtin
    start_quiz(fresh_page, "ordering")
    fresh_page.wait_for_load_state("networkidle")
    question = fresh_page.url
    assert fresh_page.evaluate(SHIFTS) < 0.01
    weights = {
        answer.url: answer.request.sizes()["responseBodySize"]
        for answer in answers
        if answer.ok and (answer.url == question or "/static/" in answer.url)
    }
    assert sum(weights.values()) <= BUDGET_BYTES, weights
    fresh_page.goto(question, wait_until="networkidle")
    scripts = fresh_page.evaluate(SCRIPTS)
    assert len({name for name, _size in scripts}) == len(scripts) >= 8, "each once: two names would be two modules"
    assert [name for name, size in scripts if size] == [], "nothing is asked for again"
