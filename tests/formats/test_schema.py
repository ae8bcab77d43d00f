from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from quizapp.formats.schema import bank_schema, quiz_schema
from quizapp.kinds.registry import KINDS

QUESTIONS = Path(__file__).parents[2] / "questions"
SCHEMA = bank_schema()
TYPES = {
    "string": str,
    "number": (int, float),
    "integer": int,
    "boolean": bool,
    "array": list,
    "object": dict,
    "null": type(None),
}
KNOWN_WORDS = {
    *("$schema", "$defs", "$ref", "title", "description", "default", "type", "const", "enum", "pattern", "properties"),
    *(
        "patternProperties",
        "required",
        "additionalProperties",
        "items",
        "anyOf",
        "oneOf",
        "minItems",
        "maxItems",
        "minLength",
        "maxLength",
    ),
    *("minimum", "maximum"),
}


def is_of(value, name):
    if isinstance(value, bool) and name != "boolean":
        return False
    return isinstance(value, TYPES[name])


def faults(schema, value):
    """Yield what a validator would find: the words of JSON Schema that the bank's schema uses."""
    assert schema.keys() <= KNOWN_WORDS
    if "$ref" in schema:
        yield from faults(SCHEMA["$defs"][schema["$ref"].removeprefix("#/$defs/")], value)
    names = schema.get("type", [])
    if names and not any(is_of(value, name) for name in ([names] if isinstance(names, str) else names)):
        yield f"{value!r} is no {names}"
        return
    if ("const" in schema and value != schema["const"]) or ("enum" in schema and value not in schema["enum"]):
        yield f"{value!r} is another word"
    if isinstance(value, str) and not re.search(schema.get("pattern", ""), value):
        yield f"{value!r} has another shape"
    if isinstance(value, int) and not schema.get("minimum", value) <= value <= schema.get("maximum", value):
        yield f"{value!r} is out of range"
    for word, right in (("anyOf", range(1, 100)), ("oneOf", (1,))):
        if word in schema and sum(not list(faults(branch, value)) for branch in schema[word]) not in right:
            yield f"{value!r} fits no branch, or too many"
    yield from of_members(schema, value)


def of_members(schema, value):
    if isinstance(value, list):
        if not schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", 10**9):
            yield f"{value!r} is too long or too short"
        for entry in value:
            yield from faults(schema.get("items", {}), entry)
    if isinstance(value, dict):
        yield from (f"{name} is missing" for name in schema.get("required", ()) if name not in value)
        for name, inner in value.items():
            said = said_of(name, schema)
            for one in said:
                yield from faults(one, inner)
            if not said and schema.get("additionalProperties", True) is False:
                yield f"{name} is unknown"


def said_of(name, schema):
    by_pattern = schema.get("patternProperties", {}).items()
    named = [schema["properties"][name]] if name in schema.get("properties", {}) else []
    return named + [one for pattern, one in by_pattern if re.search(pattern, name)]


def as_an_editor_reads(text):
    return json.loads(json.dumps(YAML(typ="safe", pure=True).load(text), default=str))


def branch(kind):
    return next(one for one in SCHEMA["properties"]["questions"]["items"]["oneOf"] if name_of(one) == kind)


def name_of(one):
    return one["properties"]["kind"]["const"]


def test_it_is_a_schema_of_2020_that_json_can_hold():
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert json.loads(json.dumps(SCHEMA)) == SCHEMA


