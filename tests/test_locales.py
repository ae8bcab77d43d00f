from __future__ import annotations

import pytest

from quizapp.locales import locale_of, tag_of


@pytest.mark.parametrize(("code", "tag"), [("hy", "hy"), ("pt-br", "pt-BR"), ("pt_BR", "pt-BR"), (" de ", "de")])
def test_a_code_names_a_language_which_browsers_know_by_its_tag(code, tag):
    assert tag_of(locale_of(code)) == tag


@pytest.mark.parametrize("code", ["", "klingonish", "../de", "en en", "x" * 5_000, "ǵ"])
def test_what_is_no_code_names_none(code):
    assert locale_of(code) is None
