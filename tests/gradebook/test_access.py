from __future__ import annotations

import pytest

from tests.gradebook.test_views import mark_path


@pytest.mark.longer
@pytest.mark.parametrize("who", ["colleague", "student"])
def test_nobody_else_sees_a_gradebook(request, browse, class_id, give_out, take, students, who):
    assignment = give_out()
    take(assignment, students[0])
    client = browse(students[0]) if who == "student" else request.getfixturevalue("colleague")
    base = f"/classes/{class_id}/gradebook"
    pages = [base, f"{base}.csv", f"{base}.xlsx", f"{base}/rules", f"{base}/regrades"]
    for path in (*pages, f"{base}/students/{students[0]}", f"{base}/assignments/{assignment}"):
        assert client.get(path).status_code == (403 if who == "student" else 404), path


@pytest.mark.longer
def test_what_is_not_of_the_class_is_not_found(desk, make_class, class_id, give_out, take, students, make_person):
    other = make_class(students[0], name="Other")
    here, there = give_out(), give_out(of=other)
    attempt = take(there, students[0])
    stranger = make_person(name="Stranger")
    for path in (
        mark_path(class_id, students[0], there),
        mark_path(class_id, stranger, here),
        mark_path(class_id, students[0], 999),
        f"{mark_path(class_id, students[0], here)}?attempt={attempt}",
        f"{mark_path(class_id, students[0], here)}?attempt=999",
        f"/classes/{class_id}/gradebook/students/{stranger}",
        f"/classes/{class_id}/gradebook/assignments/{there}",
    ):
        assert desk.get(path).status_code == 404, path
    assert desk.post(f"{mark_path(class_id, students[0], here)}/bonus").status_code == 404
