from __future__ import annotations

import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from quizapp.formats.bank_yaml import parse_bank, read_question, write_bank
from quizapp.formats.sources_yaml import parse_sources

pytestmark = pytest.mark.slow

PATH = "questions/sample.yaml"
KNOWN = ("ally-2023#p1", "ally-2023#p2", "huang-2023#p1")


def said(text, known=KNOWN, path=PATH):
    draft, problems = parse_bank(text, path, known)
    assert (draft is None) == bool(problems)
    return [(problem.line, str(problem.message)) for problem in problems]


def test_a_sound_bank_has_no_problems(make_bank):
    draft, problems = parse_bank(make_bank(), PATH, KNOWN)
    assert problems == []
    assert (draft.key, draft.title, draft.language, draft.description) == ("sample", "A sample", "en", "")
    (question,) = draft.questions
    assert (question.key, question.kind, question.topic, question.level) == ("one", "true_false", "rift", 1)
    assert (question.facets, question.sources) == (("event",), ("ally-2023#p1",))
    assert (question.content.stem, question.content.answer) == ("It is so.", True)


def test_an_unknown_kind_gets_the_nearest_one_suggested(make_bank):
    bank = make_bank("kind: single_chioce\nstem: Who?\n")
    assert said(bank) == [(5, "There is no kind “single_chioce”: did you mean “single_choice”?")]


def test_a_kind_unlike_any_other_gets_all_of_them_listed(make_bank):
    ((line, message),) = said(make_bank("kind: xyz\nstem: Who?\n"))
    assert line == 5
    assert message.startswith("There is no kind “xyz”: write one of these: single_choice, multiple_choice, ")


def test_a_missing_kind_is_said_with_the_question_s_line(make_bank):
    ((line, message),) = said(make_bank("stem: Who?\n"))
    assert (line, message[:36]) == (4, "The field “kind” is missing: add it,")


def test_an_id_is_taken_once_only(make_bank):
    bank = make_bank() + make_bank(head="").replace("id: one", "id: two") + make_bank(head="")
    assert said(bank) == [(24, "The id “one” is taken by the question in line 4: choose another one.")]


def test_a_wrong_passage_reference_gets_the_nearest_one_suggested(make_bank):
    bank = make_bank(common=make_bank().split("answer: true\n")[1].replace("2023#p1]", "2023#p2, aly-2023#p2]"))
    assert said(bank) == [
        (12, "There is no passage “aly-2023#p2” in sources.yaml: did you mean “ally-2023#p2”?"),
    ]
    assert said(bank, known=None) == []


def test_a_reference_unlike_any_passage_is_a_problem(make_bank):
    assert said(make_bank().replace("ally-2023#p1", "zzz#9")) == [
        (12, "There is no passage “zzz#9” in sources.yaml: describe it there, or correct the reference."),
    ]


def test_wrong_passages_are_said_together_with_other_faults_of_the_common_fields(make_bank):
    bank = make_bank().replace("ally-2023#p1", "ally-2023#p3").replace("topic: rift", "topic: The Rift")
    assert [line for line, _ in said(bank)] == [9, 12]


@pytest.mark.parametrize(
    ("stem", "message"),
    [
        ('""', "This text is empty: write it."),
        ("", "There is no value here: write one, put the text in quotes, or remove the field."),
        ("[a]", "A text is needed here: write it."),
    ],
)
def test_an_empty_stem_is_a_problem(make_bank, stem, message):
    assert said(make_bank(f"kind: true_false\nstem: {stem}\nanswer: true\n")) == [(6, message)]


def test_a_correct_option_among_the_distractors_is_a_problem_in_its_line(make_bank):
    bank = make_bank("kind: single_choice\nstem: Who?\nanswer: Anna\ndistractors:\n  - Berta\n  - anna\n")
    ((line, message),) = said(bank)
    assert line == 10
    assert message.startswith("A correct option stands among the distractors")


@pytest.mark.parametrize("text", ["a {{b", "a b}} {{c}}", "a {{b {{c}} d}}"])
def test_unbalanced_gaps_are_a_problem(make_bank, text):
    problems = said(make_bank(f'kind: cloze\ntext: "{text}"\n'))
    assert {line for line, _ in problems} == {6}
    assert all("gap" in message or "{{" in message for _, message in problems)


def test_a_missing_field_is_said_with_the_question_s_line(make_bank):
    bank = make_bank("kind: true_false\nstem: So?\n").replace("    topic: rift\n", "")
    assert said(bank) == [
        (4, "The field “topic” is missing: add it."),
        (4, "The field “answer” is missing: add it."),
    ]


