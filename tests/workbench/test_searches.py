from __future__ import annotations

from quizapp.accounts.models import Role
from quizapp.clock import utcnow
from quizapp.workbench.searches import delete_search, save_search, search_by_id, searches_of_person


def test_a_search_is_kept_replaced_by_its_name_and_forgotten(session, instructor_id):
    kept = save_search(session, instructor_id, "Wars", "topic:war", now=utcnow())
    again = save_search(session, instructor_id, "Wars", "topic:war level:3", now=utcnow())
    save_search(session, instructor_id, "Alliances", "topic:csto", now=utcnow())
    assert again.id == kept.id
    assert [(one.name, one.query) for one in searches_of_person(session, instructor_id)] == [
        ("Alliances", "topic:csto"),
        ("Wars", "topic:war level:3"),
    ]
    delete_search(session, kept)
    assert [one.name for one in searches_of_person(session, instructor_id)] == ["Alliances"]


def test_a_search_is_its_owner_s_alone(session, instructor_id, make_person):
    other_id = make_person(Role.INSTRUCTOR)
    kept = save_search(session, instructor_id, "Wars", "topic:war", now=utcnow())
    save_search(session, other_id, "Wars", "topic:csto", now=utcnow())
    assert search_by_id(session, instructor_id, kept.id) is kept
    assert search_by_id(session, other_id, kept.id) is None
    assert search_by_id(session, instructor_id, 999) is None
    assert [one.query for one in searches_of_person(session, other_id)] == ["topic:csto"]
