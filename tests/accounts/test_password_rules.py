from __future__ import annotations

import gzip

import pytest

from quizapp.accounts import password_rules
from quizapp.accounts.password_rules import Weakness, least_length, weakness_of

NEAR = ["Ani Petrosyan", "quiz", "school", "example"]


@pytest.mark.parametrize(
    "password",
    [
        "correct horse battery",
        "kiru-dopa-lesi-vanu",
        "четыре слова подряд",
        "չորս բառ իրար հետևից",
        "Petrosyan likes blue cheese",
        "x7#kQ!mp",
        "🐟🐟 under the 🌉",
        "ani-8392017465",
        "a" + "lengthy one " * 16,
    ],
)
def test_what_nobody_tries_first_is_taken_whatever_its_characters(password):
    assert weakness_of(password, NEAR) is None


@pytest.mark.parametrize("password", ["password1", "PASSWORD1", "1q2w3e4r5t", "iloveyou", "qwertyuiop", "trustno1"])
def test_common_passwords_are_not_taken_in_any_case(password):
    assert weakness_of(password) is Weakness.COMMON


@pytest.mark.parametrize("password", ["abcabcabcabcabc", "zzzzzzzzzzzzz", "bcdefghijklmn", "98765432109876543210"])
def test_few_characters_and_runs_are_plain(password):
    assert weakness_of(password) is Weakness.PLAIN


@pytest.mark.parametrize(
    "password",
    [
        "Petrosyan1",
        "ani.petrosyan",
        "AniPetrosyan2026",
        "QuizApp-2026",
        "quizapp teacher",
        "my-school-12",
        "ani-school-quiz",
    ],
)
def test_what_lies_near_is_not_taken(password):
    assert weakness_of(password, NEAR) is Weakness.NEAR


def test_the_list_holds_thousands_that_could_be_chosen_here_and_says_on_which_terms():
    entries = gzip.decompress(password_rules._COMMON.read_bytes()).decode().strip("\n").split("\n")
    assert len(set(entries)) == len(entries) > 8000
    assert min(map(len, entries)) >= least_length(is_staff=False)
    licence = password_rules._COMMON.with_name("common-passwords-licence.txt").read_text()
    assert "Django Software Foundation" in licence


def test_staff_need_more():
    assert (least_length(is_staff=False), least_length(is_staff=True)) == (8, 12)
