"""The audit of dependencies fails on what is known and not let pass, and says loudly what nobody could tell."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path

from tests import dependency_audit
from tests.dependency_audit import LET_PASS, REQUIREMENTS, Looked, judge, pins_of, read_let_pass, read_report

TODAY = date(2026, 11, 26)
BAD = ("GHSA-1", "zope", "2.0")
PINS = {"zope==1.0", "Flask_Login==2.0", "other==3"}
REPORT = json.dumps(
    {
        "dependencies": [
            {"name": "zope", "version": "1.0", "vulns": [{"id": "GHSA-1", "fix_versions": ["2.0"]}]},
            {"name": "flask-login", "version": "2.0", "vulns": []},
            {"name": "other", "skip_reason": "Dependency not found"},
        ]
    }
)


def test_all_pins_of_a_lock_file_are_read():
    lock = 'alembic==1.20.1 \\\n    --hash=sha256:00\npsycopg[binary]==3.3 ; sys_platform == "win32" \\\n'
    assert pins_of(lock) == {"alembic==1.20.1", "psycopg[binary]==3.3"}
    for path in REQUIREMENTS.glob("*.lock"):
        text = path.read_text(encoding="utf-8")
        assert len(pins_of(text)) == sum("==" in line and not line.startswith(" ") for line in text.splitlines())


def test_a_report_tells_what_is_vulnerable_and_what_was_not_answered():
    looked = read_report(REPORT, PINS)
    assert looked == Looked(frozenset({BAD}), frozenset(PINS), frozenset({"other==3"}))


def test_a_known_vulnerability_fails_unless_it_is_let_pass():
    looked = Looked(frozenset({BAD}), frozenset({"zope==1.0"}))
    assert judge(looked, set(), []).fails
    assert judge(looked, set(), []).lines[0] == "VULNERABLE: zope: GHSA-1; mended in: 2.0"
    assert not judge(looked, {"GHSA-1"}, []).fails
    assert not judge(Looked(asked=frozenset(PINS)), set(), []).fails


def test_what_nobody_answers_for_is_loud_and_does_not_fail():
    verdict = judge(Looked(asked=frozenset(PINS), unanswered=frozenset(PINS)), set(), [])
    assert not verdict.fails
    assert "NOT AUDITED: 3 of 3 locked packages" in "\n".join(verdict.lines)


def test_letting_pass_needs_a_reason_and_ends():
    text = """
    [[vulnerability]]
    id = "A"
    until = 2026-12-31
    reason = "Not used."
    [[vulnerability]]
    id = "B"
    until = 2026-11-01
    reason = "Not used."
    [[vulnerability]]
    id = "C"
    until = 2027-12-31
    reason = "Not used."
    [[vulnerability]]
    id = "D"
    until = 2026-12-31
    """
    passing, wrong = read_let_pass(text, TODAY)
    assert passing == {"A"}
    assert [line[0] for line in wrong] == ["B", "C", "D"]
    assert judge(Looked(), passing, wrong).fails


def test_the_list_of_this_project_can_be_read():
    assert read_let_pass(LET_PASS.read_text(encoding="utf-8"), TODAY)[1] == []


def test_where_no_source_answers_each_is_asked_about_one_package_alone(tmp_path, monkeypatch):
    asked = tmp_path / "asked"
    silent = tmp_path / "silent"
    silent.write_text(f"#!/bin/sh\necho \"$@\" >> '{asked}'\nexit 1\n", encoding="utf-8")
    silent.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(silent))
    looked = dependency_audit.audit(PINS)
    assert looked.unanswered == frozenset(PINS)
    assert len(Path(asked).read_text(encoding="utf-8").splitlines()) == len(dependency_audit.SOURCES)


def test_a_source_that_answers_is_asked_about_everything(tmp_path, monkeypatch):
    answering = tmp_path / "answering"
    answering.write_text(f"#!/bin/sh\ncat <<'END'\n{REPORT}\nEND\nexit 1\n", encoding="utf-8")
    answering.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(answering))
    looked = dependency_audit.audit(PINS - {"other==3"})
    assert (looked.unanswered, looked.found) == (frozenset(), frozenset({BAD}))
