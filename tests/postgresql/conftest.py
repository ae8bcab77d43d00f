"""What tests on PostgreSQL share, whichever database the other tests run on."""

from __future__ import annotations

import dataclasses

import pytest

from quizapp.config import Settings
from quizapp.ops.setup import load_shipped_banks, migrate_schema
from tests.cluster import address, make_database
from tests.practice import browse, cards_of, load, player, small_bank, stored

__all__ = ["browse", "cards_of", "load", "player", "small_bank", "stored"]


@pytest.fixture
def empty_settings(cluster, tmp_path) -> Settings:
    """Settings with a database that has no table yet."""
    return Settings(tmp_path / "data", address(cluster, make_database(cluster)), rate_limits=False)


@pytest.fixture(scope="session")
def migrated_name(cluster, tmp_path_factory) -> str:
    """The name of a database that has every table and no row; copied, never used."""
    name = make_database(cluster)
    migrate_schema(Settings(tmp_path_factory.mktemp("migrated"), address(cluster, name)))
    return name


@pytest.fixture
def settings(empty_settings, cluster, migrated_name) -> Settings:
    """What every fixture above stands on, on PostgreSQL here."""
    empty_settings.data_dir.mkdir()
    url = address(cluster, make_database(cluster, template=migrated_name))
    return dataclasses.replace(empty_settings, database_url=url)


@pytest.fixture
def with_banks_loaded(app) -> None:
    """The shipped banks, loaded by the application itself."""
    load_shipped_banks(app)
