from __future__ import annotations

import pytest

from quizapp.accounts.models import Role
from tests.privacy.conftest import unpacked
from tests.tokens import without_tokens


@pytest.mark.longer
def test_a_command_writes_somebodys_data_into_a_folder(runner, ani, tmp_path):
    result = runner("user", "export", "Ani Grigoryan", "--to", tmp_path / "out")
    assert result.exit_code == 0, result.output
    (path,) = (tmp_path / "out").iterdir()
    assert str(path) in result.output
    assert path.stat().st_mode & 0o077 == 0
    assert "Ani" not in without_tokens(path.name)
    assert unpacked(path.read_bytes())[1]["person"]["name"] == "Ani Grigoryan"
    assert runner("user", "export", f"#{ani}", "--to", tmp_path / "out").exit_code == 0


@pytest.mark.longer
def test_whoever_is_not_there_is_said_to_be_not_there(runner):
    for name, said in (("Nobody", "signs in as “Nobody”"), ("#999", "has the number #999"), ("#x", "signs in as “#x”")):
        result = runner("user", "export", name)
        assert (result.exit_code, f"Nobody {said}." in result.output) == (1, True)


@pytest.mark.longer
def test_a_command_erases_somebody_after_a_question(runner, ani, teacher):
    asked = runner("user", "erase", "Ani Grigoryan", input="n\n")
    assert (asked.exit_code, "Quizzes that you took: 1 (stay as nobody’s)" in asked.output) == (1, True)
    none = runner("user", "erasures")
    assert (none.stdout, none.stderr) == ("", "Nobody was erased.\n")
    assert runner("user", "erase", "Ani Grigoryan", "--yes").exit_code == 0
    assert "Nobody signs in as" in runner("user", "erase", "Ani Grigoryan", "--yes").output
    listed = runner("user", "erasures").stdout
    assert "command" in listed
    assert "1 attempts nobody’s" in listed
    asked = runner("user", "erase", "Ms Hakobyan", input="y\n")
    assert (asked.exit_code, "Their work for others stays" in asked.output) == (0, True)


@pytest.mark.longer
def test_the_only_admin_stays_until_there_is_another(runner, teacher, make_person):
    other = make_person(Role.INSTRUCTOR, "Mr Sargsyan")
    assert runner("user", "make-admin", "Ms Hakobyan").exit_code == 0
    asked = runner("user", "erase", "Ms Hakobyan", "--yes")
    assert (asked.exit_code, "Ms Hakobyan is the only admin. Make somebody else one first" in asked.output) == (1, True)
    assert runner("user", "make-admin", "Mr Sargsyan").exit_code == 0
    assert runner("user", "erase", "Ms Hakobyan", "--yes").exit_code == 0
    assert runner("user", "erase", f"#{other}", "--yes").exit_code == 1
