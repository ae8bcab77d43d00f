from __future__ import annotations

import pytest

from quizapp.accounts.devices import device_of

CHROME = "Mozilla/5.0 ({}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0{} Safari/537.36{}"
SAFARI = "Mozilla/5.0 ({} like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15"


@pytest.mark.parametrize(
    ("user_agent", "device"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0", ("Firefox", "Windows")),
        (CHROME.format("X11; Linux x86_64", "", ""), ("Chrome", "Linux")),
        (CHROME.format("Linux; Android 10; K", " Mobile", ""), ("Chrome", "Android")),
        (CHROME.format("Windows NT 10.0; Win64; x64", "", " Edg/141.0.0.0"), ("Edge", "Windows")),
        (CHROME.format("X11; CrOS x86_64 14541.0.0", "", ""), ("Chrome", "ChromeOS")),
        (SAFARI.format("iPhone; CPU iPhone OS 18_6"), ("Safari", "iPhone")),
        (SAFARI.format("Macintosh; Intel Mac OS X 10_15_7"), ("Safari", "macOS")),
        ("curl/8.1", ("", "")),
        ("", ("", "")),
    ],
)
def test_a_browser_is_known_by_its_family_and_system(user_agent, device):
    assert device_of(user_agent) == device
