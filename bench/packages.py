"""(j) Anki packages of 10,000 notes: export and import, and the real anki's own in the same run.

Both write a package to a file, and both take one in until it is durable (WAL, synchronous = FULL): 10,000 notes, a card
and a review each. The cards hold the state and the memory that the review left, as anki itself leaves them: new cards
with a log, which no deck holds, spared anki a fifth of its work. Anki copies rows into three tables; we make questions
with versions that can be searched, and memories from the log. The two take turns, and each has taken in a package of a
few notes before, as a server has that works: statements that are sent for the first time take us a tenth of an import.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
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
from quizapp.collecting import without_collecting
from quizapp.db import db
from quizapp.memory.services import Learner
from quizapp.pictures.store import Store
from quizapp.scheduling.state import Rules
from quizapp.transfer.anki.exporting import Wanted, export_package
from quizapp.transfer.anki.importing import Into, import_package
from quizapp.transfer.anki.packages import open_package

NOTES, ROUNDS = 10_000, 15
HALF_AS_FAST = 2
ROOT = Path(__file__).parent.parent
PYTHON = ROOT / ".venv-anki" / "bin" / "python"
RULES = Rules(ZoneInfo("UTC"))


def main() -> None:
    """Print two rows; without anki, say so."""
    if not PYTHON.exists():
        print_row("(j) Anki packages", "not measured: run `make .venv-anki` first")
        return
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        few, path = folder / "few.apkg", folder / "theirs.apkg"
        anki = _Anki(stack, few)
        rounds = [(anki.seconds(path), _ours(folder / f"data{number}", few, path)) for number in range(ROUNDS)]
    for what in ("export", "import"):
        theirs, ours = ([seconds[what] for seconds in side] for side in zip(*rounds, strict=True))
        ratios = [one / other for one, other in zip(ours, theirs, strict=True)]
        print_row(
            f"(j) {what} of an Anki package, {NOTES:,} notes with a review each",
            f"ours {spread(ours, 2)} s",
            f"anki {spread(theirs, 2)} s",
            f"ratio {spread(ratios, 1)} {verdict(statistics.median(ratios), HALF_AS_FAST, at_least=False)}",
        )


class _Anki:
    """The real anki in a process of its own, which does what a line says and answers with a line."""

    def __init__(self, stack: ExitStack, few: Path) -> None:
        worker = str(ROOT / "tests" / "parity" / "anki_timing.py")
        asked = subprocess.Popen([str(PYTHON), worker], text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._process = stack.enter_context(asked)
        self._say(f"{NOTES}\n{few}")

    def _say(self, line: str) -> None:
        if self._process.stdin is not None:
            self._process.stdin.write(f"{line}\n")
            self._process.stdin.flush()

    def seconds(self, path: Path) -> dict[str, float]:
        """Let it export to a path, and import that; return how long each took."""
        self._say(str(path))
        said: dict[str, float] = json.loads(self._process.stdout.readline() if self._process.stdout else "{}")
        return said


def _ours(folder: Path, few: Path, path: Path) -> dict[str, float]:
    app = make_app(folder)
    with app.app_context():
        session, store = db.session(), Store(folder / "pictures")
        somebody, other = _prepared(session, "few")
        _take_in(session, store, few, other, somebody)
        learner, bank = _prepared(session, "anki")
        taken = _timed(partial(_take_in, session, store, path, bank, learner))
        wanted = Wanted(learner, (bank.key,))
        written = _timed(partial(_write_out, session, store, folder / "ours.apkg", wanted))
        session.rollback()
    _close(app)
    return {"export": written, "import": taken}


@without_collecting()  # as the page and the command do
def _take_in(session: Session, store: Store, path: Path, bank: Bank, learner: Learner) -> None:
    import_package(session, store, open_package(path.read_bytes()), Into(bank), learner, now=utcnow())
    session.commit()


def _write_out(session: Session, store: Store, path: Path, wanted: Wanted) -> None:
    path.write_bytes(export_package(session, store, wanted, now=utcnow()))


def _prepared(session: Session, key: str) -> tuple[Learner, Bank]:
    person = create_account(session, Credentials(f"Learner of {key}", "no hash"), Role.STUDENT, now=utcnow())
    bank = Bank(key=key, title=key, created_at=utcnow())
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
