"""What is wrong with a page, once it has loaded: by axe, wider than its window, targets too small for a thumb."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

AXE = Axe().axe_script
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
FOUND = """([tags, colours]) => {
  // What fades into other colours, or into sight, is looked at as it will be.
  document.getAnimations().filter((one) => one instanceof CSSTransition).forEach((one) => one.finish());
  const about = axe.getRules(["cat.color"]).filter((rule) => rule.tags.some((tag) => tags.includes(tag)));
  const runOnly = colours ? about.map((rule) => rule.ruleId) : tags;
  // Of what is not wrong axe need not say where it is, and nothing is sent: that took longer than to find the rest.
  return axe.run({ runOnly, resultTypes: ["violations"] }).then(({ violations }) => violations.flatMap(
    ({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary}`)
  ));
}"""
PHONE = {"width": 320, "height": 700}
BEYOND = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
TARGETS = """() => {
  // What is further down is laid out when it is scrolled to; here all of it is measured.
  document.querySelectorAll("main *").forEach((it) => { it.style.contentVisibility = "visible"; });
  const alone = [...document.querySelectorAll("main :is(p, li, dd) > a")]
    .filter((it) => it.textContent.trim() === it.parentElement.textContent.trim());
  return [...document.querySelectorAll(
    "button, select, summary, nav a, .button, label:has(input), input:not([type=hidden], [type=radio], [type=checkbox])"
  ), ...alone]
  .filter((it) => it.checkVisibility())
  .map((it) => [it.outerHTML.slice(0, 90), it.getBoundingClientRect()])
  .filter(([, box]) => box.width < 24 || box.height < 24)
  .map(([html, box]) => `${html} is ${box.width} × ${box.height}`);
}"""


def violations(page: Page) -> list[str]:
    """Return what axe finds, once the page has loaded."""
    page.wait_for_load_state()
    page.evaluate(AXE)
    return page.evaluate(FOUND, [TAGS, False])


def violations_in_both_schemes(page: Page) -> list[str]:
    """Return what axe finds in the light and, of its rules about colours, in the dark, which changes nothing else."""
    found = violations(page)
    page.emulate_media(color_scheme="dark")
    found += [f"in the dark, {fault}" for fault in page.evaluate(FOUND, [TAGS, True])]
    page.emulate_media(color_scheme="light")
    return found


def width_faults(page: Page) -> list[str]:
    """Return by how much a page scrolls sideways, if it does."""
    page.wait_for_load_state()
    beyond = page.evaluate(BEYOND)
    return [f"{page.url} is {beyond} px too wide"] * (beyond > 0)


def large_faults(page: Page) -> list[str]:
    """Return by how much a page scrolls sideways with letters of twice their size, if it does."""
    page.evaluate("document.documentElement.style.fontSize = '32px'")
    found = [f"{fault} in large letters" for fault in width_faults(page)]
    page.evaluate("document.documentElement.style.fontSize = ''")
    return found


def narrow_faults(page: Page) -> list[str]:
    """Return what is wrong with a page at the width that it has now."""
    return width_faults(page) + page.evaluate(TARGETS)


def check(page: Page) -> None:
    """See that a page is clean to axe in both schemes, and fits the smallest phone."""
    assert violations_in_both_schemes(page) == []
    size = page.viewport_size
    page.set_viewport_size(PHONE)
    assert width_faults(page) == []
    page.set_viewport_size(size)


def listed(found: dict[str, list[str]]) -> str:
    """Return what was found on each page, for whoever reads why a test failed."""
    return "\n".join(f"{name}: {fault}" for name, faults in found.items() for fault in faults)
