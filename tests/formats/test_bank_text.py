from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from quizapp.formats.bank_text import write_bank, write_head, write_question
from quizapp.formats.bank_yaml import parse_bank
from quizapp.formats.base import BankDraft, QuestionDraft
from quizapp.kinds import registry
from quizapp.kinds.base import ContentProblems

PATH = "sample.yaml"

NASTY = [
    *("{{", "{{a}}", "}} x", "{% x %}", "{{ a | b }}: c"),
    *(
        "no",
        "true",
        "null",
        "~",
        "1.10",
        "12:30",
        "2023-09",
        "0x10",
        "1e3",
        "---",
        "...",
        "- a",
        "-1",
        "-",
        ".5",
        "=",
        "<<",
    ),
    *(
        'He said "no".',
        "it's",
        "'",
        '"',
        "\\",
        "C:\\dir",
        "a: b",
        "a:",
        "a #b",
        "#b",
        "a# b",
        "[a]",
        "{a}",
        "a, b",
        "@x",
    ),
    *(
        "`x`",
        "%x",
        "!x",
        "&x",
        "*x*",
        "**b**",
        "? x",
        "?",
        "| x",
        "> x",
        "a  b",
        "a\tb",
        "a\nb",
        "a\n\nb",
        "a\n b",
        "a \nb",
    ),
    *(
        "a\n\n\n\tb",
        "a\r\nb",
        "\u00a0x",
        "x\u2028y",
        "x\x85y",
        "x\ufeffy",
        "x\ufffey",
        "emoji 👩‍🏫🇦🇲",
        "Ереван",
        "Երևան",
        "e\u0301",
    ),
    *(
        "long " * 60 + "end",
        "long " * 60 + "\n" + "text " * 60 + "end",
        "x" * 200,
        "two  spaces " * 20 + "x",
        "a: b " * 30 + "c",
    ),
    *(
        "# " + "head " * 30 + "x",
        "- " + "item " * 30 + "x",
        "x\x07y",
        "x\x7fy",
        "x: - y",
        "a: [b",
        "“quoted”",
        "a - b",
        "a\n- b\n# c",
    ),
]
texts = (
    st.sampled_from(NASTY)
    | st.text(min_size=1, max_size=30)
    | st.text(st.sampled_from("ab :#-\n\t'\"\\{}[],é"), min_size=1)
)
remarks = st.just("") | texts
options = st.one_of(texts, st.fixed_dictionaries({"text": texts, "feedback": remarks}))


def lists(least):
    return st.lists(texts, min_size=least, max_size=4)


raws = {
    "single_choice": {"answer": options, "distractors": st.lists(options, min_size=1, max_size=3)},
    "multiple_choice": {"answers": st.lists(options, min_size=1, max_size=3), "distractors": lists(1)},
    "true_false": {"answer": st.booleans(), "feedback": remarks},
    "short_answer": {"answers": lists(1), "distractors": st.lists(options, max_size=2)},
    "numeric": {
        "answer": st.sampled_from(["30000", "1.10", "-5", ".5"]),
        "unit": st.sampled_from(["", "km: #", "people"]),
    },
    "date": {"answer": st.sampled_from(["1994", "2023-09", "2023-09-19"])},
    "ordering": {"items": lists(3)},
    "matching": {
        "pairs": st.lists(st.fixed_dictionaries({"left": texts, "right": texts}), min_size=2, max_size=3),
        "distractors": lists(0),
    },
    "categorize": {
        "categories": st.lists(st.fixed_dictionaries({"name": texts, "items": lists(1)}), min_size=2, max_size=3)
    },
    "cloze": {"text": texts.map(lambda text: text.translate({0x7B: None, 0x7D: None}) + " {{gap | other}}")},
    "flashcard": {"front": texts, "back": texts, "reverse": st.booleans(), "typed": st.booleans()},
}


names = texts.map(lambda text: " ".join(text.replace(",", "").replace("\0", "").split())[:80].strip()).filter(bool)
extras = st.fixed_dictionaries(
    {
        "actors": st.lists(names, max_size=3, unique=True).map(tuple),
        "when": st.sampled_from(["", "192X", "1994", "2023-09", "2023-09-19"]),
        "event": st.just("") | names,
        "allow": st.dictionaries(st.sampled_from(["key-longest", "no", "x1"]), names, max_size=2),
    }
)


@st.composite
def questions(draw):
    """Draw a question of any kind; texts that its kind refuses are not drawn."""
    kind = draw(st.sampled_from(sorted(raws)))
    stem = {} if kind == "flashcard" else {"stem": texts}
    try:
        content = registry.load(kind, draw(st.fixed_dictionaries(raws[kind] | stem)))
    except ContentProblems:
        assume(False)
    explanation, note = (draw(drawn).strip() for drawn in (texts, remarks))
    assume(explanation and "\0" not in explanation + note)
    facets, sources = ("date", "place"), ("ally-2023#p1", "a#b")
    draft = QuestionDraft("one", kind, content, "no", facets, 2, "opinion", sources, explanation, note)
    return replace(draft, **draw(extras))


def test_every_kind_is_drawn():
    assert raws.keys() == registry.KINDS.keys()


def bank_of(*drafts, **head):
    fields = {"key": "sample", "title": "T", "language": "en", "description": ""} | head
    return BankDraft(**fields, questions=drafts)


