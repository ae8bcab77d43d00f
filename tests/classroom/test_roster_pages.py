from __future__ import annotations

import io

from quizapp.classroom.roster_pages import brought_list, decisions


def test_a_file_becomes_text_with_the_same_lines_and_its_own_columns(app):
    data = "Name;Group\r\n\r\nAni  Petrosyan;A\r\n".encode("utf-16")
    sent = {"file": (io.BytesIO(data), "list.csv"), "column": ["nothing", "nothing"]}
    with app.test_request_context(method="POST", data=sent):
        brought = brought_list()
    assert brought.text == "Name\tGroup\n\nAni Petrosyan\tA"
    assert [(one.line, one.name, one.group) for one in brought.roster.lines] == [(3, "Ani Petrosyan", "A")]


def test_pasted_text_stays_as_it_is_and_its_columns_are_what_somebody_said(app):
    sent = {"text": "\nAni,Petrosyan\0", "column": ["first", "last", "made up"]}
    with app.test_request_context(method="POST", data=sent):
        brought = brought_list()
    assert brought.text == "\nAni,Petrosyan"
    assert [(one.line, one.sort_name) for one in brought.roster.lines] == [(2, "Petrosyan Ani")]


def test_decisions_are_read_by_line(app):
    with app.test_request_context(method="POST", data={"line-7": "new", "line-x": "new", "line-": "a", "other": "b"}):
        assert decisions() == {7: "new"}
