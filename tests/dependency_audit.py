"""Looks every locked dependency up among known vulnerabilities: `make audit`, and a step of CI.

It fails on each that requirements/vulnerabilities.toml does not let pass, with a reason and until a day. Where nobody
can be asked, as in a building without internet, it says so loudly and does not fail: an audit that could not be made
is no fault of the code.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
import tomllib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from quizapp.clock import utcnow

ROOT = Path(__file__).parent.parent
REQUIREMENTS = ROOT / "requirements"
LET_PASS = REQUIREMENTS / "vulnerabilities.toml"
SOURCES = ("pypi", "osv")
AT_ONCE = 6
SOCKET_SECONDS, FIRST_SECONDS, ALL_SECONDS = 4, 6, 30
"""How long to wait for a source: its network, its first answer, all of them."""
LONGEST_DAYS = 180
"""How long a vulnerability may be let pass before somebody looks at it again."""


@dataclass(frozen=True)
class Looked:
    """What looking packages up came to."""

    found: frozenset[tuple[str, str, str]] = frozenset()
    """Each vulnerability: its id, the package, and the version that mends it."""
    asked: frozenset[str] = frozenset()
    unanswered: frozenset[str] = frozenset()
    """Packages of which nobody could say anything."""

    def __or__(self, other: Looked) -> Looked:
        return Looked(self.found | other.found, self.asked | other.asked, self.unanswered | other.unanswered)


@dataclass(frozen=True)
class Verdict:
    """What is to be said, and whether the audit fails."""

    lines: list[str] = field(default_factory=list)
    fails: bool = False


def pins_of(lock: str) -> set[str]:
    """Return the pins of a lock file: name==version, without hashes and markers."""
    return set(re.findall(r"^([\w.\[\]-]+==[^\s;\\]+)", lock, re.MULTILINE))


def read_report(report: str, pins: set[str]) -> Looked:
    """Return what pip-audit's JSON says of some pins; what it does not mention was not answered."""
    listed = json.loads(report)["dependencies"]
    answered = {one["name"]: one for one in listed if "skip_reason" not in one}
    names = {_name(pin): pin for pin in pins}
    found = {
        (vuln["id"], one["name"], ", ".join(vuln["fix_versions"]) or "none yet")
        for one in answered.values()
        for vuln in one["vulns"]
    }
    left = frozenset(pin for name, pin in names.items() if name not in map(_name, answered))
    return Looked(frozenset(found), frozenset(pins), left)


def _name(pin: str) -> str:
    return re.sub(r"[-_.]+", "-", pin.partition("==")[0].partition("[")[0]).lower()


def read_let_pass(text: str, today: date) -> tuple[set[str], list[str]]:
    """Return the ids that are let pass today, and what is wrong with the list."""
    passing, wrong = set(), []
    for one in tomllib.loads(text).get("vulnerability", []):
        until, reason = one.get("until"), str(one.get("reason", "")).strip()
        if not isinstance(until, date) or not reason:
            wrong.append(
                f"{one.get('id')}: say until which day (until = 2026-12-31) and for what reason it is let pass."
            )
        elif until < today:
            wrong.append(f"{one['id']}: let pass until {until}, which is over: look at it again.")
        elif (until - today).days > LONGEST_DAYS:
            wrong.append(f"{one['id']}: {until} is further away than {LONGEST_DAYS} days.")
        else:
            passing.add(one["id"])
    return passing, wrong


def judge(looked: Looked, passing: set[str], wrong: list[str]) -> Verdict:
    """Return what is said of an audit, and whether it fails."""
    bad = sorted(one for one in looked.found if one[0] not in passing)
    lines = [f"VULNERABLE: {package}: {number}; mended in: {mended}" for number, package, mended in bad] + wrong
    if looked.unanswered:
        rule, count = "!" * 78, f"{len(looked.unanswered)} of {len(looked.asked)}"
        said = [f"NOT AUDITED: {count} locked packages. No source of known vulnerabilities answers for them"]
        said += ["from here; nothing is known about them, good or bad. Run `make audit` again with internet."]
        lines += [rule, *said, rule]
    kept = len({one[0] for one in looked.found} & passing)
    answered = len(looked.asked) - len(looked.unanswered)
    lines += [f"{answered} packages looked up: {len(bad)} known vulnerabilities, {kept} more let pass."]
    return Verdict(lines, bool(bad or wrong))


def look_up(pins: set[str], source: str, seconds: float = ALL_SECONDS) -> Looked:
    """Ask one source about some pins; what does not answer in time is unanswered."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as listed:
        listed.write("\n".join(sorted(pins)))
        listed.flush()
        asked = [sys.executable, "-m", "pip_audit", "-s", source, "-f", "json", "-r", listed.name]
        more = ["--disable-pip", "--no-deps", "--progress-spinner", "off", "--timeout", str(SOCKET_SECONDS)]
        try:
            ran = subprocess.run([*asked, *more], capture_output=True, text=True, check=False, timeout=seconds)
            return read_report(ran.stdout, pins)
        except (subprocess.TimeoutExpired, ValueError, KeyError):
            return Looked(asked=frozenset(pins), unanswered=frozenset(pins))


def audit(pins: set[str]) -> Looked:
    """Ask one source after another about what is not answered yet, beginning with a single package."""
    looked = Looked(asked=frozenset(pins), unanswered=frozenset(pins))
    for source in SOURCES:
        left = sorted(looked.unanswered)
        if not left or look_up({left[0]}, source, FIRST_SECONDS).unanswered:
            continue  # nobody is there: not to be asked a hundred times
        parts = [set(left[number::AT_ONCE]) for number in range(min(AT_ONCE, len(left)))]
        with ThreadPoolExecutor(AT_ONCE) as many:
            answers = list(many.map(look_up, parts, [source] * len(parts)))
        unanswered = frozenset().union(*(one.unanswered for one in answers))
        found = looked.found.union(*(one.found for one in answers))
        looked = Looked(found, looked.asked, unanswered)
    return looked


def main() -> int:
    """Look all lock files up and say what was found."""
    pins = {pin for lock in sorted(REQUIREMENTS.glob("*.lock")) for pin in pins_of(lock.read_text(encoding="utf-8"))}
    verdict = judge(audit(pins), *read_let_pass(LET_PASS.read_text(encoding="utf-8"), utcnow().date()))
    sys.stderr.write("\n".join([*verdict.lines, ""]))
    return int(verdict.fails)


if __name__ == "__main__":
    sys.exit(main())
