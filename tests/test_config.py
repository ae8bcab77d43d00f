"""Settings from the environment: what is read, what is refused, and the secret key that is made once."""

from __future__ import annotations

import dataclasses
import os
import socket
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.config import LOCAL_NAMES, LOOPBACK, Settings, SettingsError, read_settings
from quizapp.host_names import own_addresses


def read(tmp_path: Path, **environ: str) -> Settings:
    return read_settings({"QUIZAPP_DATA": str(tmp_path), "QUIZAPP_TIMEZONE": "UTC"} | environ)


def test_an_empty_environment_serves_this_machine_alone(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    settings = read_settings({})
    assert (settings.host, settings.port, settings.https) == ("127.0.0.1", 8000, False)
    assert settings.data_dir == tmp_path / "instance"
    assert settings.database_url.database == str(tmp_path / "instance" / "quizapp.sqlite3")
    assert settings.uses_sqlite
    assert settings.rate_limits
    assert settings.rollover_hour == 4
    assert settings.trusted_hosts == LOOPBACK


def test_settings_cannot_be_changed(tmp_path):
    with pytest.raises(dataclasses.FrozenInstanceError):
        read(tmp_path).port = 9000


def test_every_setting_is_read(tmp_path):
    settings = read(
        tmp_path,
        QUIZAPP_HOST="192.0.2.7",
        QUIZAPP_PORT="9001",
        QUIZAPP_WORKERS="3",
        QUIZAPP_HTTPS="yes",
        QUIZAPP_HSTS_SUBDOMAINS="1",
        QUIZAPP_TRUSTED_HOSTS="quiz.example.org, quiz.local ,",
        QUIZAPP_TIMEZONE="Asia/Yerevan",
        QUIZAPP_LANGUAGE="pt-br",
        QUIZAPP_ROLLOVER_HOUR="0",
        QUIZAPP_RATE_LIMITS="off",
        QUIZAPP_BACKUPS=str(tmp_path / "elsewhere"),
        QUIZAPP_BACKUP_HOUR="23",
        QUIZAPP_LOG=str(tmp_path / "log"),
        QUIZAPP_LOG_LEVEL="ERROR",
        QUIZAPP_METRICS="on",
        QUIZAPP_PROXIES="2",
    )
    assert settings.proxies == 2
    assert settings.hsts_subdomains
    assert (settings.log_file, settings.log_level, settings.metrics) == (tmp_path / "log", "error", True)
    assert (settings.backups_dir, settings.backup_hour) == (tmp_path / "elsewhere", 23)
    assert (settings.host, settings.port, settings.https) == ("192.0.2.7", 9001, True)
    assert settings.trusted_hosts == (*LOOPBACK, "192.0.2.7", "quiz.example.org", "quiz.local")
    assert (settings.timezone.key, settings.language) == ("Asia/Yerevan", "pt_BR")
    assert settings.rollover_hour == 0
    assert not settings.rate_limits
    assert settings.workers == 3
    assert not read_settings({"QUIZAPP_SHIPPED_BANKS": "no"}).shipped_banks


def test_listening_everywhere_trusts_this_machines_own_addresses_and_no_others(tmp_path):
    trusted = read(tmp_path, QUIZAPP_HOST="0.0.0.0").trusted_hosts
    assert trusted == (*LOOPBACK, *own_addresses(), *LOCAL_NAMES)


def test_trusted_names_are_read_as_browsers_send_them(tmp_path, monkeypatch):
    monkeypatch.setattr(socket, "gethostname", lambda: "Room-7")
    trusted = read(
        tmp_path, QUIZAPP_HOST="Quiz.Local", QUIZAPP_TRUSTED_HOSTS="Quiz.Example.ORG,.School.org"
    ).trusted_hosts
    assert trusted == (*LOOPBACK, "quiz.local", "quiz.example.org", ".school.org")


@pytest.mark.parametrize("name", ["sqlite", "sqlite+pysqlite"])
@pytest.mark.parametrize("path", ["/srv/my quiz.db", "file:/srv/my%20quiz.db", "file:///srv/my%20quiz.db?uri=true"])
def test_a_file_of_sqlite_is_known_by_its_path_however_its_address_is_written(tmp_path, name, path):
    settings = read(tmp_path, QUIZAPP_DATABASE_URL=f"{name}:///{path}")
    assert settings.database_url.drivername == "sqlite"
    assert settings.database_file == Path("/srv/my quiz.db")


def test_a_plain_postgresql_address_gets_the_driver_that_is_there(tmp_path):
    settings = read(tmp_path, QUIZAPP_DATABASE_URL="postgresql://quiz@db/quiz")
    assert settings.database_url.drivername == "postgresql+psycopg"
    assert not settings.uses_sqlite


@pytest.mark.parametrize(
    ("address", "asked"),
    [
        ("postgresql://quiz@db/quiz", {"sslmode": "verify-full", "sslrootcert": "system"}),
        ("postgresql://quiz@db/quiz?sslrootcert=/ca.pem", {"sslmode": "verify-full", "sslrootcert": "/ca.pem"}),
        ("postgresql://quiz@db/quiz?sslmode=disable", {"sslmode": "disable"}),
        ("postgresql://quiz@localhost/quiz", {}),
        ("postgresql:///quiz?host=/run/postgresql", {"host": "/run/postgresql"}),
    ],
)
def test_a_postgresql_on_another_machine_shows_a_certificate_unless_its_address_says_otherwise(
    tmp_path, address, asked
):
    assert dict(read(tmp_path, QUIZAPP_DATABASE_URL=address).database_url.query) == asked


def test_postgresql_without_its_driver_is_refused_with_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(SettingsError, match=r"QUIZAPP_DATABASE_URL .* pip install '\.\[postgresql\]'"):
        read(tmp_path, QUIZAPP_DATABASE_URL="postgresql://quiz@localhost/quiz")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("QUIZAPP_PORT", "0"),
        ("QUIZAPP_SYSLOG", "/no/socket"),
        ("QUIZAPP_SYSLOG", "/" + "x" * 300),
        ("QUIZAPP_PORT", "65536"),
        ("QUIZAPP_WORKERS", "0"),
        ("QUIZAPP_PORT", "80a"),
        ("QUIZAPP_PORT", "-1"),
        ("QUIZAPP_PORT", "8 0"),
        ("QUIZAPP_PORT", "٨٠٨٠"),
        ("QUIZAPP_ROLLOVER_HOUR", "24"),
        ("QUIZAPP_ROLLOVER_HOUR", "4.5"),
        ("QUIZAPP_HTTPS", "maybe"),
        ("QUIZAPP_RATE_LIMITS", "2"),
        ("QUIZAPP_TIMEZONE", "Middle/Earth"),
        ("QUIZAPP_TIMEZONE", "../../etc/passwd"),
        ("QUIZAPP_LANGUAGE", "klingonish"),
        ("QUIZAPP_LANGUAGE", "../de"),
        ("QUIZAPP_TRUSTED_HOSTS", "http://quiz.example.org"),
        ("QUIZAPP_TRUSTED_HOSTS", "quiz.example.org/quiz"),
        ("QUIZAPP_TRUSTED_HOSTS", "quiz.example.org 192.168.1.20"),
        ("QUIZAPP_TRUSTED_HOSTS", "*.example.org"),
        ("QUIZAPP_TRUSTED_HOSTS", "quiz.example.org,::1"),
        ("QUIZAPP_DATABASE_URL", "not an address"),
        ("QUIZAPP_DATABASE_URL", "mysql://quiz@db/quiz"),
        ("QUIZAPP_DATABASE_URL", "sqlite://"),
        ("QUIZAPP_DATABASE_URL", "sqlite:///:memory:"),
        ("QUIZAPP_DATABASE_URL", "sqlite:///quiz.db"),
        ("QUIZAPP_DATABASE_URL", "sqlite+aiosqlite:////srv/quiz.db"),
        ("QUIZAPP_DATABASE_URL", "postgresql+psycopg2://quiz@db/quiz"),
    ],
)
def test_a_wrong_value_stops_with_a_sentence_that_names_the_setting(tmp_path, name, value):
    with pytest.raises(SettingsError) as caught:
        read(tmp_path, **{name: value})
    assert name in str(caught.value)
    assert str(caught.value).endswith(".")


