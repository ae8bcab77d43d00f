from __future__ import annotations

import pytest

from quizapp.formats.fields import CommonFields, HeadFields, validated

COMMON = {
    "id": "one",
    "topic": "rift",
    "facets": ["date", "place"],
    "difficulty": "2",
    "standing": "opinion",
    "sources": ["ally-2023#p1"],
    "explanation": " So. ",
}


def found_in(raw, model=CommonFields):
    found = []
    assert (validated(model, raw, found) is None) == bool(found)
    return [path for path, _ in found]


def test_sound_fields_are_taken_and_trimmed():
    fields = validated(CommonFields, COMMON, [])
    assert (fields.id, fields.difficulty, fields.explanation, fields.teacher_note) == ("one", 2, "So.", "")
    assert (fields.facets, fields.sources) == (("date", "place"), ("ally-2023#p1",))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *(("id", "One"), ("id", "a_b"), ("id", "-a"), ("id", "a--b"), ("id", "x" * 81), ("id", ["a"]), ("id", "")),
        *(("topic", "é"), ("topic", "a\n"), ("facets", []), ("difficulty", "0")),
        *(("difficulty", "٢"), ("difficulty", []), ("standing", ""), ("sources", []), ("sources", "a#b")),
        *(("explanation", " "), ("explanation", "a\0"), ("explanation", "x" * 4_001), ("teacher_note", "\0")),
        *(("more", "x"), ("teacher_note", ["x"])),
        *(
            ("actors", "Anna"),
            ("when", "1923X"),
            ("state", "done"),
            ("when", "192x"),
            ("when", "2023-9"),
            ("event", "x" * 201),
            ("allow", []),
        ),
    ],
)
def test_one_wrong_field_is_one_problem_at_its_place(field, value):
    expected = [] if value == "a\n" else [(field,)]  # spaces and newlines around a text do not count
    assert found_in(COMMON | {field: value}) == expected


@pytest.mark.parametrize("reference", ["", "a", "#", "a#", "#p", "A#p", "a#p#q", "a #p"])
def test_a_wrong_reference_is_found_at_its_place(reference):
    assert found_in(COMMON | {"sources": ["a#b", reference]}) == [("sources", 1)]


@pytest.mark.parametrize("name", ["", "Anna, Berta", "Anna\nBerta", "x" * 81, "a\0"])
def test_a_wrong_name_of_an_actor_is_found_at_its_place(name):
    assert found_in(COMMON | {"actors": ["Russia", name]}) == [("actors", 1)]


@pytest.mark.parametrize("reason", ["", "x" * 501, "\0"])
def test_a_weakness_is_allowed_with_a_reason_only(reason):
    assert found_in(COMMON | {"allow": {"no-task": "It is clear.", "key-longest": reason}}) == [
        ("allow", "key-longest")
    ]


@pytest.mark.parametrize("when", ["", "192X", "1994", "2023-09", "2023-09-19"])
def test_an_event_is_as_precise_as_it_is_known(when):
    assert validated(CommonFields, COMMON | {"when": when}, []).when == when


@pytest.mark.parametrize("grade", ["0", "19", "x", "", "1.5", []])
def test_a_reading_grade_is_a_school_year(grade):
    assert found_in({"bank": "a", "title": "A", "reading_grade": grade}, HeadFields) == [("reading_grade",)]


@pytest.mark.parametrize(
    ("topics", "path"),
    [
        ({"csto": "The pact CSTO", "1994": "1994"}, []),
        ({"csto": ""}, [("topics", "csto")]),
        ({"csto": "x" * 81}, [("topics", "csto")]),
        ({"csto": "two\nlines"}, [("topics", "csto")]),
        ({"csto": ["The pact"]}, [("topics", "csto")]),
        ({"The CSTO": "The pact"}, [("topics", "The CSTO")]),
        (["csto"], [("topics",)]),
    ],
)
def test_titles_of_topics_are_checked_one_by_one(topics, path):
    assert found_in({"bank": "a", "title": "A", "topics": topics}, HeadFields) == path


def test_an_unknown_facet_is_found_at_its_place():
    assert found_in(COMMON | {"facets": ["date", "when"]}) == [("facets", 1)]


@pytest.mark.parametrize("level", [1, "1", 3, "3"])
def test_a_level_may_be_a_text_or_a_number(level):
    assert validated(CommonFields, COMMON | {"difficulty": level}, []).difficulty == int(level)


def test_every_missing_field_is_said():
    assert found_in({}) == [(name,) for name in COMMON]
    assert found_in({}, HeadFields) == [("bank",), ("title",)]


@pytest.mark.parametrize("language", ["en", "hy", "hyw", "zh-Hant", "pt-BR"])
def test_languages_are_named_by_code(language):
    assert found_in({"bank": "b", "title": "T", "language": language}, HeadFields) == []


@pytest.mark.parametrize("language", ["", "English", "e", "EN", "en_GB"])
def test_other_names_of_languages_are_refused(language):
    assert found_in({"bank": "b", "title": "T", "language": language}, HeadFields) == [("language",)]