@settings(deadline=None)  # other programs may run beside the tests
@given(questions())
def test_what_is_written_is_read_as_the_same(draft):
    bank = bank_of(draft)
    assert parse_bank(write_bank(bank), PATH) == (bank, [])


@settings(deadline=None)  # other programs may run beside the tests
@given(questions(), questions(), st.sampled_from([0, 1, 2, 4]))
def test_what_is_written_among_kept_text_is_read_as_the_same(kept, changed, margin):
    block = write_question(replace(kept, key="kept"), margin)
    bank = bank_of(replace(kept, key="kept", block=block), changed)
    assert parse_bank(write_bank(bank), PATH) == (bank, [])


def trimmed(text):
    return text.strip() == text and "\0" not in text


@settings(deadline=None)  # other programs may run beside the tests
@given(
    texts.filter(lambda text: trimmed(text) and len(text) <= 200),
    remarks.filter(trimmed),
    st.sampled_from(["en", "no", "hy", "zh-Hant"]),
    st.sampled_from([None, 1, 18]),
)
@example("null", "~", "no", None)
def test_a_head_is_read_as_it_was_written(title, description, language, grade):
    bank = bank_of(title=title, description=description, language=language, reading_grade=grade)
    assert parse_bank(write_bank(bank), PATH) == (bank, [])


@pytest.mark.parametrize(
    ("raw", "lines"),
    [
        (
            {"answer": "Anna", "distractors": ["Berta", {"text": "Clara", "feedback": "She left: why?"}]},
            [
                "    answer: Anna",
                "    distractors:",
                "      - Berta",
                "      - text: Clara",
                '        feedback: "She left: why?"',
            ],
        ),
        ({"answer": "no", "distractors": ["12:30", "1.10", "a, b"]}, ['    distractors: [12:30, 1.10, "a, b"]']),
        (
            {"answer": {"text": "null", "feedback": "Yes."}, "distractors": ["# x"]},
            ["    answer:", '      text: "null"', "      feedback: Yes.", '    distractors: ["# x"]'],
        ),
        ({"answer": 'He said "no"', "distractors": ['"a": b']}, ["""    distractors: ['"a": b']"""]),
    ],
)
def test_options_are_written_as_people_write_them(raw, lines):
    content = registry.load("single_choice", {"stem": "Who?"} | raw)
    text = write_question(QuestionDraft("one", "single_choice", content, "t", ("date",), 1, "opinion", ("a#b",), "So."))
    assert "\n".join(lines) in text


def test_fields_are_written_in_one_order_and_long_texts_folded_below_110_columns():
    content = registry.load("true_false", {"stem": "word " * 60 + "end", "answer": True})
    draft = QuestionDraft(
        "one",
        "true_false",
        content,
        "t",
        ("date",),
        1,
        "opinion",
        ("a#b",),
        "Because: so." + " So." * 90,
        "N",
        actors=("Anna", "Berta"),
        when="192X",
        event="They met.",
        allow={"no-task": "It is clear."},
    )
    lines = write_question(draft).splitlines()
    names = [line.split(":")[0].strip(" -") for line in lines if line.startswith(("  - ", "    ")) and line[4:5] != " "]
    assert names == [
        *("id", "kind", "stem", "answer", "facets", "topic", "difficulty", "standing", "sources"),
        *("actors", "when", "event", "explanation", "teacher_note", "allow"),
    ]
    assert "    stem: >-" in lines
    assert max(map(len, lines)) < 110


def test_a_changed_question_leaves_the_rest_of_the_file_as_it_was(make_bank):
    text = (
        "# top\n" + make_bank() + "\n  # about two\n" + make_bank(head="", key="two") + "    # still two\n\n"
        "# between\n" + make_bank(head="", key="three") + "\n# the end\n"
    )
    draft, _ = parse_bank(text, PATH)
    one, two, three = draft.questions
    changed = replace(one, topic="other", block="")
    written = write_bank(replace(draft, questions=(changed, two, three)))
    assert written == text.replace("topic: rift", "topic: other", 1)
    swapped = write_bank(replace(draft, questions=(two, one, three)))
    assert swapped.startswith("# top\nbank: sample\ntitle: A sample\nquestions:\n  # about two\n  - id: two\n")
    assert [question.key for question in parse_bank(swapped, PATH)[0].questions] == ["two", "one", "three"]


@pytest.mark.parametrize(
    "head", ["", "bank: sample\ntitle: T\nquestions: []  # none yet\n", "bank: sample\ntitle: T\nquestions:\n"]
)
def test_a_bank_may_be_empty_and_filled_again(make_bank, head):
    empty = replace(bank_of(), head_text=head)
    assert parse_bank(write_bank(empty), PATH) == (bank_of(), [])
    question = parse_bank(make_bank(), PATH)[0].questions[0]
    filled = replace(empty, questions=(replace(question, block=""),))
    assert parse_bank(write_bank(filled), PATH) == (filled, [])


def test_an_empty_list_in_a_file_comes_back_as_it_was():
    text = "bank: sample\ntitle: T\nquestions: [ ]   # none yet\n\n# end\n"
    draft, problems = parse_bank(text, PATH)
    assert (problems, write_bank(draft)) == ([], text)


def test_the_head_points_editors_to_the_schema():
    assert write_head(bank_of(description="no: 1")) == (
        "# yaml-language-server: $schema=bank.schema.json\n"
        'bank: sample\ntitle: T\nlanguage: en\ndescription: "no: 1"\nquestions:\n'
    )
