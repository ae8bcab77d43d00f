from __future__ import annotations

import pytest

PASSWORD = "a long enough password"
SIGN_IN = {"name": "Ani", "password": PASSWORD}


@pytest.mark.longer
@pytest.mark.parametrize("role", ["student", "instructor"])
def test_an_account_made_by_command_can_sign_in(client, runner, stored, role):
    result = runner("user", "add", "Ani", "--role", role, "--password", PASSWORD)
    assert (result.exit_code, result.output) == (0, f"Ani can sign in now, as {role}.\n")
    assert stored("people", "name", "role") == [("Ani", role)]
    assert client.post("/sign-in", data=SIGN_IN).status_code == 302


@pytest.mark.longer
def test_without_an_option_the_password_is_asked_for_twice(runner):
    result = runner("user", "add", "Ani", input=f"{PASSWORD}\n{PASSWORD}\n")
    assert result.exit_code == 0
    assert PASSWORD not in result.output


@pytest.mark.longer
def test_a_taken_name_is_said(app, runner):
    runner("user", "add", "Ani", "--password", PASSWORD)
    result = runner("user", "add", "ANI", "--password", PASSWORD)
    assert result.exit_code == 1
    assert "Somebody signs in as “ANI” already." in result.output


@pytest.mark.longer
def test_a_name_that_nobody_can_see_is_refused(app, runner, stored):
    result = runner("user", "add", "\u200d\u200d", "--password", PASSWORD)
    assert (result.exit_code, "A name has at least 2 characters that can be seen." in result.output) == (1, True)
    assert stored("people") == []


@pytest.mark.longer
@pytest.mark.parametrize("command", ["add", "set-password"])
def test_a_short_password_is_refused(app, runner, stored, command):
    result = runner("user", command, "Ani", "--password", "short")
    assert result.exit_code == 1
    assert "A password has at least 8 characters." in result.output
    assert stored("people") == []


@pytest.mark.slow
def test_a_password_set_by_command_replaces_the_old_one_and_ends_sessions(client, runner):
    runner("user", "add", "Ani", "--password", PASSWORD)
    client.post("/sign-in", data=SIGN_IN)
    assert "Sign out Ani" in client.get("/").text
    result = runner("user", "set-password", "ani", "--password", "quite another one")
    assert result.exit_code == 0
    assert "Sign out Ani" not in client.get("/").text
    assert client.post("/sign-in", data=SIGN_IN).status_code == 401
    assert client.post("/sign-in", data={"name": "Ani", "password": "quite another one"}).status_code == 302


@pytest.mark.longer
def test_nobody_of_that_name_is_said(app, runner):
    result = runner("user", "set-password", "Nobody", "--password", PASSWORD)
    assert result.exit_code == 1
    assert "Nobody signs in as “Nobody”." in result.output


@pytest.mark.longer
def test_an_admin_made_by_command_looks_after_people(client, runner):
    result = runner("user", "add", "Ani", "--admin", "--password", PASSWORD)
    assert result.output == "Ani can sign in now, as admin.\n"
    client.post("/sign-in", data=SIGN_IN)
    assert client.get("/people").status_code == 200


@pytest.mark.longer
def test_somebody_is_made_an_admin_by_command(client, runner, stored):
    runner("user", "add", "Ani", "--password", PASSWORD)
    assert runner("user", "make-admin", "ani").output == "ani is an admin now.\n"
    assert stored("people", "name", "role", "is_admin") == [("Ani", "instructor", True)]
    client.post("/sign-in", data=SIGN_IN)
    assert client.get("/people").status_code == 200
    assert "Nobody signs in as “Boris”." in runner("user", "make-admin", "Boris").output


@pytest.mark.slow
def test_what_commands_did_to_people_is_listed_for_admins(client, runner):
    runner("user", "add", "Ani", "--admin", "--password", PASSWORD)
    runner("user", "add", "Ben", "--password", PASSWORD)
    runner("user", "make-admin", "ben")
    runner("user", "set-password", "ben", "--password", "quite another one")
    client.post("/sign-in", data=SIGN_IN)
    page = client.get("/people").text
    assert page.count("by command:") == 3
