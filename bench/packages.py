"""(j) Anki packages of 10,000 notes: export and import, and the real anki's own in the same run."""

from __future__ import annotations

import json
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from flask import Flask
from sqlalchemy.orm import Session

from bench.data import make_app
from bench.table import print_row, spread, verdict
from quizapp.accounts.models import Role
from quizapp.accounts.services import Credentials, create_account
from quizapp.bank.models import Bank
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.memory.services import Learner
from quizapp.pictures.store import Store
from quizapp.scheduling.state import Rules
from quizapp.transfer.anki_export import Wanted, export_package
from quizapp.transfer.anki_import import import_package, open_package

NOTES, ROUNDS = 10_000, 3
HALF_AS_FAST = 2
ROOT = Path(__file__).parent.parent
PYTHON = ROOT / ".venv-anki" / "bin" / "python"
RULES = Rules(ZoneInfo("UTC"))


def main() -> None:
    """Print two rows; without anki, say so."""
    if not PYTHON.exists():
        print_row("(j) Anki packages", "not measured: run `make .venv-anki` first")
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "theirs.apkg"
        theirs = _ask_anki(path)
        ours = _ours(Path(folder), path)
    for what in ("export", "import"):
        ratio = statistics.median(ours[what]) / statistics.median(theirs[what])
        print_row(
            f"(j) {what} of an Anki package, {NOTES:,} notes with a review each",
            f"ours {spread(ours[what], 2)} s",
            f"anki {spread(theirs[what], 2)} s",
            f"ratio {ratio:.1f} {verdict(ratio, HALF_AS_FAST, at_least=False)}",
        )


def _ask_anki(path: Path) -> dict[str, list[float]]:
    asked = json.dumps({"notes": NOTES, "rounds": ROUNDS, "path": str(path)})
    worker = str(ROOT / "tests" / "parity" / "anki_timing.py")
    done = subprocess.run([str(PYTHON), worker], input=asked, capture_output=True, text=True, check=True)
    said: dict[str, list[float]] = json.loads(done.stdout)
    return said


def _ours(folder: Path, path: Path) -> dict[str, list[float]]:
    seconds: dict[str, list[float]] = {"export": [], "import": []}
    for number in range(ROUNDS):
        app = make_app(folder / f"data{number}")
        with app.app_context():
            session, store = db.session(), Store(folder / "pictures")
            learner, bank = _prepared(session)
            seconds["import"].append(_timed(partial(_take_in, session, store, path, bank, learner)))
            wanted = Wanted(learner, (bank.key,))
            seconds["export"].append(_timed(partial(export_package, session, store, wanted, now=utcnow())))
            session.rollback()
        _close(app)
    return seconds


def _take_in(session: Session, store: Store, path: Path, bank: Bank, learner: Learner) -> None:
    import_package(session, store, open_package(path.read_bytes()), bank, learner, now=utcnow())
    session.commit()


def _prepared(session: Session) -> tuple[Learner, Bank]:
    person = create_account(session, Credentials("Learner", "no hash"), Role.STUDENT, now=utcnow())
    bank = Bank(key="anki", title="Anki", created_at=utcnow())
    session.add(bank)
    session.commit()
    return Learner(person.id, RULES), bank


def _timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _close(app: Flask) -> None:
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


if __name__ == "__main__":
    main()
