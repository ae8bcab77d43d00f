from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import jinja2
import pytest
from flask import Flask

from quizapp.web import compiled_templates
from quizapp.web.compiled_templates import CompiledTemplates

HELLO = "Hello {{ name|louder }}"


def louder(name: str) -> str:
    return name.upper()


@pytest.fixture
def keeping(tmp_path, monkeypatch):
    """Return what makes a new environment, as a new process has one, that keeps its templates in one folder."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    (tmp_path / "hello.html").write_text(HELLO)

    def make(folder: Path = tmp_path, **filters):
        environment = jinja2.Environment(loader=jinja2.FileSystemLoader(tmp_path), autoescape=True)
        environment.filters |= {"louder": louder} | filters
        environment.bytecode_cache = CompiledTemplates(folder, environment)
        return environment

    return make


def is_kept(environment: jinja2.Environment) -> bool:
    return environment.bytecode_cache.holds(environment, "hello.html")


def hello(environment: jinja2.Environment) -> str:
    return environment.get_template("hello.html").render(name="Ani")


def kept_files(folder: Path) -> list[Path]:
    return list(folder.glob(f"{sys.implementation.cache_tag}-*"))


def test_what_a_template_was_compiled_to_is_there_for_the_next_process(keeping):
    assert not is_kept(keeping())
    assert hello(keeping()) == "Hello ANI"
    assert is_kept(keeping())
    assert hello(keeping()) == "Hello ANI"


def test_a_changed_template_is_compiled_anew_in_the_place_of_the_old_one(keeping, tmp_path):
    hello(keeping())
    (tmp_path / "hello.html").write_text("Bye {{ name }}")
    assert not is_kept(keeping())
    assert hello(keeping()) == "Bye Ani"
    assert len(kept_files(tmp_path)) == 1


def test_a_filter_that_wants_the_context_now_has_its_templates_compiled_anew(keeping):
    hello(keeping())

    @jinja2.pass_context
    def with_context(context: jinja2.runtime.Context, name: str) -> str:
        return f"{name} of {context.name}"

    assert hello(keeping(louder=with_context)) == "Hello Ani of hello.html"


def test_another_version_of_jinja_compiles_anew(keeping, monkeypatch):
    hello(keeping())
    monkeypatch.setattr(jinja2, "__version__", "99")
    assert not is_kept(keeping())


@pytest.mark.parametrize("setting", ["trim_blocks", "lstrip_blocks", "autoescape"])
def test_a_setting_that_changes_what_templates_become_has_them_compiled_anew(keeping, tmp_path, setting):
    hello(keeping())
    other = keeping()
    setattr(other, setting, not getattr(other, setting))
    other.bytecode_cache = CompiledTemplates(tmp_path, other)
    assert not is_kept(other)


def test_another_build_of_python_compiles_anew(keeping, monkeypatch):
    hello(keeping())
    monkeypatch.setattr(importlib.util, "MAGIC_NUMBER", b"other")
    assert not is_kept(keeping())


def test_a_file_that_a_bad_disk_changed_is_made_anew(keeping, tmp_path):
    hello(keeping())
    (kept,) = kept_files(tmp_path)
    whole = kept.read_bytes()
    for place in range(0, len(whole), 3):
        kept.write_bytes(whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :])
        assert not is_kept(keeping()), place
    assert hello(keeping()) == "Hello ANI"
    assert is_kept(keeping())


@pytest.mark.parametrize("left", [0, 10, 30, 100])
def test_a_file_of_which_a_power_cut_left_a_part_is_made_anew(keeping, tmp_path, left):
    hello(keeping())
    (kept,) = kept_files(tmp_path)
    kept.write_bytes(kept.read_bytes()[:left])
    assert hello(keeping()) == "Hello ANI"
    assert is_kept(keeping())


def test_a_folder_that_takes_no_files_keeps_nobody_from_a_page(keeping, tmp_path):
    nowhere = tmp_path / "hello.html" / "within-a-file"
    assert hello(keeping(nowhere)) == "Hello ANI"
    assert not is_kept(keeping(nowhere))


@pytest.mark.parametrize(("folders", "files"), [(0o755, 0o644), (0o700, 0o600)])
def test_what_one_account_compiled_another_may_read_if_it_may_read_the_folder(keeping, tmp_path, folders, files):
    tmp_path.chmod(folders)
    hello(keeping())
    (kept,) = kept_files(tmp_path)
    assert kept.stat().st_mode & 0o777 == files


def test_nothing_is_kept_where_python_keeps_nothing(keeping, tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert hello(keeping()) == "Hello ANI"
    assert not kept_files(tmp_path)


def test_the_application_keeps_its_templates_where_python_keeps_modules_of_their_folder(tmp_path, monkeypatch):
    def folder_of(prefix):
        monkeypatch.setattr(sys, "pycache_prefix", prefix)
        app = Flask("quizapp")
        compiled_templates.init_app(app)
        return Path(app.jinja_env.bytecode_cache.directory)

    assert folder_of(None) == Path(compiled_templates.__file__).parents[1] / "templates" / "__pycache__"
    assert folder_of(str(tmp_path)).is_relative_to(tmp_path)
    assert folder_of(str(tmp_path)).is_dir()
