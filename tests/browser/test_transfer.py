"""Banks leave and come in as files, and conflicts are settled: by keyboard, without JavaScript, and clean for axe."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, expect

from quizapp.bank.dumping import dump_bank
from quizapp.bank.files import read_files
from quizapp.bank.models import Bank, Origin, Question
from quizapp.bank.versions import Authorship, add_version, draft_of
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.transfer.loading import load_bank_file
from tests.browser.clean import violations, violations_in_both_schemes, width_faults
from tests.browser.keys import follow

pytestmark = [pytest.mark.browser, pytest.mark.slow]
KEY = "region-decade"


@pytest.fixture
def edited(app, site):
    """Edit a question's explanation as another browser would, after a moment."""

    def edit(explanation):
        with app.app_context():
            session = db.session()
            question = session.scalars(sa.select(Question).where(Question.key == KEY)).one()
            fields = draft_of(question.key, question.current)
            draft = type(fields)(**{name: getattr(fields, name) for name in fields.__slots__} | explanation)
            add_version(session, question, draft, Authorship(Origin.BROWSER), now=utcnow())
            session.commit()

    return edit


def download(page: Page, site: str) -> str:
    page.goto(f"{site}/banks")
    with page.expect_download() as started:
        page.get_by_role("link", name="Download of When it happened").click()
    assert started.value.suggested_filename == "dates.yaml"
    return started.value.path().read_text("utf-8")


def upload(page: Page, site: str, text: str) -> None:
    page.goto(f"{site}/banks/upload")
    page.get_by_label("YAML file").set_input_files(
        {"name": "dates (1).yaml", "mimeType": "application/yaml", "buffer": text.encode()}
    )
    page.get_by_role("button", name="Look through it").press("Enter")
    page.get_by_role("heading", name="Report on dates (1).yaml").wait_for()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_bank_goes_out_and_comes_back_and_a_conflict_is_settled(scripts, open_page, site, sign_in_at, edited):
    page = sign_in_at(open_page(java_script_enabled=scripts, bypass_csp=True, accept_downloads=True))
    text = download(page, site)
    edited({"explanation": "Edited here meanwhile."})
    begin = text.index(f"id: {KEY}")
    changed = (
        text[begin:].replace("explanation: ", "explanation: In the file. ", 1).replace("topic: ", "topic: other-", 1)
    )
    upload(page, site, text[:begin] + changed)
    expect(page.locator(".figures")).to_contain_text("1 in conflict")
    assert not scripts or violations(page) == []
    follow(page.get_by_role("button", name="Write this into the bank"))
    follow(page.locator("li", has_text=KEY).get_by_role("link"))
    assert not scripts or violations(page) == []
    page.get_by_role("button", name="Save both merged").press("Enter")  # the browser asks for a choice first
    page.get_by_role("group", name="Explanation").get_by_label("The file's").press("Space")
    follow(page.get_by_role("button", name="Save both merged"))
    expect(page.get_by_role("status")).to_contain_text(f"Settled: “{KEY}”.")
    expect(page.get_by_role("main")).to_contain_text("There is none")
    assert not scripts or violations(page) == []


def test_a_faulty_file_and_a_wrong_one_are_told_of_in_words(open_page, site, sign_in_at):
    page = sign_in_at(open_page(bypass_csp=True, viewport={"width": 320, "height": 640}))
    text = download(page, site)
    upload(page, site, text.replace("difficulty: 1", "difficulty: 9", 1).replace("title: When", "title: Whenever", 1))
    expect(page.get_by_role("main")).to_contain_text("“9” is no difficulty")
    assert violations_in_both_schemes(page) + width_faults(page) == []
    page.get_by_role("button", name="Put the file aside").click()
    page.get_by_label("YAML file").set_input_files({"name": "a.png", "mimeType": "image/png", "buffer": b"\x89PNG\r\n"})
    page.get_by_role("button", name="Look through it").click()
    expect(page.get_by_role("alert")).to_contain_text("This file is not UTF-8 text")
    assert violations_in_both_schemes(page) == []


def test_a_file_that_is_too_large_gets_a_sentence_and_no_broken_connection(live_server, page):
    page.goto(live_server.url + live_server.printed.read_text().split(live_server.url)[-1].split()[0])
    page.get_by_label("Name").fill("Ms Petrosyan")
    page.get_by_label("Password").fill("a long enough password")
    page.locator("main form button:not([type=button])").click()
    page.get_by_role("button", name="Sign out").wait_for()
    page.goto(f"{live_server.url}/banks/upload")
    large = {"name": "dates.yaml", "mimeType": "application/yaml", "buffer": b"# " + b"x" * 5_000_000}
    page.get_by_label("YAML file").set_input_files(large)
    page.get_by_role("button", name="Look through it").click()
    expect(page.get_by_role("alert")).to_contain_text("This file has 4.8 MiB and may have 4")


@pytest.fixture
def head_in_conflict(app, site, tmp_path):
    """Have the title of a bank changed here, and otherwise in its file, which is loaded then."""
    file = tmp_path / "dates.yaml"
    with app.app_context():
        session = db.session()
        bank = session.scalars(sa.select(Bank).where(Bank.key == "dates")).one()
        file.write_text(dump_bank(session, bank), "utf-8")
        for words in ("When it happened", "When it really happened"):
            file.write_text(file.read_text("utf-8").replace("title: When it happened", f"title: {words}", 1), "utf-8")
            ((_path, draft),) = read_files([file]).banks
            load_bank_file(session, file, draft, {}, now=utcnow())
            bank.title = "When all of it happened"
            session.commit()


def test_a_head_that_both_changed_is_settled_by_keyboard(head_in_conflict, site, open_page, sign_in_at):
    page = sign_in_at(open_page(bypass_csp=True, viewport={"width": 320, "height": 640}))
    page.goto(f"{site}/conflicts")
    assert violations(page) == []
    page.get_by_role("link", name="About the bank “When all of it happened”").press("Enter")
    page.get_by_role("heading", name="Conflict: about the bank").wait_for()
    assert violations(page) + width_faults(page) == []
    page.get_by_role("group", name="Title").get_by_label("The file's").press("Space")
    page.get_by_role("button", name="Save as chosen").press("Enter")
    expect(page.get_by_role("main")).to_contain_text("There is none")
    page.goto(f"{site}/banks")
    expect(page.get_by_role("main")).to_contain_text("When it really happened")
