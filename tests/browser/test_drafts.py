"""What an instructor types is kept: through a killed server, a lost connection, a closed page, a colleague's save."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing

import pytest
from playwright.sync_api import Page, expect

from quizapp.accounts.models import Role
from tests.browser.patience import act_at_once, hold_back, until

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PASSWORD = "a long enough password"


def become_instructor(page: Page, server) -> None:
    """Make the first instructor's account by the link that the server printed."""
    page.goto(server.url + re.search(r"/setup/\S+", server.printed.read_text())[0])
    page.get_by_label("Name").fill("Ms Petrosyan")
    page.get_by_label("Password").fill(PASSWORD)
    page.locator("main form button:not([type=button])").click()
    page.get_by_role("button", name="Sign out").wait_for()


def open_editor(page: Page, url: str, *, scripts: bool = True) -> str:
    page.goto(f"{url}/questions?kind=single_choice")
    page.locator("tbody a").first.click()
    page.locator("a", has_text=re.compile("^Edit$")).click()
    page.get_by_role("button", name="Preview").wait_for()
    if scripts:
        page.wait_for_load_state("load")
    return page.url.partition("?")[0]


def test_what_is_typed_before_the_scripts_are_there_is_kept_when_they_come(live_server, page):
    become_instructor(page, live_server)
    act_at_once(page)
    held = hold_back(page, "**/js/draft.js*")
    open_editor(page, live_server.url, scripts=False)
    page.get_by_label("Question", exact=True).fill("Typed early")
    until(page, lambda: bool(held))
    held[0].continue_()
    expect(page.locator("#draft-state")).to_contain_text("Draft saved")


def drafts_in(server) -> int:
    with closing(sqlite3.connect(server.data_dir / "quizapp.sqlite3")) as connection:
        return connection.execute("SELECT count(*) FROM question_drafts").fetchone()[0]


def test_a_killed_server_has_the_draft_that_it_called_saved(start_server, page):
    server = start_server()
    become_instructor(page, server)
    address = open_editor(page, server.url)
    page.get_by_label("Question", exact=True).fill("Half a thought")
    expect(page.locator("#draft-state")).to_contain_text(re.compile(r"Draft saved \d\d:\d\d"))
    server.kill()
    again = start_server(server.data_dir)
    page.goto(address.replace(server.url, again.url))
    expect(page.get_by_role("heading", level=1)).to_contain_text("not saved yet")
    page.get_by_role("link", name="Go on with it").click()
    expect(page.get_by_label("Question", exact=True)).to_have_value("Half a thought")
    page.get_by_role("button", name="Save as a new version").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Half a thought")
    assert drafts_in(again) == 0


def test_what_is_typed_while_the_server_is_away_is_kept_when_it_is_back(start_server, page):
    server = start_server()
    become_instructor(page, server)
    open_editor(page, server.url)
    server.kill()
    page.get_by_label("Explanation").fill("Typed on a train.")
    expect(page.locator("#draft-state")).to_contain_text("no connection, will try again")
    again = start_server(server.data_dir, port=server.port)
    expect(page.locator("#draft-state[data-state=saved]")).to_contain_text("Draft saved")
    assert drafts_in(again) == 1


def test_what_is_typed_while_a_draft_is_on_its_way_is_kept_after_it(site, open_page, sign_in_at):
    page = sign_in_at(open_page())
    page.clock.install()
    open_editor(page, site)
    held = hold_back(page, "**/draft")
    page.get_by_label("Explanation").fill("A first")
    until(page, lambda: len(held) == 1)
    page.get_by_label("Explanation").fill("A first thought, and a second.")
    page.clock.run_for(2_000)  # longer than the pause after which a draft is sent
    held[0].continue_()
    until(page, lambda: len(held) == 2)
    assert "and+a+second" in held[1].request.post_data
    held[1].continue_()
    expect(page.locator("#draft-state[data-state=saved]")).to_contain_text("Draft saved")


def test_a_page_left_in_the_middle_of_a_word_is_kept_and_a_save_leaves_no_draft(live_server, page):
    become_instructor(page, live_server)
    address = open_editor(page, live_server.url)
    page.get_by_label("Explanation").fill("In the mid")

    def is_told() -> bool:
        page.goto(f"{live_server.url}/banks")
        return page.get_by_text("1 unsaved draft").count() == 1

    until(page, is_told)  # the last word of a page is on its way while the next one comes
    sent: list[str] = []
    page.route("**/draft", lambda route: (sent.append(route.request.post_data or ""), route.continue_()))
    page.goto(f"{address}?draft=go-on")
    expect(page.get_by_label("Explanation")).to_have_value("In the mid")
    page.get_by_label("Explanation").fill("In the middle.")
    expect(page.locator("#draft-state[data-state=saved]")).to_contain_text("Draft saved")
    assert not [body for body in sent if "In+the+middle" not in body], "what stands there already was sent again"
    page.get_by_role("button", name="Save as a new version").click()
    page.get_by_text("Saved as a new version.").wait_for()
    page.goto(f"{live_server.url}/banks")
    expect(page.get_by_text("unsaved draft")).to_have_count(0)
    assert drafts_in(live_server) == 0


def test_two_people_at_one_question_see_what_each_changed(site, open_page, make_person, sign_in_at):
    first, second = sign_in_at(open_page()), open_page()
    make_person(Role.INSTRUCTOR, "Mr Other")
    second.goto(f"{site}/sign-in")
    second.get_by_label("Name").fill("Mr Other")
    second.get_by_label("Password").fill(PASSWORD)
    second.get_by_role("button", name="Sign in").click()
    second.get_by_role("button", name="Sign out").wait_for()
    open_editor(first, site)
    open_editor(second, site)
    first.get_by_label("Topic").fill("mine")
    first.locator("[name=event]").fill("They met.")
    second.get_by_label("Topic").fill("theirs")
    second.get_by_label("Explanation").fill("Another explanation.")
    second.get_by_role("button", name="Save as a new version").click()
    second.get_by_text("Saved as a new version.").wait_for()
    first.get_by_role("button", name="Save as a new version").click()
    clash = first.locator(".clash")
    expect(clash).to_have_count(1)
    expect(first.get_by_role("alert")).to_contain_text("Mr Other")
    expect(clash.locator(".side").nth(0)).to_contain_text("theirs")
    expect(clash.get_by_label("Yours")).to_be_checked()
    expect(first.get_by_label("Explanation")).to_have_value("Another explanation.")
    clash.get_by_label("Theirs").check()
    first.get_by_role("button", name="Save as a new version").click()
    first.get_by_text("Saved as a new version.").wait_for()
    first.get_by_role("link", name="Who wrote this").click()
    said = {name: first.locator("tr", has=first.get_by_role("rowheader", name=name)) for name in ("Topic", "Event")}
    expect(said["Topic"]).to_contain_text("Mr Other")
    expect(said["Event"]).to_contain_text("Ms Petrosyan")
