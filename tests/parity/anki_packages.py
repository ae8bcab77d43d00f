"""Let the real anki package import and export packages: JSON in, JSON out, a process of its own, never imported."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from anki import deck_config_pb2
from anki.collection import Collection, ExportAnkiPackageOptions, ImportAnkiPackageOptions, ImportAnkiPackageRequest

FIELDS = "nid, ord, type, queue, due, ivl, reps, lapses, data"


def main():
    """Do what is asked in a folder, and say what is in the collection then."""
    asked = json.load(sys.stdin)
    folder = Path(asked["folder"])
    col = Collection(str(folder / "collection.anki2"))
    col.set_config("rollover", asked["rollover"])
    if asked.get("make"):
        make_notes(col)
    switch_fsrs_on(col)
    for path in asked.get("import", ()):
        options = ImportAnkiPackageOptions(with_scheduling=True, merge_notetypes=True)
        col.import_anki_package(ImportAnkiPackageRequest(package_path=path, options=options))
    for path, legacy in asked.get("export", ()):
        options = ExportAnkiPackageOptions(
            with_scheduling=True, with_deck_configs=False, with_media=True, legacy=legacy
        )
        col.export_anki_package(out_path=path, options=options, limit=None)
    json.dump(report(col), sys.stdout)
    col.close()


def switch_fsrs_on(col):
    """Use FSRS with the default weights."""
    current = col.decks.get_deck_configs_for_update(1)
    config = current.all_config[0].config
    config.config.desired_retention = 0.9
    request = deck_config_pb2.UpdateDeckConfigsRequest(target_deck_id=1, configs=[config], fsrs=True)
    request.limits.CopyFrom(current.current_deck.limits)
    col.decks.update_deck_configs(request)


def make_notes(col):
    """Add a note of each type that comes with anki, and rate the first one."""
    fields = {
        "Basic": ("<b>Capital</b> of Armenia", "Yerevan"),
        "Basic (and reversed card)": ("one", "eins"),
        "Basic (type in the answer)": ("Name it", "wren"),
        "Cloze": ("{{c1::Anna}} met {{c2::Bert::who}} in {{c1::May}}", "They met."),
        "Image Occlusion": ("{{c1::image-occlusion:rect:left=.1:top=.1:width=.1:height=.1}}", "<img src=a.png>"),
    }
    for name, values in fields.items():
        note = col.new_note(col.models.by_name(name))
        for place, value in enumerate(values):
            note.fields[place] = value
        note.tags = ["a::b"]
        col.add_note(note, 1)
    (folder := Path(col.media.dir())).mkdir(exist_ok=True)
    (folder / "a.png").write_bytes(b"no picture")


def report(col):
    """Return the day of the collection, and every note with its cards and its log."""
    notes = {
        nid: {"guid": guid, "fields": flds.split("\x1f"), "tags": tags.split(), "cards": []}
        for nid, guid, flds, tags in col.db.execute("select id, guid, flds, tags from notes")
    }
    cards = {}
    for cid, nid, *values in col.db.execute(f"select id, {FIELDS} from cards order by id"):  # noqa: S608 - our own words
        said = dict(zip(FIELDS.split(", ")[1:], values, strict=True)) | {"log": []}
        said["data"] = json.loads(said["data"] or "{}")
        cards[cid] = said
        notes[nid]["cards"].append(said)
    for cid, *row in col.db.execute("select cid, id, ease, ivl, type, time from revlog order by id"):
        cards[cid]["log"].append(row)
    return {"today": col.sched.today, "notes": list(notes.values())}


if __name__ == "__main__":
    main()
