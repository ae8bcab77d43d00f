"""Time the real anki package: run by the interpreter that has it, line by line, never imported by quizapp."""

from __future__ import annotations

import json
import sys
import tempfile
import time
from pathlib import Path

from anki.collection import Collection, ExportAnkiPackageOptions, ImportAnkiPackageOptions, ImportAnkiPackageRequest
from anki.scheduler.v3 import CardAnswer
from anki_packages import switch_fsrs_on

STATE = "type, queue, due, ivl, factor, reps, lapses, left, data"
LIKE_THE_FIRST = f"update cards set ({STATE}) = (select {STATE} from cards where id = ?)"  # noqa: S608 - our own words
LOG_ROW = """
insert into revlog (id, cid, usn, ease, ivl, lastIvl, factor, time, type)
select ?, ?, usn, ease, ivl, lastIvl, factor, time, type from revlog where cid = ? limit 1
"""
FEW = 20
FIRST_MOMENT = 1_700_000_000_000


def main():
    """Make as many notes as the first line says; for each further line, a path, export and import them once.

    The second line is a path for a package of a few notes, which each collection takes in before it is timed.
    """
    count, few = int(sys.stdin.readline()), sys.stdin.readline().strip()
    with tempfile.TemporaryDirectory() as folder:
        warming = made(Path(folder) / "few.anki2", FEW)
        export(warming, few)
        warming.close()
        col = made(Path(folder) / "made.anki2", count)
        for number, line in enumerate(sys.stdin):
            other = Collection(str(Path(folder) / f"other{number}.anki2"))
            switch_fsrs_on(other)
            take_in(other, few)
            seconds = {"export": timed(export, col, line.strip()), "import": timed(take_in, other, line.strip())}
            other.close()
            sys.stdout.write(f"{json.dumps(seconds)}\n")
            sys.stdout.flush()
        col.close()


def made(path, count):
    """Return a new collection of as many notes, each reviewed once."""
    col = Collection(str(path))
    switch_fsrs_on(col)
    basic = col.models.by_name("Basic")
    for number in range(count):
        note = col.new_note(basic)
        note["Front"], note["Back"] = f"Front of {number} with some words", f"Back of {number}"
        col.add_note(note, 1)
    review_each(col)
    return col


def review_each(col):
    """Answer one card, and give all others what that left: their state, their memory and a row of the log."""
    first, *others = col.db.list("select id from cards")
    card = col.get_card(first)
    card.start_timer()
    states = col._backend.get_scheduling_states(first)  # anki's own reviewer asks here
    col.sched.answer_card(col.sched.build_answer(card=card, states=states, rating=CardAnswer.GOOD))
    col.db.execute(LIKE_THE_FIRST, first)
    for place, other in enumerate(others):
        col.db.execute(LOG_ROW, FIRST_MOMENT + place * 1_000, other, first)


def timed(work, *arguments):
    """Return the seconds that something takes."""
    begun = time.perf_counter()
    work(*arguments)
    return time.perf_counter() - begun


def export(col, path):
    """Write a package in the current form."""
    options = ExportAnkiPackageOptions(with_scheduling=True, with_deck_configs=False, with_media=True, legacy=False)
    col.export_anki_package(out_path=path, options=options, limit=None)


def take_in(col, path):
    """Import a package with its scheduling."""
    options = ImportAnkiPackageOptions(with_scheduling=True, merge_notetypes=True)
    col.import_anki_package(ImportAnkiPackageRequest(package_path=path, options=options))


if __name__ == "__main__":
    main()
