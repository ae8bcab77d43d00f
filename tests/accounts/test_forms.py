from __future__ import annotations

import pytest

from quizapp.accounts.forms import NewAccountForm, NewStaffForm, PasswordForm, PreferencesForm

PASSWORD = "a long enough password"


@pytest.fixture
def errors(app):
    """Return what is wrong with the fields that a request sends, by field."""
    app.config["WTF_CSRF_ENABLED"] = False

    def errors(form_class, **fields):
        with app.test_request_context(method="POST", data=fields):
            form = form_class()
            form.validate()
            return {name: str(problems[0]) for name, problems in form.errors.items()}

    return errors


@pytest.mark.parametrize(
    "name", ["Ani", "Անի", "علی\u200cرضا", "ศรี", "李明", "Jean-Luc O'Neill", "A1", "x" * 40, "  Ani  "]
)
def test_names_of_people_are_taken(errors, name):
    assert errors(NewAccountForm, name=name, password=PASSWORD) == {}


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("", "Please type a name."),
        ("   ", "A name has 2 to 40 characters."),
        ("A", "A name has 2 to 40 characters."),
        ("x" * 41, "A name has 2 to 40 characters."),
        ("\u200d\u200d", "A name has 2 to 40 characters."),
        ("\u200b A\u3164", "A name has 2 to 40 characters."),
        ("<Ani>", "A name cannot contain < > @ / or \\."),
        ("ani@example.org", "A name cannot contain < > @ / or \\."),
        ("A\x00ni", "A name cannot contain < > @ / or \\."),
    ],
)
def test_other_names_are_refused_with_a_sentence(errors, name, sentence):
    assert errors(NewAccountForm, name=name, password=PASSWORD)["name"] == sentence


@pytest.mark.parametrize(
    ("password", "problem"),
    [("", "Please type a password."), ("1234567", "A password has at least 8 characters."), ("x" * 201, "A password")],
)
def test_a_password_is_long_enough(errors, password, problem):
    assert errors(NewAccountForm, name="Ani", password=password)["password"].startswith(problem)


def test_the_spaces_of_a_password_are_its_own(app):
    app.config["WTF_CSRF_ENABLED"] = False
    with app.test_request_context(method="POST", data={"name": " Ani ", "password": " spaces count "}):
        form = NewAccountForm()
        assert (form.name.data, form.password.data) == ("Ani", " spaces count ")


def test_the_new_password_is_typed_twice(errors):
    found = errors(PasswordForm, current="x", password=PASSWORD, again=PASSWORD + "x")
    assert found == {"again": "The two passwords differ."}


@pytest.mark.parametrize(
    ("new", "reviews", "wrong"),
    [
        ("0", "0", []),
        ("999", "9999", []),
        ("1000", "200", ["new_per_day"]),
        ("20", "10000", ["reviews_per_day"]),
        ("-1", "-1", ["new_per_day", "reviews_per_day"]),
        ("many", "", ["new_per_day", "reviews_per_day"]),
    ],
)
def test_limits_of_a_day_are_numbers_in_bounds(errors, new, reviews, wrong):
    assert sorted(errors(PreferencesForm, new_per_day=new, reviews_per_day=reviews)) == wrong


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("short", "A password has at least 8 characters."),
        ("x" * 201, "A password has at most 200 characters."),
        ("iloveyou", "Many people have this password"),
        ("Petrosyan1", "too near to a name"),
        ("localhost1", "too near to a name"),
        ("aaaaaaaaaaaab", "The same few characters"),
    ],
)
def test_a_password_that_is_tried_first_is_told_why(errors, password, sentence):
    assert sentence in errors(NewAccountForm, name="Ani Petrosyan", password=password)["password"]


def test_a_password_of_staff_is_longer(errors):
    fields = {"name": "Ani", "password": "eleven long"}
    assert errors(NewAccountForm, **fields) == {}
    assert errors(NewStaffForm, **fields) == {"password": "A password has at least 12 characters."}


@pytest.mark.parametrize("password", ["seven words and " * 5, " spaces around ", "կարևոր գաղտնաբառ"])
def test_long_passwords_and_all_characters_are_taken_as_they_are(errors, password):
    assert errors(NewAccountForm, name="Ani", password=password) == {}
