from __future__ import annotations

import re
from html import unescape

import pytest

from quizapp.analysis.options import Options
from quizapp.analysis.words import SHORT, option_text, part_name, sentence
from quizapp.psychometrics.findings import Finding, Sign
from quizapp.psychometrics.resampling import Figure

OPTIONS = Options(("Ann", "*Bob*", "Cid"), frozenset({0}))


@pytest.fixture
def said(app):
    def said(*finding):
        with app.test_request_context():
            return sentence(Finding(*finding), OPTIONS)

    return said


def test_the_option_that_the_best_chose_is_named(said):
    told = said(Sign.CHECK_THE_KEY, (1,), 8, 11)
    assert told == "Most of your best students chose “Bob” (8 of 11): check the key."


def test_unused_options_are_named_one_or_many(said):
    assert "“Cid”: put a mistake there" in said(Sign.UNUSED, (2,))
    assert "any of “Bob”, “Cid”: put mistakes there" in said(Sign.UNUSED, (1, 2))
    assert "“Bob”" in said(Sign.DRAWS_THE_BEST, (1,))


@pytest.mark.parametrize("sign", list(Sign))
def test_each_sign_has_its_words(said, sign):
    assert said(sign, (1,)).endswith((".", "?"))
    assert SHORT[sign]


def test_what_is_unremarkable_is_not_said_twice_but_told_what_follows(said):
    assert SHORT[Sign.NOTHING] == "unremarkable"
    assert said(Sign.NOTHING) == "Its figures give no reason to change it."


def test_the_pages_own_words_are_said_in_its_language(app):
    with app.test_request_context():
        assert option_text(Options(("True", "False"), frozenset({0}), are_msgids=True), 1) == "False"


def test_a_part_is_named_by_what_it_is_about(app):
    with app.test_request_context():
        named = [
            part_name("cloze", "2"),
            part_name("ordering", "3"),
            part_name("matching", "*Duck*"),
            part_name("date", ""),
        ]
    assert named == ["Gap 2", "Place 3", "Duck", ""]


@pytest.mark.longer
def test_figures_below_nought_have_a_minus_and_no_hyphen_that_may_go_unread(sit, instructor):
    sit(30)
    words = unescape(re.sub(r"<[^>]*>", " ", instructor.get("/statistics/quizzes/test").text))
    assert re.search(r"−\d+\N{NO-BREAK SPACE}%\s+−\d+ to", words), "a discrimination index and its interval"
    assert re.search(r"\s−\d\.\d\d\s", words), "a skewness or kurtosis"
    assert not re.search(r"\s-\d", words)


def test_what_rounds_to_nothing_has_no_sign(app):
    figure = Figure(-0.001, -0.004, 0.2, is_said=True)
    with app.test_request_context():
        macros = app.jinja_env.get_template("analysis/_figures.html").make_module()
        assert " ".join(re.sub(r"<[^>]*>", " ", macros.numbers(figure)).split()) == "0.00 0.00 to 0.20"
        assert " ".join(re.sub(r"<[^>]*>", " ", macros.percents(figure)).split()) == "0&nbsp;% 0 to 0"