@pytest.mark.parametrize(
    ("field", "near"),
    [("anser", "answer"), ("explanaton", "explanation"), ("teachers_note", "teacher_note"), ("facet", "facets")],
)
def test_an_unknown_field_gets_the_nearest_one_suggested_be_it_of_the_kind_or_common(make_bank, field, near):
    bank = make_bank("kind: true_false\nstem: So?\nanswer: true\n" + f"{field}: x\n")
    assert said(bank) == [(8, f"The field “{field}” is not known here: did you mean “{near}”?")]


def test_a_field_unlike_any_other_is_a_problem(make_bank):
    ((line, message),) = said(make_bank("kind: true_false\nstem: So?\nanswer: true\nxyz: 1\n"))
    assert line == 8
    assert message.startswith("The field “xyz” is not known here: remove it, or use one of these: id, kind, stem,")


def test_bad_yaml_is_one_problem(make_bank):
    assert said(make_bank("kind: true_false\nstem: So: or not?\nanswer: true\n")) == [
        (6, "A second “: ” stands in this line, or it is indented too far: put the text in quotes, or mend the indent.")
    ]


def test_a_repeated_field_is_said_beside_all_other_problems(make_bank):
    bank = make_bank("kind: true_false\nstem: So?\nstem: Not so?\nanswer: maybe\n")
    assert said(bank) == [
        (7, "“stem” stands here twice: remove one."),
        (8, "“maybe” is neither true nor false: write true or false."),
    ]


def test_an_alias_is_one_problem_and_not_two(make_bank):
    assert [line for line, _ in said(make_bank("kind: true_false\nstem: *x\nanswer: true\n"))] == [6]


@pytest.mark.parametrize("path", ["other.yaml", "questions/other.yaml", "Sample.yaml"])
def test_the_file_has_the_name_of_the_bank(make_bank, path):
    stem = path.removeprefix("questions/").removesuffix(".yaml")
    assert said(make_bank(), path=path) == [
        (1, f"The bank is named “sample” but its file “{stem}”: give both the same name.")
    ]


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("topic", "The Rift", "“The Rift” is no id: use a-z, 0-9 and single hyphens, such as karabakh-seized."),
        ("topic", '"rift\\n"', None),
        ("difficulty", "4", "“4” is no difficulty: write 1 (recall), 2 (connect) or 3 (judge)."),
        ("difficulty", "easy", "“easy” is no difficulty: write 1 (recall), 2 (connect) or 3 (judge)."),
        ("difficulty", "1.0", "“1.0” is no difficulty: write 1 (recall), 2 (connect) or 3 (judge)."),
        ("facets", "[event, event]", "“event” stands here twice: remove one."),
        ("facets", "event", "A list is needed here: write one entry a line, each after “- ”."),
        ("sources", "[ally-2023]", "“ally-2023” is no passage: write it like ally-2023#p2."),
        ("sources", "[ally-2023#p1, ally-2023#p1]", "“ally-2023#p1” stands here twice: remove one."),
        ("explanation", '""', "This text is empty: write it."),
    ],
)
def test_each_common_field_is_checked_in_its_line(make_bank, field, value, message):
    lines = make_bank().splitlines()
    number = next(place for place, line in enumerate(lines) if line.startswith(f"    {field}:"))
    lines[number] = f"    {field}: {value}"
    assert said("\n".join(lines)) == ([(number + 1, message)] if message else [])


@pytest.mark.parametrize("field", ["facets: []", "facets: [dates]", "standing: fact", "sources: []"])
def test_wrong_lists_and_words_are_problems_in_their_line(make_bank, field):
    name = field.split(":")[0]
    lines = [f"    {field}" if line.startswith(f"    {name}:") else line for line in make_bank().splitlines()]
    assert [line for line, _ in said("\n".join(lines))] == [lines.index(f"    {field}") + 1]


@pytest.mark.parametrize(
    ("head", "line", "beginning"),
    [
        ("title: T\nquestions:\n", 1, "The field “bank” is missing"),
        ("bank: sample\nquestions:\n", 1, "The field “title” is missing"),
        ("bank: sample\ntitle: T\nlanguage: English\nquestions:\n", 3, "“English” is no language"),
        ("bank: sample\ntitle: T\nlangauge: hy\nquestions:\n", 3, "The field “langauge” is not known here"),
        ("bank: sample\ntitle: [T]\nquestions:\n", 2, "A text is needed here"),
    ],
)
def test_the_head_is_checked_too(make_bank, head, line, beginning):
    ((said_line, message),) = said(make_bank(head=head))
    assert (said_line, message[: len(beginning)]) == (line, beginning)


