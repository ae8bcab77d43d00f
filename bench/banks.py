"""(e) A bank of 10,000 questions: loading it new and again, the memory that takes, and looking for weak questions."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from flask import Flask

from bench.data import make_app
from bench.generated import generated_bank
from bench.table import print_row, spread, verdict
from quizapp.bank.loading import load_bank
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.formats.bank_yaml import parse_bank, write_bank
from quizapp.formats.base import BankDraft

QUESTIONS = 10_000
ROUNDS = 5


def load(app: Flask, draft: BankDraft) -> float:
    """Load a bank and return the processor seconds that it took."""
    begun = time.process_time()
    with app.app_context():
        load_bank(db.session(), draft, now=utcnow())
        db.session.commit()
    return time.process_time() - begun


def main() -> None:
    """Print three rows."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "generated.yaml"
        file.write_text(write_bank(generated_bank(QUESTIONS)), "utf-8")
        _print_load(Path(folder), file)
        _print_command("(e) quizapp bank load, new, whole command", ["load"], file, seconds=None, mebibytes=300)
        _print_command("(e) quizapp bank check --quality", ["check", "--quality"], file, seconds=60, mebibytes=None)


def _print_load(folder: Path, file: Path) -> None:
    begun = time.process_time()
    draft, _problems = parse_bank(file.read_text("utf-8"), file.name)
    parsing = time.process_time() - begun
    if draft is None:
        raise RuntimeError("The generated bank has problems.")
    new, again = [], []
    for number in range(ROUNDS):
        app = make_app(folder / f"data{number}")
        new.append(load(app, draft))
        again.append(load(app, draft))
    rates = [QUESTIONS / seconds for seconds in new]
    ratios = [first / second for first, second in zip(new, again, strict=True)]
    print_row(
        f"(e) loading {QUESTIONS:,} questions, parsed before",
        f"parsing/s {QUESTIONS / parsing:.0f}",
        f"new/s {spread(rates)} {verdict(statistics.median(rates), 2_000, at_least=True)}",
        f"unchanged/s {spread([QUESTIONS / seconds for seconds in again])}",
        f"ratio {spread(ratios, 1)} {verdict(statistics.median(ratios), 5, at_least=True)}",
    )


def _print_command(what: str, words: list[str], file: Path, *, seconds: int | None, mebibytes: int | None) -> None:
    """Run a command in a process of its own and print its time and its greatest memory."""
    begun = time.perf_counter()
    run = "import sys; from bench.peak import peak_mib; from quizapp.cli import main; sys.argv[0] = 'quizapp'\n"
    run += "try:\n    main()\nfinally:\n    print(peak_mib(), file=sys.stderr)"
    environ = {"QUIZAPP_DATA": str(file.parent / "data0"), "PATH": ""}
    command = [sys.executable, "-c", run, "bank", *words, str(file)]
    done = subprocess.run(command, env=environ, capture_output=True, text=True, check=False)
    took, peak = time.perf_counter() - begun, float(done.stderr.split()[-1])
    cells = [f"{took:.1f} s", f"{peak:.0f} MiB"]
    if seconds is not None:
        cells[0] += " " + verdict(took, seconds, at_least=False)
    if mebibytes is not None:
        cells[1] += " " + verdict(peak, mebibytes, at_least=False)
    print_row(what, *cells)


if __name__ == "__main__":
    main()
