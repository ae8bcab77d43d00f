from __future__ import annotations

from quizapp.classroom.signals import extra_time_changed


def test_whoever_listens_hears_of_extra_time(make_class, teacher, browse, enrol):
    class_id, heard = make_class(), []
    student = enrol(class_id, "Ani")

    def listen(told, **_more):
        heard.append(told)

    desk, where = browse(teacher), f"/classes/{class_id}/students/{student}"
    with extra_time_changed.connected_to(listen):
        for percent in ("0", "50", "50"):
            desk.post(where, data={"roster_name": "Ani", "group_name": "", "extra_time_percent": percent})
    assert heard == [class_id]
