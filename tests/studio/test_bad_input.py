"""What is pasted and typed by mistake: said in a sentence, and nothing of it lost; two tabs at one question."""

from __future__ import annotations

import pytest

from quizapp.bank.models import QuestionVersion
from tests.replies import page_of


@pytest.fixture
def fields(instructor, single, fields_at):
    return fields_at(instructor, f"{single}/edit")


HUGE = "“Ten letters.” " * 7_000


@pytest.mark.slow
def test_a_paste_of_100_kb_is_refused_in_a_sentence_and_kept(instructor, single, fields, fields_at, stored):
    assert len(HUGE.encode()) > 100_000
    typed = fields | {"stem": [HUGE], "explanation": [HUGE]}
    assert "Draft saved" in page_of(instructor.post(f"{single}/draft", data=typed))
    page = page_of(instructor.post(f"{single}/edit", data=typed | {"save": ["1"]}), 422)
    assert "This text is too long: shorten it to 4000 characters." in page
    assert fields_at(instructor, f"{single}/edit?draft=go-on")["stem"] == [HUGE.strip()]
    assert stored(QuestionVersion) == 11


@pytest.mark.longer
def test_word_s_quotes_are_kept_and_pasted_html_stays_text(instructor, single, fields, now_is, page_forms):
    word = "“Smart” ‘quotes’ – a dash… and\u00a0space"
    html = '<p style="mso">Pasted <script>alert(1)</script><img src=x onerror=alert(1)></p>'
    typed = fields | {"stem": [word], "explanation": [html], "distractors-0-text": [html]}
    for page in (
        page_of(instructor.post(f"{single}/draft", data=typed)),
        page_of(instructor.post(f"{single}/edit", data=typed)),
    ):
        assert "<script>alert" not in page
        assert "<img" not in page
        assert "Pasted &lt;script&gt;" in page
    assert instructor.post(f"{single}/edit", data=typed | {"save": ["1"]}).status_code == 302
    question = now_is(1)
    assert (question.content.stem, question.explanation) == (word, html)


@pytest.mark.longer
def test_control_characters_are_taken_out_and_the_rest_is_saved(instructor, single, fields, now_is):
    typed = fields | {"stem": ["Who\0 came\x07?\vAnd when?"], "distractors-0-text": ["A\0nna"], "save": ["1"]}
    assert instructor.post(f"{single}/edit", data=typed).status_code == 302
    question = now_is(1)
    assert question.content.stem == "Who came?\nAnd when?"
    assert question.content.distractors[0].text == "Anna"


@pytest.mark.longer
def test_right_to_left_text_is_shown_in_its_direction(instructor, single, fields, now_is):
    hebrew = "מי הגיע? (1994)"
    page = page_of(instructor.post(f"{single}/edit", data=fields | {"stem": [hebrew]}))
    assert f'<div class="stem" id="stem" dir="auto"><p>{hebrew}</p>' in page
    field = page[page.index('id="edit-stem"') - 200 : page.index('id="edit-stem"') + 200]
    assert 'dir="auto"' in field
    instructor.post(f"{single}/edit", data=fields | {"stem": [hebrew], "save": ["1"]})
    assert now_is(1).content.stem == hebrew


@pytest.mark.slow
@pytest.mark.parametrize("of_kind", ["single_choice", "multiple_choice"])
def test_500_options_are_refused_in_a_sentence_and_kept(instructor, all_kinds, fields_at, stored, of_kind):
    address = f"/questions/{all_kinds[of_kind]}"
    many = {f"distractors-{number}-text": [f"Option {number}"] for number in range(500)}
    many |= {f"distractors-{number}-feedback": [f"Feedback {number}"] for number in range(500)}
    typed = fields_at(instructor, f"{address}/edit") | many
    assert "too many entries here: at most 100 are allowed" in page_of(instructor.post(f"{address}/draft", data=typed))
    page = page_of(instructor.post(f"{address}/edit", data=typed | {"save": ["1"]}), 422)
    assert "at most 100 are allowed, so remove some." in page
    again = fields_at(instructor, f"{address}/edit?draft=go-on")
    assert {name: again[name] for name in many} == many
    assert stored(QuestionVersion) == 11


def seen_in(page):
    return page.partition('data-seen="')[2].partition('"')[0]


@pytest.mark.slow
def test_two_tabs_never_overwrite_each_other_s_draft(instructor, single, fields, fields_at):
    first = fields | {"seen_draft": [""], "stem": ["From the first tab"]}
    second = fields | {"seen_draft": [""], "stem": ["From the second tab"]}
    seen = seen_in(page_of(instructor.post(f"{single}/draft", data=first)))
    refused = page_of(instructor.post(f"{single}/draft", data=second), 409)
    assert "Another tab or device kept a draft of this" in refused
    assert fields_at(instructor, f"{single}/edit?draft=go-on")["stem"] == ["From the first tab"]
    more = first | {"seen_draft": [seen], "stem": ["More from the first tab"]}
    assert "Draft saved" in page_of(instructor.post(f"{single}/draft", data=more))
    taken = page_of(instructor.post(f"{single}/draft", data=second | {"take": ["1"]}))
    assert "Draft saved" in taken
    assert fields_at(instructor, f"{single}/edit?draft=go-on")["stem"] == ["From the second tab"]
    page_of(instructor.post(f"{single}/draft", data=more), 409)


@pytest.mark.longer
def test_a_save_in_one_tab_leaves_the_draft_of_the_other(instructor, single, fields, fields_at, now_is):
    page_of(instructor.post(f"{single}/draft", data=fields | {"seen_draft": [""], "stem": ["Half a thought"]}))
    saved = fields | {"seen_draft": [""], "topic": ["other"], "save": ["1"]}
    assert instructor.post(f"{single}/edit", data=saved).status_code == 302
    assert now_is(1).topic == "other"
    assert "not saved yet" in page_of(instructor.get(f"{single}/edit"))
    merged = fields_at(instructor, f"{single}/edit?draft=go-on")
    assert (merged["stem"], merged["topic"]) == (["Half a thought"], ["other"])


@pytest.mark.longer
def test_without_scripts_the_other_tab_s_draft_is_told_of_before_it_is_replaced(
    instructor, single, fields, fields_at, page_forms
):
    page_of(instructor.post(f"{single}/draft", data=fields | {"seen_draft": [""], "stem": ["First"]}))
    second = fields | {"seen_draft": [""], "stem": ["Second"]}
    page = page_of(instructor.post(f"{single}/edit", data=second))
    assert "Another tab or device kept a draft of this" in page
    assert page_forms.fields_of(page)["stem"] == ["Second"]
    assert fields_at(instructor, f"{single}/edit?draft=go-on")["stem"] == ["First"]
    seen = page.partition('name="seen_draft"')[2].partition('value="')[2].partition('"')[0]
    page_of(instructor.post(f"{single}/edit", data=second | {"seen_draft": [seen]}))
    assert fields_at(instructor, f"{single}/edit?draft=go-on")["stem"] == ["Second"]