def test_there_is_one_branch_for_each_kind():
    assert [name_of(one) for one in SCHEMA["properties"]["questions"]["items"]["oneOf"]] == list(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_of_a_kind_is_described(kind):
    fields = branch(kind)["properties"]
    assert fields.keys() > KINDS[kind].model_fields.keys()
    assert all(field.get("description") for field in fields.values())


@pytest.mark.longer
def test_shipped_banks_are_accepted(shipped_path):
    value = as_an_editor_reads(shipped_path.read_text(encoding="utf-8"))
    for question in value["questions"]:
        assert list(faults(branch(question["kind"]), question)) == []
    assert list(faults(SCHEMA, value)) == []


@pytest.mark.parametrize(
    ("kind", "own"),
    [
        ("single_choice", "{answer: 1994, distractors: [1995, no, {text: true, feedback: So.}]}"),
        ("short_answer", "{answers: [1994, 1.5, true, x]}"),
        ("true_false", "{answer: true}"),
        ("numeric", "{answer: 30000, tolerance: 10%}"),
        ("numeric", "{answer: 1.10, tolerance: 0.1, tolerance_kind: relative}"),
        ("date", "{answer: 2023-09}"),
        ("date", "{answer: 2023}"),
        ("matching", "{pairs: [{left: 1, right: true}, {left: a, right: b}]}"),
        ("categorize", "{categories: [{name: 1, items: [2]}, {name: a, items: [b, 3]}]}"),
        ("ordering", "{items: [1, 2, true]}"),
    ],
)
def test_scalars_are_taken_as_an_editor_reads_them(make_bank, kind, own):
    value = as_an_editor_reads(make_bank())
    (question,) = value["questions"]
    del question["answer"]
    question |= {"kind": kind, "stem": 1994} | as_an_editor_reads(own)
    assert list(faults(SCHEMA, value)) == []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *(("kind", "unknown"), ("answer", ["true"]), ("difficulty", 4), ("facets", ["dates"]), ("facets", [])),
        *(("sources", ["ally"]), ("standing", "fact"), ("anser", "true"), ("stem", None), ("topic", "The Rift")),
    ],
)
def test_faults_are_refused(make_bank, field, value):
    bank = as_an_editor_reads(make_bank())
    bank["questions"][0][field] = value
    assert list(faults(SCHEMA, bank))


@pytest.mark.parametrize("field", ["id", "kind", "stem", "answer", "topic", "facets", "sources", "explanation"])
def test_needed_fields_are_needed(make_bank, field):
    bank = as_an_editor_reads(make_bank())
    del bank["questions"][0][field]
    assert list(faults(SCHEMA, bank))


@pytest.mark.parametrize("path", sorted(QUESTIONS.glob("quizzes/*.yaml")), ids=lambda path: path.stem)
def test_shipped_quizzes_are_accepted(path):
    assert list(faults(quiz_schema(), as_an_editor_reads(path.read_text(encoding="utf-8")))) == []


@pytest.mark.parametrize(
    "change",
    [
        *({"minutes": 0}, {"feedback": "never"}, {"draw": []}, {"draw": [{"bank": "dates"}]}, {"leave_out": ["dat"]}),
        *({"draw": [{"count": 51}]}, {"draw": [{"count": 1, "questions": ["dates"]}]}, {"timer": 10}),
    ],
)
def test_faults_of_quizzes_are_refused(change):
    sound = {"quiz": "a", "title": "A", "minutes": 5, "feedback": "at_end", "draw": [{"count": 1}]}
    assert list(faults(quiz_schema(), sound)) == []
    assert list(faults(quiz_schema(), sound | change))


@pytest.mark.parametrize("name", ["title", "minutes", "feedback", "draw"])
def test_needed_fields_of_quizzes_are_needed(name):
    sound = {"quiz": "a", "title": "A", "minutes": 5, "feedback": "at_end", "draw": [{"count": 1}]}
    del sound[name]
    assert list(faults(quiz_schema(), sound))


@pytest.mark.parametrize(
    ("topics", "is_right"),
    [("{csto: The pact}", True), ("{CSTO pact: The pact}", False), ("{csto: [The, pact]}", False)],
)
def test_titles_of_topics_are_words_under_the_names_that_topics_have(make_bank, topics, is_right):
    value = as_an_editor_reads(make_bank()) | {"topics": as_an_editor_reads(topics)}
    assert (list(faults(SCHEMA, value)) == []) is is_right
