"""Who gets what at every address: roles, own ids, other people's ids, ids of nothing."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.slow

VISITORS = ("anonymous", "guest", "student", "instructor")
HALVES_OF_SIGN_IN = (302, "/sign-in")


def _ask(visitor, route, address, fields):
    return visitor.get(address) if route.startswith("GET") else visitor.post(address, fields)


def _is_sent_to_sign_in(reply):
    return (reply.status_code, (reply.location or "").partition("?")[0]) == HALVES_OF_SIGN_IN


def test_every_route_has_a_row_and_every_row_a_route(app, routes):
    assert set(routes.ROWS) == routes.names_of_routes(app)


def test_every_id_in_an_address_is_known_to_belong_to_somebody_or_to_nobody(app, routes):
    ids = {name for route in routes.ROWS for name in routes.arguments_of(app, route)}
    assert ids - {"filename", "position", "kind"} == {*routes.PERSONAL, *routes.SHARED}


def test_each_visitor_gets_what_the_matrix_says(app, act, routes, world, route):
    for who in VISITORS:
        row = routes.ROWS[route]
        expected = getattr(row, who)
        reply = _ask(act(who), route, routes.address(app, route, world, who), row.fields)
        if expected == routes.SIGN_IN:
            assert _is_sent_to_sign_in(reply)
        else:
            assert reply.status_code == expected, reply.text
            assert expected != 302 or not _is_sent_to_sign_in(reply)


def test_what_belongs_to_somebody_else_is_not_there_and_stays_as_it_is(app, act, stored, routes, world, route):
    for who in VISITORS:
        if "attempt_id" not in routes.arguments_of(app, route):
            assert "attempts/" not in routes.address(app, route, world, who)
            continue
        before = stored()
        foreign = routes.address(app, route, world, who, attempt_id=world.attempts["other"])
        assert _ask(act(who), route, foreign, routes.ROWS[route].fields).status_code == 404
        assert stored() == before


def test_a_test_of_somebody_else_is_not_there_and_stays_as_it_is(app, act, stored, routes, world):
    for route in routes.ROWS:
        if "exam_id" in routes.arguments_of(app, route):
            for who in VISITORS:
                before = stored()
                foreign = routes.address(app, route, world, who, exam_id=world.exams["other"])
                assert _ask(act(who), route, foreign, routes.ROWS[route].fields).status_code == 404
                assert stored() == before


def test_what_areas_added_for_somebody_else_is_not_there_and_stays_as_it_is(app, act, stored, routes, world):
    for name, ids in world.personal.items():
        for route in (route for route in routes.ROWS if name in routes.arguments_of(app, route)):
            for who in VISITORS:
                before = stored()
                foreign = routes.address(app, route, world, who, **{name: ids["other"]})
                reply = _ask(act(who), route, foreign, routes.ROWS[route].fields)
                assert reply.status_code in {403, 404} or _is_sent_to_sign_in(reply), (route, who)
                assert stored() == before


def test_a_kept_search_of_somebody_else_is_not_there_and_stays_as_it_is(app, act, stored, routes, world):
    foreign = routes.address(app, "POST workbench.delete_search", world, "instructor", search_id=world.other_search_id)
    before = stored()
    assert act("instructor").post(foreign).status_code == 404
    assert stored() == before
    assert f"searches/{world.other_search_id}/" not in act("instructor").get("/questions").text


def test_a_bulk_operation_of_somebody_else_cannot_be_taken_back(app, act, stored, routes, world):
    other = world.other_operation_id
    foreign = routes.address(app, "POST workbench.undo_change", world, "instructor", operation_id=other)
    before = stored()
    assert act("instructor").post(foreign).status_code == 404
    assert stored() == before
    assert f"changes/{other}/" not in act("instructor").get("/questions/changes").text


def test_a_file_that_somebody_else_uploaded_is_not_there_and_stays_as_it_is(app, act, stored, routes, world):
    before = stored()
    for verb in ("apply", "drop"):
        foreign = routes.address(
            app, f"POST transfer.{verb}_upload", world, "instructor", upload_id=world.other_upload_id
        )
        assert act("instructor").post(foreign).status_code == 404
    assert act("instructor").get(f"/uploads/{world.other_upload_id}").status_code == 404
    assert stored() == before


def test_an_id_of_nothing_is_answered_like_one_of_somebody_else(app, act, stored, routes, world, route):
    for who in VISITORS:
        before = stored()
        for name in routes.arguments_of(app, route) - {"filename"}:
            named = name in {
                "secret",
                "key",
                "kind",
                "source_key",
                "quiz_key",
                "name",
                "code",
                "card_secret",
                "mail_token",
                "stop_key",
            }
            nothing = "nothing" if named else routes.UNKNOWN_ID
            row = routes.ROWS[route]
            reply = _ask(act(who), route, routes.address(app, route, world, who, **{name: nothing}), row.fields)
            allowed = {404} if isinstance(getattr(row, who), int) and getattr(row, who) < 400 else {403, 404}
            assert reply.status_code in allowed or _is_sent_to_sign_in(reply), (name, reply.status_code)
        assert stored() == before


def test_what_is_refused_changes_nothing(app, act, stored, routes, world, route):
    for who in VISITORS:
        row = routes.ROWS[route]
        before = stored()
        reply = _ask(act(who), route, routes.address(app, route, world, who), row.fields)
        if reply.status_code >= 400 or _is_sent_to_sign_in(reply):
            assert stored() == before
        else:
            assert getattr(row, who) == reply.status_code


def test_looking_at_a_page_changes_nothing(app, act, stored, routes, world, route):
    for who in VISITORS:
        if route.startswith("POST"):
            assert act(who).get(routes.address(app, route, world, who)).status_code in {200, 302, 403, 404, 405}
            continue
        before = stored()
        address = routes.address(app, route, world, who)
        visitor = act(who)
        for ask in (visitor.get, visitor.client.head, visitor.client.options):
            assert ask(address).status_code < 500
        assert stored() == before


def test_head_is_answered_as_get_is(app, act, routes, world, route):
    for who in VISITORS:
        address, visitor = routes.address(app, route, world, who), act(who)
        method = visitor.get if route.startswith("GET") else visitor.client.options
        status = visitor.client.head(address).status_code
        assert status == method(address).status_code or (
            route.startswith("POST") and status in {200, 302, 403, 404, 405}
        )


@pytest.mark.parametrize("digits", [10, 11, 19, 20, 4301])
def test_an_id_that_no_database_could_hold_is_not_there(app, act, routes, world, route, digits):
    for name in routes.arguments_of(app, route) & {
        "attempt_id",
        "class_id",
        "position",
        "question_id",
        "card_id",
        "number",
        "search_id",
        "operation_id",
        "upload_id",
        "conflict_id",
        "exam_id",
        "fit_id",
        "other_id",
    }:
        small = routes.address(app, route, world, "instructor", **{name: 777})
        row = routes.ROWS[route]
        assert _ask(act("instructor"), route, small.replace("777", "9" * digits), row.fields).status_code in {404, 405}


@pytest.mark.parametrize("page", ["-1", "0", "x", "9" * 9, "9" * 30, "9" * 5000])
def test_a_page_number_that_makes_no_sense_is_no_error(act, page):
    assert act("instructor").get("/questions", query_string={"page": page}).status_code == 200


IN_FIELDS = {
    "GET classroom.choose_cards": "student",
    "GET forecasts.show_warm_up": "cards",
    "GET pictures.list_pictures": "before",
    "GET workbench.list_questions": "done",
    "POST classroom.make_cards": "student",
    "POST planning.copy_holidays": "from",
    "POST classroom.move_student": "to",
    "POST editorial.add_comment": "thread",
}


@pytest.mark.parametrize("number", ["9" * 10, "9" * 19, "9" * 5_000])
def test_an_id_that_no_database_could_hold_is_no_error_in_a_field_either(app, act, routes, world, number):
    for route, name in IN_FIELDS.items():
        address, fields = routes.address(app, route, world, "instructor"), routes.ROWS[route].fields
        if route.startswith("GET"):
            reply = act("instructor").get(address, query_string={name: number})
        else:
            reply = act("instructor").post(address, fields | {name: number})
        assert reply.status_code in {200, 302, 404}, route


def test_an_attempt_cannot_be_read_by_its_neighbours_through_any_position(act, world):
    attempt = world.attempts["other"]
    for who in VISITORS:
        for position in (0, 1, 2, 50):
            assert act(who).get(f"/attempts/{attempt}/questions/{position}").status_code == 404


def test_a_session_with_a_made_up_stamp_is_nobodys(app, act, acting, world):
    person_id = world.tokens["instructor"].partition(":")[0]
    for token in (f"{person_id}:", f"{person_id}:guessed", person_id, "", "x:y", "²:y"):
        assert _is_sent_to_sign_in(acting(app, token).get("/banks"))


def test_a_session_signed_with_another_key_is_nobodys(make_app, acting, world):
    forger, app = make_app(), make_app()
    forger.secret_key = "guessed by somebody"
    forged = acting(forger, world.tokens["instructor"])
    assert forged.get("/banks").status_code == 200
    cookie = forged.client.get_cookie("quizapp").value
    victim = acting(app)
    victim.client.set_cookie("quizapp", cookie)
    assert _is_sent_to_sign_in(victim.get("/banks"))
