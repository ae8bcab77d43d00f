"""What browser tests hold pages to finds what is wrong only in the dark, and waits for no colours that fade."""

from __future__ import annotations

import pytest

from tests.browser.clean import violations, violations_in_both_schemes

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PAGE = """<!DOCTYPE html><html lang="en"><title>A page</title><style>
  p {{ color: #000; background: #fff; transition: all 30s; }}
  @media (prefers-color-scheme: dark) {{ p {{ {dark} }} }}
</style><main><h1>A page</h1><p>Some words.</p></main></html>"""


@pytest.mark.parametrize(
    ("dark", "faults"), [("background: #333; color: #fff", 0), ("background: #333; color: #000", 1)]
)
def test_what_cannot_be_read_in_the_dark_is_found(dark, faults, open_page):
    page = open_page()
    page.set_content(PAGE.format(dark=dark))
    assert violations(page) == []
    found = violations_in_both_schemes(page)
    assert [fault.partition(":")[0] for fault in found] == ["in the dark, color-contrast"] * faults
    assert violations(page) == []
