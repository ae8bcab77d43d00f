from __future__ import annotations

from datetime import UTC, datetime

import pytest

from quizapp.classroom import joining
from quizapp.classroom.models import SchoolClass

NOW = datetime(2026, 9, 1, 8, tzinfo=UTC)


def test_a_code_has_nothing_that_looks_alike_and_is_read_in_two_groups():
    codes = {joining.new_code() for _time in range(50)}
    assert len(codes) == 50
    assert all(len(code) == joining.LENGTH for code in codes)
    assert not set("".join(codes)) & set("0O1ILAEUY")
    assert joining.shown_code("KWP7TX") == "KWP 7TX"


@pytest.mark.parametrize("typed", ["kwp7tx", " KWP 7TX ", "kwp-7tx", "КWР7ТХ", "кwр 7тх"])
def test_a_code_may_be_typed_in_any_case_with_spaces_and_on_a_cyrillic_keyboard(session, make_class, typed):
    number = make_class()
    school_class = session.get_one(SchoolClass, number)
    school_class.join_code, school_class.joining_open = "KWP7TX", True
    session.flush()
    assert joining.class_by_code(session, typed) is school_class


def test_a_class_is_joined_only_while_it_is_open_and_by_its_newest_code(session, make_class):
    number = make_class()
    school_class = session.get_one(SchoolClass, number)
    assert joining.class_by_code(session, "") is None
    joining.open_joining(session, school_class)
    first = school_class.join_code
    assert joining.class_by_code(session, first) is school_class
    joining.change_code(session, school_class)
    assert school_class.join_code != first
    assert joining.class_by_code(session, first) is None
    second = school_class.join_code
    joining.close_joining(session, school_class)
    assert joining.class_by_code(session, second) is None
    joining.open_joining(session, school_class)
    assert school_class.join_code == second
    school_class.archived_at = NOW
    session.flush()
    assert joining.class_by_code(session, second) is None
