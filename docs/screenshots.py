"""Makes the pictures of README.md and docs/ again: python -m docs.screenshots (it needs Chromium)."""  # noqa: INP001 - run by name, imported by nobody

from __future__ import annotations

import argparse
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from quizapp.clock import utcnow

DOCS = Path(__file__).parent
OUT = DOCS / "screenshots"
SHOWN = {
    name
    for page in (DOCS.parent / "README.md", *DOCS.glob("*.md"))
    for name in re.findall(r"screenshots/([\w-]+)\.png", page.read_text(encoding="utf-8"))
}
"""The pictures that a page of documentation asks for."""
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
PHONE: ViewportSize = {"width": 390, "height": 844}
DESK: ViewportSize = {"width": 1280, "height": 800}
DESK_TAIL = "desktop-light"
"""How names of pictures end that show a desk: by day alone."""
PASSWORD = "only for the pictures"  # noqa: S105 - the server lives for a few seconds
START_SECONDS = 120
LARGEST_BYTES = 150_000


@contextmanager
def serving() -> Iterator[str]:
    """Serve from an empty data folder that is thrown away afterwards; yields the address, with an instructor made."""
    with tempfile.TemporaryDirectory() as folder:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        own = {"QUIZAPP_DATA": folder, "QUIZAPP_TIMEZONE": "UTC", "QUIZAPP_RATE_LIMITS": "0"}
        command = [sys.executable, "-m", "quizapp"]
        server = subprocess.Popen(  # noqa: S603 - our own command
            [*command, "serve", "--port", str(port)], env=os.environ | own, stdout=subprocess.DEVNULL
        )
        try:
            _wait_for(f"http://localhost:{port}/healthz")
            add = [*command, "user", "add", "Ms Petrosyan", "--role", "instructor", "--password", PASSWORD]
            for deed in (add, [sys.executable, "-m", "docs.studied_class"]):
                subprocess.run(deed, env=os.environ | own, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - our own command
            yield f"http://localhost:{port}"
        finally:
            server.terminate()
            server.wait()


def _wait_for(address: str) -> None:
    until = time.monotonic() + START_SECONDS
    while True:
        try:
            urllib.request.urlopen(address, timeout=2).close()  # noqa: S310 - our own server
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)
        else:
            return


def keep(page: Page, name: str) -> None:
    """Write what the window shows as a picture, if a page asks for it, and complain where it is too large for one."""
    if name not in SHOWN:
        return
    target = OUT / f"{name}.png"
    page.screenshot(path=target, animations="disabled")
    size = target.stat().st_size
    sys.stdout.write(f"{target.name}: {size // 1000} kB\n")
    if size > LARGEST_BYTES:
        raise SystemExit(f"{target.name} is larger than {LARGEST_BYTES // 1000} kB.")


def start_quiz(page: Page, site: str, kind: str) -> None:
    """Start a quiz of five questions of one kind."""
    page.goto(f"{site}/practise")
    page.locator("details > summary").click()
    page.locator(f"input[name=kinds][value={kind}]").check()
    page.locator("#size").fill("5")
    page.get_by_role("button", name="Start the quiz").click()


def student_pictures(browser: Browser, site: str, size: ViewportSize, scheme: str, tail: str) -> None:
    """Picture a student's way: cards, questions, feedback, and the start page after some work."""
    held = {"is_mobile": size is PHONE, "has_touch": size is PHONE}  # a phone shows no keys
    page = browser.new_context(viewport=size, color_scheme=scheme, **held).new_page()  # type: ignore[arg-type]  # scheme is one of its words
    page.goto(f"{site}/review/")
    page.get_by_role("button", name="Begin").click()
    for rating in ("Good", "Easy", "Again"):
        page.locator("a[data-key=Space]").click()
        if rating == "Easy":
            keep(page, f"flashcard-{tail}")
        page.get_by_role("button", name=rating).click()
    start_quiz(page, site, "ordering")
    page.locator("[data-ordering] .moves button").nth(1).click()
    keep(page, f"ordering-{tail}")
    start_quiz(page, site, "single_choice")
    page.locator("[type=radio]").first.check()
    keep(page, f"question-{tail}")
    page.get_by_role("button", name="Answer", exact=True).click()
    page.wait_for_selector(".verdict")
    keep(page, f"feedback-{tail}")
    page.goto(site)
    keep(page, f"home-{tail}")
    answer_dates(page, site)
    page.goto(f"{site}/timeline")
    keep(page, f"timeline-{tail}")
    page.goto(f"{site}/sources/huang-2023")
    keep(page, f"source-{tail}")
    page.context.close()


def answer_dates(page: Page, site: str) -> None:
    """Answer questions about dates, however wrongly, so that the timeline has something to show."""
    start_quiz(page, site, "date")
    for _number in range(5):
        page.locator("[name=answer-year]").fill("2023")
        page.get_by_role("button", name="Answer", exact=True).click()
        page.wait_for_selector(".verdict")
        if page.get_by_role("link", name="Next question").count():
            page.get_by_role("link", name="Next question").click()


def signed_in(browser: Browser, site: str) -> Page:
    """Return the instructor's page."""
    page = browser.new_context(viewport=DESK, color_scheme="light").new_page()
    page.goto(f"{site}/sign-in")
    page.get_by_label("Name").fill("Ms Petrosyan")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name=re.compile("Sign out")).wait_for()
    return page


