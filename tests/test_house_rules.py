"""The rules of the house that no linter knows: sizes, names, mirrored tests, imports, the clock."""

from __future__ import annotations

import ast
import functools
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "quizapp"
MODULES = sorted(PACKAGE.rglob("*.py"))
OURS = [*MODULES, *sorted((ROOT / "tests").rglob("*.py")), *sorted((ROOT / "bench").rglob("*.py"))]

MODULE_LINES = 300
FUNCTION_LINES = 30
VIEW_LINES = 20
VAGUE_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "managers", "tools"}

# Module names whose code is tested where it is used, each with its reason.
TESTED_BY_USE = {
    "__init__": "holds a docstring and no more",
    "__main__": "starts the command line; every test with a real server goes through it",
    "models": "rows without behaviour, tested by services, queries and migrations",
    "forms": "tested through the views that show them",
    "pages": "what templates are handed, tested through the views",
    "extensions": "objects of other libraries, tested through the application",
    "signals": "a name for an event; the listeners are tested",
}

ALLOWED_IMPORTS = {
    "grades": {"quizapp.grades"},
    "kinds": {"pydantic", "pydantic_core", "rapidfuzz", "quizapp.kinds", "quizapp.rounding"},
    "scheduling": {"pydantic", "fsrs", "numpy", "scipy", "quizapp.scheduling"},
    "psychometrics": {"quizapp.psychometrics"},
    "quality": {"rapidfuzz", "quizapp.quality", "quizapp.kinds", "quizapp.formats.base"},
    "search": {"quizapp.search", "quizapp.kinds", "quizapp.formats.base", "quizapp.formats.fields"},
    "formats": {
        "nh3",
        "openpyxl",
        "pydantic",
        "pydantic_core",
        "ruamel.yaml",
        "zstandard",
        "quizapp.formats",
        "quizapp.kinds",
    },
}

READS_TIME = {
    ("datetime", "now"),
    ("datetime", "utcnow"),
    ("datetime", "today"),
    ("date", "today"),
    ("time", "time"),
    ("time", "time_ns"),
}


