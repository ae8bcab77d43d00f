"""Who gets what of a bank that somebody owns: by their role there; to all others it is not there."""

from __future__ import annotations

import pytest

from quizapp.bank.roles import BankRole

pytestmark = pytest.mark.slow

WORKING = ("viewer", "reviewer", "editor", "owner")
OF_BANKS = {"key", "question_id", "number"}


def ask(app, routes, world, who, route, **more):
    own = {"key": world.owned_key, "question_id": world.owned_question_id, "person_id": world.member_id}
    own |= {"regrade_id": world.owned_record_ids[0], "relearn_id": world.owned_record_ids[1]}
    known = {name: value for name, value in own.items() if name in routes.arguments_of(app, route)}
    address, fields = routes.address(app, route, world, "instructor", **known), routes.ROWS[route].fields | more
    return who.get(address) if route.startswith("GET") else who.post(address, fields)


def test_every_address_of_a_bank_says_which_role_it_needs(app, routes):
    arguments = {route: routes.arguments_of(app, route) for route in routes.ROWS}
    of_banks = {route for route, names in arguments.items() if names & OF_BANKS and "class_id" not in names}
    assert of_banks == set(routes.NEEDED)  # a question within a class is for the class's teachers


OTHER_ANSWERS = {
    "POST bank.leave_bank": {302, 404},
    "GET authoring.preview_renaming": {422},
    "GET studio.preview_acceptance": {404},
}  # it names no topic


def test_each_role_gets_what_it_may(app, act, stored, routes, world, route):
    if route not in routes.NEEDED:
        return
    for role in (*WORKING, "admin"):
        before, own = stored(), BankRole.OWNER if role == "admin" else BankRole(role)
        status = ask(app, routes, world, act(role), route, key=f"made-by-{role}").status_code
        if own.allows(routes.NEEDED[route]):
            assert status in OTHER_ANSWERS.get(route, {200, 302}), (role, status)
        else:
            assert status == 403, role
            assert stored() == before


def test_to_a_stranger_an_owned_bank_is_not_there(app, act, stored, routes, world, route):
    if route not in routes.NEEDED:
        return
    before = stored()
    assert ask(app, routes, world, act("instructor"), route).status_code == 404
    for who in ("anonymous", "guest", "student"):
        assert ask(app, routes, world, act(who), route).status_code in {302, 403}
    assert stored() == before


def test_to_a_stranger_no_list_tells_of_an_owned_bank(act, world):
    for path in ("/banks", "/questions", "/questions/results", "/coverage", "/statistics"):
        assert world.owned_key not in act("instructor").get(path).text.lower(), "nor its title, which is the same word"
        assert world.owned_key in act("viewer").get(path).text.lower()


@pytest.mark.parametrize("who", ["instructor", "owner", "student", "guest", "anonymous"])
def test_only_admins_look_after_people(act, world, who):
    for path in ("/people", f"/people/{world.person_id}", "/server", "/server/backups"):
        assert act(who).get(path).status_code in {302, 403}
        assert act("admin").get(path).status_code == 200
    for path, fields in (
        (f"/people/{world.person_id}", {"deed": "instructor"}),
        (f"/people/{world.person_id}/password", {}),
    ):
        assert act(who).post(path, fields).status_code in {302, 403}
    assert act("student").get("/banks").status_code == 403
    assert act("admin").post(f"/people/{world.person_id}", {"deed": "instructor"}).status_code == 302
    assert act("other").get("/banks").status_code == 302, "who may do more signs in anew"
    other = act("anonymous")
    other.sign_in("other", world.password)
    assert other.get("/banks").status_code == 200
