from __future__ import annotations

import io
import re

import openpyxl
import pytest

LIST = "Name;Group\nԱնի Պետրոսյան;A\nАнна Иванова;B\n=cmd;A\n;B\nBen Smith;A\nBen Smith;B\n"


@pytest.fixture
def teaching(client, sign_in, teacher, make_class):
    sign_in(client, teacher)
    client.path = f"/classes/{make_class()}/roster"
    return client


def fields_of(text):
    return {
        "seen": re.search(r'name="seen" value="(\w+)"', text)[1],
        "text": LIST,
        "column": re.findall(r'<option value="(\w+)" selected', text.partition('class="columns"')[2]),
    }


@pytest.mark.longer
def test_a_list_is_shown_first_decided_on_and_then_taken(teaching, stored):
    assert "Paste the names" in teaching.get(teaching.path).text
    before = stored("people"), stored("enrolments")
    shown = teaching.post(f"{teaching.path}/preview", data={"text": LIST}).text
    for words in ("4 names were read", "2 lines cannot be used", "1 line needs your decision", "Line 4:", "formula"):
        assert words in shown
    assert "Line 5:" in shown
    assert (stored("people"), stored("enrolments")) == before
    reply = teaching.post(teaching.path, data=fields_of(shown) | {"line-7": "skip"}, follow_redirects=True)
    assert "3 students joined the class" in reply.text
    assert "New students sign in by a card" in reply.text
    assert [row[0] for row in stored("enrolments", "roster_name")] == sorted(
        ["Անի Պետրոսյան", "Анна Иванова", "Ben Smith"]
    )


@pytest.mark.longer
def test_what_changed_since_it_was_shown_is_shown_again_and_nothing_is_half_done(teaching, stored):
    shown = teaching.post(f"{teaching.path}/preview", data={"text": LIST}).text
    teaching.post(teaching.path, data=fields_of(shown))
    before = stored("people"), stored("enrolments")
    again = teaching.post(teaching.path, data=fields_of(shown))
    assert "Something has changed" in again.text
    assert (stored("people"), stored("enrolments")) == before


@pytest.mark.longer
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1251"])
def test_a_file_is_read_in_its_encoding_and_can_be_mended_on_the_page(teaching, encoding):
    data = "Фамилия;Имя\r\nИванова;Анна\r\nЩукин;Артём\r\n".encode(encoding)
    shown = teaching.post(f"{teaching.path}/preview", data={"file": (io.BytesIO(data), "list.csv"), "text": ""}).text
    assert "Анна Иванова" in shown
    assert "2 names were read" in shown


@pytest.mark.longer
def test_excels_file_keeps_its_line_numbers(teaching):
    book = openpyxl.Workbook()
    for row in (["Name", "Group"], [], ["Ani", "A"], [None, "B"]):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    out.seek(0)
    shown = teaching.post(f"{teaching.path}/preview", data={"file": (out, "list.xlsx"), "text": ""}).text
    assert "1 name was read" in shown
    assert "Line 4:" in shown
    assert "\nName\tGroup\n\nAni\tA\n\tB" in shown


@pytest.mark.longer
def test_a_file_that_is_no_list_is_said_and_what_was_pasted_stays(teaching):
    data = {"file": (io.BytesIO(b"%PDF-1.7"), "list.pdf"), "text": "Ani"}
    reply = teaching.post(f"{teaching.path}/preview", data=data)
    assert reply.status_code == 422
    assert "a document, not a list" in reply.text
    assert "Ani</textarea>" in reply.text


@pytest.mark.longer
def test_columns_can_be_said_otherwise(teaching):
    sent = {"text": "Ani,Petrosyan\nBen,Smith", "column": ["first", "last"]}
    assert "Ani Petrosyan" in teaching.post(f"{teaching.path}/preview", data=sent).text


@pytest.mark.longer
def test_an_empty_list_has_nothing_to_do(teaching):
    shown = teaching.post(f"{teaching.path}/preview", data={"text": " \n\n"}).text
    assert "0 names were read" in shown
    assert "Take this list" not in shown


@pytest.mark.longer
def test_more_questions_than_a_page_can_ask_are_said_and_as_many_as_it_can_are_taken(teaching):
    shown = teaching.post(f"{teaching.path}/preview", data={"text": "Ani Petrosyan\n" * 1_502}).text
    assert "too much for one page" in shown
    assert "Take this list" not in shown
    text = "Ani Petrosyan\n" * 1_501
    shown = teaching.post(f"{teaching.path}/preview", data={"text": text}).text
    asked = dict.fromkeys(re.findall(r'name="(line-\d+)"', shown), "skip")
    assert len(asked) == 1_500
    sent = fields_of(shown) | {"text": text, "column": []} | asked
    assert "1 student joined the class" in teaching.post(teaching.path, data=sent, follow_redirects=True).text


@pytest.mark.longer
def test_nonsense_in_decisions_is_left_out(teaching):
    shown = teaching.post(f"{teaching.path}/preview", data={"text": LIST}).text
    sent = fields_of(shown) | {"line-x": "new", "line-²": "new", "line-7": "999999", "line-99999999999": "new"}
    assert teaching.post(teaching.path, data=sent).status_code == 302


@pytest.mark.slow
def test_five_thousand_names_go_through_the_pages(teaching, stored):
    text = "\n".join(f"Առաջին{number * 7919 % 5000} Վերջին{number}" for number in range(5_000))
    shown = teaching.post(f"{teaching.path}/preview", data={"text": text})
    assert "5000 names were read" in shown.text.replace(",", "")
    assert shown.status_code == 200
    sent = fields_of(shown.text) | {"text": text, "column": []}
    taken = teaching.post(teaching.path, data=sent, follow_redirects=True)
    assert "5000 students joined the class" in taken.text.replace(",", "")
    assert len(stored("enrolments")) == 5_000
    assert teaching.post(f"{teaching.path}/preview", data={"text": f"{text}\nԱնի"}).status_code == 422