def short(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@functools.cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@functools.cache
def functions_of(path: Path) -> tuple[ast.FunctionDef, ...]:
    return tuple(node for node in ast.walk(tree_of(path)) if isinstance(node, ast.FunctionDef))


def length(function: ast.FunctionDef) -> int:
    return (function.end_lineno or 0) - function.lineno + 1


def is_view(function: ast.FunctionDef) -> bool:
    targets = (node.func if isinstance(node, ast.Call) else node for node in function.decorator_list)
    return any(
        isinstance(target, ast.Attribute) and target.attr in {"get", "post", "put", "patch", "delete", "route"}
        for target in targets
    )


def imports_of(path: Path) -> Iterator[str]:
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{short(path)} imports relatively"
            yield node.module or ""


def test_the_house_is_found():
    assert len(MODULES) > 50


@pytest.mark.longer
def test_no_module_is_longer_than_three_hundred_lines():
    lengths = {short(path): len(path.read_text(encoding="utf-8").splitlines()) for path in OURS}
    assert {path: lines for path, lines in lengths.items() if lines > MODULE_LINES} == {}


@pytest.mark.longer
def test_no_function_is_longer_than_thirty_lines():
    long = [
        f"{short(path)}: {function.name} ({length(function)})"
        for path in MODULES
        for function in functions_of(path)
        if length(function) > FUNCTION_LINES
    ]
    assert long == []


def test_no_view_is_longer_than_twenty_lines():
    views = [(path, function) for path in MODULES for function in functions_of(path) if is_view(function)]
    assert len(views) > 10
    long = [f"{short(path)}: {view.name} ({length(view)})" for path, view in views if length(view) > VIEW_LINES]
    assert long == []


def test_no_module_has_a_name_that_says_nothing():
    assert [short(path) for path in OURS if path.stem in VAGUE_NAMES or path.parent.name in VAGUE_NAMES] == []


def test_every_module_says_in_its_first_line_what_lives_in_it():
    assert [short(path) for path in MODULES if not ast.get_docstring(tree_of(path))] == []


def test_packages_are_marked_by_a_docstring_and_nothing_else():
    full = [short(path) for path in MODULES if path.name == "__init__.py" and len(tree_of(path).body) != 1]
    assert full == []


def test_every_module_has_its_tests_at_the_mirrored_path():
    missing = [
        short(path)
        for path in MODULES
        if path.stem not in TESTED_BY_USE
        and not (ROOT / "tests" / path.relative_to(PACKAGE).with_name(f"test_{path.name}")).is_file()
    ]
    assert missing == []


def test_test_folders_are_no_packages():
    assert [short(path) for path in (ROOT / "tests").rglob("__init__.py")] == []


@pytest.mark.longer
def test_no_test_is_skipped_or_expected_to_fail():
    marks = re.compile(r"pytest\.(skip|importorskip|xfail|mark\.(skip|skipif|xfail))\b")
    tests = (path for path in (ROOT / "tests").rglob("*.py") if path != Path(__file__))
    assert [short(path) for path in tests if marks.search(path.read_text(encoding="utf-8"))] == []


@pytest.mark.longer
def test_a_short_word_is_missed_only_where_no_token_can_hold_it():
    """A page has tokens drawn at random, in which three letters or two digits turn up once in some thousand runs."""
    missed = re.compile(
        r"""assert (["'])[\w.]{1,4}\1 not in (?!without_tokens).*(\.text\b|page|\.data\b|headers|content\(\))"""
    )
    tests = (path for path in (ROOT / "tests").rglob("*.py") if path != Path(__file__))
    found = [f"{short(path)}: {one[0]}" for path in tests for one in missed.finditer(path.read_text(encoding="utf-8"))]
    assert found == []


@pytest.mark.parametrize("package", sorted(ALLOWED_IMPORTS))
def test_a_pure_package_imports_only_what_it_may(package):
    allowed = ALLOWED_IMPORTS[package]
    strangers = {
        f"{short(path)}: {name}"
        for path in (PACKAGE / package).rglob("*.py")
        for name in imports_of(path)
        if name.split(".")[0] not in sys.stdlib_module_names
        and not any(name == one or name.startswith(f"{one}.") for one in allowed)
    }
    assert strangers == set()


@pytest.mark.longer
def test_migrations_import_nothing_of_the_application():
    paths = sorted((ROOT / "migrations").rglob("*.py"))
    assert paths
    assert [short(path) for path in paths if any(name.startswith("quizapp") for name in imports_of(path))] == []


@pytest.mark.longer
def test_only_the_clock_reads_the_time():
    readers = {
        short(path)
        for path in MODULES
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name | ast.Attribute)
        and (getattr(node.value, "attr", getattr(node.value, "id", "")), node.attr) in READS_TIME
    }
    assert readers == {"quizapp/clock.py"}


def services_and_queries() -> list[Path]:
    """The modules that are services or queries, by their names or by what they say of themselves."""
    says_so = re.compile(r"(Services|Queries|Looking up)\b")
    named = {"services", "queries"}
    return [one for one in MODULES if one.stem in named or says_so.match(ast.get_docstring(tree_of(one)) or "")]


def test_services_and_queries_are_kept_from_the_web_by_a_contract():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = {one["id"]: one for one in project["tool"]["importlinter"]["contracts"]}
    kept = set(contracts["no-web-below-views"]["source_modules"])
    modules = {".".join(path.relative_to(ROOT).with_suffix("").parts) for path in services_and_queries()}
    assert [one for one in sorted(modules - kept) if not one.endswith((".queries", ".services"))] == []


def test_services_and_queries_never_commit():
    modules = services_and_queries()
    assert modules
    commits = re.compile(r"\.commit\(")
    assert [short(path) for path in modules if commits.search(path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize("name", ["run", "dev", "anki"])
def test_a_lock_file_pins_everything_by_hash_and_names_no_host(name):
    lock = (ROOT / "requirements" / f"{name}.lock").read_text(encoding="utf-8")
    assert "://" not in lock
    assert not re.search(r"^--?\w", lock, re.MULTILINE)
    requirements = [line for line in lock.splitlines() if line and not line.startswith((" ", "#"))]
    assert requirements
    assert [line for line in requirements if not re.match(r"[\w.-]+==\S+ (;.+ )?\\$", line)] == []


def test_the_run_lock_holds_every_dependency():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lock = (ROOT / "requirements" / "run.lock").read_text(encoding="utf-8")
    locked = set(re.findall(r"^([\w.-]+)==", lock, re.MULTILINE))
    assert {re.split(r"[\[>=<]", name)[0].replace(".", "-") for name in project["dependencies"]} - locked == set()
