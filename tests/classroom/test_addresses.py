from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from quizapp.classroom.addresses import is_for_others, qr_picture, shared_address
from quizapp.config import EVERYWHERE

HERE = ("169.254.3.4", "172.17.0.1", "192.168.1.20", "teachers-laptop")


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("http://localhost:8000/join/KWP7TX", "http://192.168.1.20:8000/join/KWP7TX"),
        ("http://[::1]:8000/join", "http://192.168.1.20:8000/join"),
        ("https://quiz.example.org/join", "https://quiz.example.org/join"),
    ],
)
def test_an_address_of_this_computer_is_shown_as_others_open_it(settings, url, shown):
    open_to_all = replace(settings, host=EVERYWHERE[0])
    assert shared_address(url, open_to_all, lambda: HERE) == shown
    assert is_for_others(shown)


def test_where_only_this_computer_is_served_the_address_stays_and_says_so(settings):
    url = "http://localhost:8000/join"
    assert shared_address(url, settings, lambda: HERE) == url
    assert shared_address(url, replace(settings, host=EVERYWHERE[0]), tuple) == url
    assert not is_for_others(url)


def test_a_qr_is_a_picture_without_scripts_or_styles():
    drawn = ET.fromstring(qr_picture("http://192.168.1.20/join/KWP7TX"))  # noqa: S314 - of our own making
    assert {element.tag.rpartition("}")[2] for element in drawn.iter()} <= {"svg", "path", "g"}
    assert not any("style" in element.attrib for element in drawn.iter())
