from __future__ import annotations

import time

import pytest

from quizapp.formats.roster import Column, folded, problem_of_name, read_roster, seen_of
from quizapp.formats.roster_tables import table_of_text


def read(text, columns=None):
    return read_roster(table_of_text(text), columns)


def told(text):
    return [(one.name, one.sort_name, one.sign_in_name, one.group) for one in read(text).lines]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ani Petrosyan\nBen Smith", ["Ani Petrosyan", "Ben Smith"]),
        ("1. Ani Petrosyan\n2) Ben Smith\n- Carl", ["Ani Petrosyan", "Ben Smith", "Carl"]),
        (
            "Petrosyan, Ani\nSmith, Ben",
            [("Ani Petrosyan", "Petrosyan Ani", "", ""), ("Ben Smith", "Smith Ben", "", "")],
        ),
        ("Last name;First name;Group\nPetrosyan;Ani;A", [("Ani Petrosyan", "Petrosyan Ani", "", "A")]),
        ("Фамилия\tИмя\tЛогин\nИванова\tАнна\tanna", [("Анна Иванова", "Иванова Анна", "anna", "")]),
        ("№,Անուն Ազգանուն,խումբ\n1,Անի Պետրոսյան,Ա", [("Անի Պետրոսյան", "", "", "Ա")]),
        ("1,Ani Petrosyan,A\n2,Ben Smith,B", [("Ani Petrosyan", "", "", "A"), ("Ben Smith", "", "", "B")]),
        ("Name,E-mail\nAni Petrosyan,ani@example.org", ["Ani Petrosyan"]),
        ("\u200bAni\u00a0 Petrosyan \ufeff", ["Ani Petrosyan"]),
        ("علی\u200cرضا رضایی", ["علی\u200cرضا رضایی"]),
        ("\u200dශ්\u200dරී\u200d \u200cප්\u200d\u200dරියා\u200c", ["ශ්\u200dරී ප්\u200dරියා"]),
        ("", []),
    ],
)
def test_a_list_is_understood_with_and_without_headings(text, expected):
    assert told(text) == [(one, "", "", "") if isinstance(one, str) else one for one in expected]
    assert read(text).problems == ()


def test_somebody_may_say_what_a_column_is():
    text = "Ani,Petrosyan\nBen,Smith"
    assert read(text, [Column.FIRST, Column.LAST]).lines[0].sort_name == "Petrosyan Ani"
    assert read(text, [Column.NAME, Column.NOTHING]).lines[0].name == "Ani"
    assert read(text, [Column.NAME]).columns == (Column.NAME, Column.NOTHING)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (";A", "no name"),
        ("=HYPERLINK(x);A", "formula"),
        ("+1;A", "formula"),
        ("Ani =cmd;A", "formula"),
        ("ani@example.org;A", "e-mail address"),
        ("12 34;A", "no letter"),
        (f"{'x' * 81};A", "longer than 80"),
        ("<b>Ani</b>;A", "characters that no name has"),
        ("Ani\x07;A", "characters that no name has"),
    ],
)
def test_a_line_that_cannot_be_used_is_named_with_its_reason_and_the_others_stay(line, words):
    found = read(f"Name;Group\nBen Smith;B\n{line}\nCarl Jones;C")
    assert [one.name for one in found.lines] == ["Ben Smith", "Carl Jones"]
    assert [problem.line for problem in found.problems] == [3]
    assert words in str(found.problems[0].message)


@pytest.mark.parametrize("name", ["O’Neill", "Jean-Luc", "Dr. Who", "Анна-Мария", "Հակոբյան", "José", "李小龙", "Ng"])
def test_names_of_the_world_are_names(name):
    assert problem_of_name(name) is None


@pytest.mark.parametrize(
    ("one", "other"), [("ЁЛКИНА", "елкина"), ("Սևակ", "սեւակ"), ("O'Neill", "ONEILL"), ("Jean-Luc", "jean luc")]
)
def test_names_are_compared_without_what_is_only_writing(one, other):
    assert folded(one) == folded(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("रीना", "रानी"), ("राम", "रोमी"), ("นิด", "นุด"), ("தீபா", "தாப"), ("Иванов", "Йванов"), ("Renée", "Rene")],
)
def test_names_that_differ_in_a_vowel_sign_or_an_accent_are_two(one, other):
    assert folded(one) != folded(other)


@pytest.mark.parametrize(
    ("name", "kept"), [("रीना  शर्मा", "रीना शर्मा"), ("Ре\u0301не", "ре\u0301не"), ("Ա՛նի", "ա նի")]
)
def test_signs_that_belong_to_a_letter_stay_with_it(name, kept):
    assert folded(name) == kept


def test_columns_of_names_with_vowel_signs_are_seen_to_be_names():
    assert told("शर्मा,रीना\nवर्मा,रानी\nकुमारी,प्रिया")[0] == ("रीना शर्मा", "शर्मा रीना", "", "")


@pytest.mark.longer
def test_five_thousand_lines_take_little_time():
    text = "\n".join(
        f"{number}. Student{chr(97 + number % 26)} Family{number};Group {number % 4}" for number in range(5_000)
    )
    before = time.process_time()
    assert len(read(text).lines) == 5_000
    assert time.process_time() - before < 2


@pytest.mark.parametrize(
    ("one", "other"),
    [("İbrahim Çelik", "ibrahim çelik"), ("IŞIL", "ışıl"), ("Işıl", "IŞIL"), ("علی\u200cرضا", "علیرضا")],
)
def test_names_are_compared_without_turkish_dots_and_joiners(one, other):
    assert folded(one) == folded(other)


@pytest.mark.parametrize("name", ["\u3164\u3164", "\u200d\u200d", "\uffa0"])
def test_a_name_that_nobody_can_see_is_none(name):
    assert "".join(seen_of(name)) == ""
    assert problem_of_name(name) is not None


@pytest.mark.parametrize(("name", "seen"), [("علی\u200cرضا", "علیرضا"), (" Ani\u00a0 P\u00ad ", "AniP"), ("ศรี", "ศรี")])
def test_what_is_seen_of_a_name_is_what_is_neither_space_nor_joiner(name, seen):
    assert seen_of(name) == seen