@pytest.mark.parametrize(
    ("text", "line", "beginning"),
    [
        ("", 1, "This is not a bank"),
        ("just words\n", 1, "This is not a bank"),
        ("- a\n- b\n", 1, "This is not a bank"),
        ("bank: sample\ntitle: T\n", 1, "“questions:” must be followed by a list"),
        ("bank: sample\ntitle: T\nquestions: none\n", 3, "“questions:” must be followed by a list"),
        ("bank: sample\ntitle: T\nquestions:\n", 3, "There is no value here"),
        ("bank: sample\ntitle: T\nquestions:\n  - what\n", 4, "This is not a question"),
    ],
)
def test_what_is_no_bank_is_said(text, line, beginning):
    ((said_line, message),) = said(text)
    assert (said_line, message[: len(beginning)]) == (line, beginning)


def test_questions_in_brackets_cannot_be_kept_line_by_line_and_are_a_problem(make_bank):
    item = "{id: one, kind: true_false, stem: So?, answer: true, facets: [event], topic: t, difficulty: 1"
    item += ", standing: reported, sources: [ally-2023#p1], explanation: So.}"
    assert said(f"bank: sample\ntitle: T\nquestions:\n  - {item}\n") == []
    ((line, message),) = said(f"bank: sample\ntitle: T\nquestions: [{item}]\n")
    assert (line, message[:32]) == (3, "The questions stand in brackets:")


def test_five_faults_in_a_file_are_five_problems_in_one_run(make_bank):
    bank = make_bank("kind: true_false\nstem: ''\nanswer: perhaps\n") + make_bank(
        "kind: singel_choice\nstem: Who?\n", head="", key="two"
    ).replace("difficulty: 1", "difficulty: 9").replace("#p1", "#p11")
    assert [line for line, _ in said(bank)] == [6, 7, 15, 19, 21]


@pytest.mark.parametrize("typed", ["no", "12:30", "1.10", "on", "0777", "2023-09", "1e3", "yes"])
def test_options_stay_what_was_typed(make_bank, typed):
    draft, _ = parse_bank(make_bank(f"kind: short_answer\nstem: What?\nanswers: [{typed}, other]\n"), PATH)
    assert draft.questions[0].content.answers == (typed, "other")


def test_the_problems_of_a_form_have_the_paths_of_its_fields():
    found = []
    raw = {"id": "x y", "kind": "true_false", "answer": "true", "sources": ["a#b", "nonsense"], "difficulty": ""}
    assert read_question(raw, (), None, found) is None
    paths = {path for path, _ in found}
    assert paths == {
        *(("id",), ("stem",), ("sources", 1), ("difficulty",)),
        *(("topic",), ("facets",), ("standing",), ("explanation",)),
    }


def test_shipped_banks_are_sound_and_come_back_byte_for_byte(shipped_path, questions_folder):
    sources, _ = parse_sources((questions_folder / "sources.yaml").read_bytes().decode(), "sources.yaml")
    known = {f"{source.key}#{passage.key}" for source in sources for passage in source.passages}
    text = shipped_path.read_bytes().decode()
    draft, problems = parse_bank(text, str(shipped_path), known)
    assert problems == []
    assert draft.head_text + "".join(question.block for question in draft.questions) + draft.tail_text == text
    assert write_bank(draft) == text


def test_each_kept_block_is_the_question_s_own(shipped_path):
    draft, _ = parse_bank(shipped_path.read_bytes().decode(), str(shipped_path))
    for question in draft.questions:
        alone = replace(draft, questions=(question,), tail_text="")
        assert parse_bank(write_bank(alone), str(shipped_path)) == (alone, [])


faulty = st.lists(
    st.tuples(
        st.integers(0, 14), st.sampled_from(["", "  - x", "    stem: 1", ": ", "\t", "- [", "a: {", "'", "    ~: ~"])
    ),
    max_size=3,
)


@settings(deadline=None)  # other programs may run beside the tests
@given(faulty)
def test_no_fault_in_a_file_is_ever_raised(make_bank, faults):
    lines = make_bank().splitlines()
    for place, line in faults:
        lines.insert(place, line)
    said("\n".join(lines))


def test_a_file_is_scanned_once_only_so_that_500_questions_a_second_are_read(shipped_path):
    text = shipped_path.read_bytes().decode()
    scanning, reading = [], []
    for _ in range(5):
        scanning.append(seconds(lambda: list(YAML(typ="safe", pure=True).parse(text))))
        reading.append(seconds(lambda: parse_bank(text, str(shipped_path))))
    assert min(reading) < 2 * min(scanning)


def seconds(action):
    """Return how much of the processor's time an action takes; what runs beside it does not count."""
    begun = time.process_time()
    action()
    return time.process_time() - begun
