"""Time the real anki package: run by the interpreter that has it, JSON in and out, never imported by quizapp."""

from __future__ import annotations

import json
import sys
import tempfile
import time
from pathlib import Path

from anki.collection import Collection, ExportAnkiPackageOptions, ImportAnkiPackageOptions, ImportAnkiPackageRequest

LOG_ROW = (
    "insert into revlog (id, cid, usn, ease, ivl, lastIvl, factor, time, type) values (?, ?, -1, 3, 5, 0, 2500, 900, 1)"
)
FIRST_MOMENT = 1_700_000_000_000


def main():
    """Make notes once, then export and import them as often as asked; write the seconds of each."""
    asked = json.load(sys.stdin)
    with tempfile.TemporaryDirectory() as folder:
        col = Collection(str(Path(folder) / "made.anki2"))
        basic = col.models.by_name("Basic")
        for number in range(asked["notes"]):
            note = col.new_note(basic)
            note["Front"], note["Back"] = f"Front of {number} with some words", f"Back of {number}"
            col.add_note(note, 1)
        for place, card in enumerate(col.db.list("select id from cards")):
            col.db.execute(LOG_ROW, FIRST_MOMENT + place * 1_000, card)
        seconds = {"export": [], "import": []}
        for number in range(asked["rounds"]):
            seconds["export"].append(timed(export, col, asked["path"]))
            other = Collection(str(Path(folder) / f"other{number}.anki2"))
            seconds["import"].append(timed(take_in, other, asked["path"]))
            other.close()
        col.close()
    json.dump(seconds, sys.stdout)


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