NAMES = """Family name;First name;Group
Abrahamyan;Davit;A
Grigoryan;Mariam;A
Harutyunyan;Tigran;B
Hakobyan;Nare;B
Hakobian;Nare;B
Martirosyan;Lilit;A
;;B
Petrosyan;Ani;B
Sargsyan;Armen;A"""


def class_pictures(browser: Browser, site: str) -> None:
    """Picture how a class is set up: a list that is looked at first, sign-in cards, and a code to join by."""
    page = signed_in(browser, site)
    page.goto(f"{site}/classes/new")
    page.get_by_label("Name of the class").fill("10 b History")
    with page.expect_navigation():
        page.get_by_role("button", name="Make the class").click()
    place = page.url
    page.goto(f"{place}/roster")
    page.get_by_label("Paste the names").fill(NAMES)
    with page.expect_navigation():
        page.get_by_role("button", name="See what will happen").click()
    keep(page, f"roster-{DESK_TAIL}")
    with page.expect_navigation():
        page.get_by_role("button", name="Take this list").click()
    page.goto(f"{place}/cards")
    with page.expect_navigation():
        page.get_by_role("button", name="Make the cards").click()
    page.set_viewport_size({"width": DESK["width"], "height": 620})
    page.locator(".sign-in-cards").scroll_into_view_if_needed()
    keep(page, f"sign-in-cards-{DESK_TAIL}")
    page.set_viewport_size(DESK)
    announcement_picture(page, place)
    page.set_viewport_size(DESK)
    calendar_picture(page, place)
    page.context.close()


def announcement_picture(page: Page, place: str) -> None:
    """Picture what a class was told, with who has read it."""
    page.goto(f"{place}/announcements")
    page.get_by_label("What do you want to tell the class?").fill(
        "On Friday we begin with **five minutes** on the treaties. Bring:\n\n- your sign-in card\n- the first article"
    )
    with page.expect_navigation():
        page.get_by_role("button", name="Tell the class").click()
    page.set_viewport_size({"width": DESK["width"], "height": 560})
    page.locator("#told").scroll_into_view_if_needed()
    page.locator("article.announcement").last.scroll_into_view_if_needed()
    keep(page, f"announcements-{DESK_TAIL}")


def calendar_picture(page: Page, place: str) -> None:
    """Picture a class's lessons, a test and its holidays."""
    page.goto(f"{place}/settings")
    for day in ("Monday", "Wednesday"):
        page.get_by_label(day).check()
    with page.expect_navigation():
        page.get_by_role("button", name="Save").click()
    today = utcnow().date()
    page.goto(f"{place}/tests/new")
    page.get_by_label("Name of the test").fill("Treaties and alliances")
    page.get_by_label("Date of the test").fill((today + timedelta(days=21)).isoformat())
    page.locator("main [type=checkbox]").first.check()
    with page.expect_navigation():
        page.get_by_role("button", name="Set the test").click()
    page.goto(f"{place}/calendar")
    page.get_by_label("Name of the holiday").fill("Winter holidays")
    page.get_by_label("First day").fill((today + timedelta(days=30)).isoformat())
    page.get_by_label("Last day").fill((today + timedelta(days=40)).isoformat())
    with page.expect_navigation():
        page.get_by_role("button", name="Add the holiday").click()
    page.locator(".flash").evaluate("one => one.remove()")
    keep(page, f"calendar-{DESK_TAIL}")


def instructor_pictures(browser: Browser, site: str) -> None:
    """Picture the instructor's bank and a question in it."""
    page = signed_in(browser, site)
    page.goto(f"{site}/questions?bank=dates")
    keep(page, f"bank-{DESK_TAIL}")
    page.goto(f"{site}/questions?kind=matching")
    page.locator("tbody a").first.click()
    keep(page, f"question-in-bank-{DESK_TAIL}")
    address = page.url.partition("?")[0]  # the list tells a question where it was met
    page.goto(f"{address}/edit")
    keep(page, f"editor-{DESK_TAIL}")
    page.goto(f"{site}/coverage")
    keep(page, f"coverage-{DESK_TAIL}")
    page.context.close()


def insight_pictures(browser: Browser, site: str) -> None:
    """Picture what the class that studied is about to forget, and the warm-up on the wall."""
    page = signed_in(browser, site)
    for name in ("insight", "insight/topics"):
        page.goto(f"{site}/classes/1/{name}")
        keep(page, f"{name.replace('/', '-')}-{DESK_TAIL}")
    page.goto(f"{site}/classes/1/warm-up/begin")
    keep(page, f"warm-up-{DESK_TAIL}")
    page.context.close()


def marks_pictures(browser: Browser, site: str) -> None:
    """Picture how a quiz is given out, its marks, and what they say of its questions."""
    page = signed_in(browser, site)
    for address, name in (
        ("classes/1/assignments/new", "give-out"),
        ("classes/1/gradebook", "marks"),
        ("statistics/assignments/1", "statistics"),
    ):
        page.goto(f"{site}/{address}")
        keep(page, f"{name}-{DESK_TAIL}")
    page.context.close()


def main() -> None:
    """Make every picture."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    OUT.mkdir(exist_ok=True)
    with serving() as site, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        for scheme in ("light", "dark"):
            student_pictures(browser, site, PHONE, scheme, f"phone-{scheme}")
        student_pictures(browser, site, DESK, "light", DESK_TAIL)
        instructor_pictures(browser, site)
        class_pictures(browser, site)
        insight_pictures(browser, site)
        marks_pictures(browser, site)
        browser.close()


if __name__ == "__main__":
    main()
