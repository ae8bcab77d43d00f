from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from quizapp.ops.serving.greeting import Greeting, lines_of

ROOM = ("http://localhost:8000", "http://192.168.1.20:8000", "http://laptop:8000")
ALONE = Greeting(ROOM[:1], "127.0.0.1", [], None, Path("/srv/quiz"))
FOR_ALL = replace(ALONE, addresses=ROOM, host="0.0.0.0")


def test_alone_one_address_is_shown_and_no_code():
    said = "\n".join(lines_of(replace(ALONE, secret="once"), "utf-8"))
    assert "quizapp is ready: http://localhost:8000/" in said
    assert "http://localhost:8000/setup/once" in said
    assert "/srv/quiz" in said
    assert "█" not in said
    assert ALONE.for_phones is None


def test_behind_a_proxy_the_first_link_leads_there():
    said = lines_of(replace(ALONE, secret="once", proxied="https://quiz.example.org"), None)
    assert "  quizapp is ready: http://localhost:8000/" in said
    assert "  by the proxy before it: https://quiz.example.org/" in said
    assert said[3].endswith(" https://quiz.example.org/setup/once")


def test_for_the_room_every_address_is_shown_with_a_code_of_the_first_that_phones_can_open():
    said = "\n".join(lines_of(FOR_ALL, "utf-8"))
    assert [f"for others in the room: {one}/" in said for one in ROOM] == [False, True, True]
    assert "█" in said
    assert FOR_ALL.for_phones == "http://192.168.1.20:8000/"


def test_where_one_class_is_open_the_code_leads_to_joining_it():
    one = replace(FOR_ALL, classes=[("7a", "ABCD")])
    assert one.for_phones == "http://192.168.1.20:8000/join/ABCD"
    assert "7a is joined at http://192.168.1.20:8000/join/ABCD" in "\n".join(lines_of(one, "utf-8"))
    two = replace(FOR_ALL, classes=[("7a", "ABCD"), ("7b", "EFGH")])
    assert two.for_phones == "http://192.168.1.20:8000/"


def test_a_host_of_ones_own_is_for_phones_too():
    one = replace(ALONE, addresses=["http://192.0.2.7:8000"], host="192.0.2.7", classes=[("7a", "ABCD")])
    assert "7a is joined at http://192.0.2.7:8000/join/ABCD" in "\n".join(lines_of(one, None))


def test_a_terminal_that_cannot_draw_gets_words_alone():
    for encoding in (None, "ascii", "nothing"):
        assert "█" not in "\n".join(lines_of(FOR_ALL, encoding))
