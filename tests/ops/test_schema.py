from __future__ import annotations

import dataclasses

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory

from quizapp.ops.paths import migrations_dir
from quizapp.ops.schema import is_known, newest_revision, shipped_revisions, stored_revision


def test_a_database_of_this_version_has_the_newest_schema(settings):
    assert stored_revision(settings) == newest_revision() != ""


@pytest.mark.sqlite
def test_where_nothing_is_there_is_no_schema_and_none_is_made(settings, tmp_path):
    url = settings.database_url.set(database=str(tmp_path / "none.sqlite3"))
    assert stored_revision(dataclasses.replace(settings, database_url=url)) == ""
    assert not (tmp_path / "none.sqlite3").exists()


def test_a_schema_of_a_newer_version_is_not_known(settings):
    assert is_known("")
    assert is_known(newest_revision())
    assert is_known("20261123_1306")
    assert not is_known("20991231_2359")


@pytest.mark.longer
def test_what_there_is_is_what_alembic_finds():
    config = Config()
    config.set_main_option("script_location", str(migrations_dir()))
    found = ScriptDirectory.from_config(config)
    assert shipped_revisions().keys() == {script.revision for script in found.walk_revisions()}
    assert newest_revision() == found.get_current_head()