@given(port=st.integers(-10, 70_000))
def test_exactly_the_ports_there_are_can_be_set(port):
    environ = {"QUIZAPP_PORT": str(port), "QUIZAPP_TIMEZONE": "UTC"}
    if 1 <= port <= 65_535:
        assert read_settings(environ).port == port
    else:
        with pytest.raises(SettingsError):
            read_settings(environ)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("QUIZAPP_DATA", "~nobody-of-that-name/quiz"),
        ("QUIZAPP_BACKUPS", "~nobody-of-that-name/backups"),
        ("QUIZAPP_LOG", "~nobody-of-that-name/log"),
        ("QUIZAPP_TIMEZONE", "America"),
        ("QUIZAPP_TIMEZONE", "x" * 5_000),
        ("QUIZAPP_LANGUAGE", "x" * 5_000),
        ("QUIZAPP_PORT", "9" * 5_000),
        ("QUIZAPP_PORT", "0" * 5_000 + "1"),
        ("QUIZAPP_DATABASE_URL", "postgresql://localhost:port/quiz"),
        ("QUIZAPP_DATABASE_URL", "postgresql://[::1/quiz"),
    ],
)
def test_what_no_system_takes_is_refused_with_a_sentence(name, value):
    with pytest.raises(SettingsError, match=name):
        read_settings({"QUIZAPP_TIMEZONE": "UTC", name: value})


