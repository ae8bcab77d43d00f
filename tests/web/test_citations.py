from __future__ import annotations

import pytest

from quizapp.web.citations import cited

TITLES = {"ally-2023": "An ally", "huang-2023": "A defeat"}


@pytest.fixture(autouse=True)
def request_context(app):
    with app.test_request_context("/"):
        yield


def test_passages_of_one_source_stand_on_one_line_under_its_title():
    assert cited(["ally-2023#p5", "huang-2023#p2", "ally-2023#p7"], TITLES) == [
        ("“An ally”, passages 5, 7", "ally-2023", "p5"),
        ("“A defeat”, passage 2", "huang-2023", "p2"),
    ]


def test_a_source_that_is_not_described_is_named_by_its_key_and_has_no_page():
    assert cited(["notes#p1"], TITLES) == [("“notes”, passage 1", "", "p1")]


def test_a_whole_source_is_cited_without_passages():
    assert cited(["ally-2023"], TITLES) == [("“An ally”", "ally-2023", "")]


def test_a_title_with_a_percent_sign_is_shown_as_it_is():
    assert cited(["poll#p1"], {"poll": "100% sure"}) == [("“100% sure”, passage 1", "poll", "p1")]