def test_an_unset_switch_is_its_default(tmp_path):
    settings = read(tmp_path, QUIZAPP_HTTPS="", QUIZAPP_RATE_LIMITS="", QUIZAPP_PORT="")
    assert (settings.https, settings.rate_limits, settings.port) == (False, True, 8000)


def test_the_secret_key_is_made_once_and_kept(tmp_path):
    key = read(tmp_path / "data").secret_key
    assert len(key) >= 48
    assert read(tmp_path / "data").secret_key == key
    assert read(tmp_path / "other").secret_key != key
    assert [path.name for path in (tmp_path / "data").iterdir()] == ["secret_key"]


def test_nobody_else_may_read_the_secret_key(tmp_path):
    assert read(tmp_path).secret_key
    mode = stat.S_IMODE((tmp_path / "secret_key").stat().st_mode)
    assert mode == 0o600 or sys.platform == "win32"


@pytest.mark.longer
def test_processes_that_start_at_once_agree_on_the_secret_key(tmp_path):
    program = "from quizapp.config import read_settings; print(read_settings().secret_key)"
    environ = os.environ | {"QUIZAPP_DATA": str(tmp_path), "QUIZAPP_TIMEZONE": "UTC"}
    starting = [
        subprocess.Popen([sys.executable, "-c", program], env=environ, stdout=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    keys = {process.communicate(timeout=60)[0].strip() for process in starting}
    assert len(keys) == 1
    assert len(keys.pop()) >= 48


def test_backups_lie_in_the_data_folder_or_are_switched_off(tmp_path):
    assert read(tmp_path).backups_dir == tmp_path / "backups"
    assert read(tmp_path, QUIZAPP_BACKUPS="Off").backups_dir is None


def test_a_log_lies_in_the_data_folder_or_is_switched_off_and_its_level_is_known(tmp_path):
    assert read(tmp_path).log_file == tmp_path / "logs" / "quizapp.log"
    assert read(tmp_path, QUIZAPP_LOG="no").log_file is None
    with pytest.raises(SettingsError, match="QUIZAPP_LOG_LEVEL"):
        read(tmp_path, QUIZAPP_LOG_LEVEL="loud")
