"""Ask the real anki package what it makes of histories of reviews: JSON in, JSON out, a process of its own.

Run by the interpreter of the environment that holds anki (AGPL), never imported by quizapp or its tests.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

from anki import deck_config_pb2
from anki.collection import Collection

BUTTONS = ("again", "hard", "good", "easy")
IN_DAYS = 2
LOG_ROW = """
insert into revlog (id, cid, usn, ease, ivl, lastIvl, factor, time, type) values (?, ?, -1, ?, ?, 0, 2500, 5000, ?)
"""


def main():
    """Read cards from standard input and write what anki says of them to standard output."""
    cards = json.load(sys.stdin)["cards"]
    with tempfile.TemporaryDirectory() as folder:
        col = Collection(str(Path(folder) / "collection.anki2"))
        col.set_config("rollover", 4)
        for card in cards:
            insert(col, card)
        switch_fsrs_on(col)
        answer = {"today_ends_at": col.sched.day_cutoff, "cards": [report(col, card["id"]) for card in cards]}
        col.close()
    json.dump(answer, sys.stdout)


def insert(col, card):
    """Put a card in with the id it is known by (anki's fuzz is seeded with it), its log, and its present state."""
    note = col.new_note(col.models.by_name("Basic"))
    note["Front"] = str(card["id"])
    col.add_note(note, 1)
    col.db.execute("update cards set id = ? where nid = ?", card["id"], note.id)
    for row_id, rating, interval, kind in card["log"]:
        col.db.execute(LOG_ROW, row_id, card["id"], rating, interval, kind)
    stored = col.get_card(card["id"])
    for name, value in card["state"].items():
        setattr(stored, name, value)
    if stored.queue == IN_DAYS:
        stored.due += col.sched.today
    col.update_card(stored)


def switch_fsrs_on(col):
    """Use FSRS with the default weights; the load balancer, which looks at other cards, is off."""
    col.set_config("loadBalancerEnabled", False)
    current = col.decks.get_deck_configs_for_update(1)
    config = current.all_config[0].config
    config.config.desired_retention = 0.9
    request = deck_config_pb2.UpdateDeckConfigsRequest(target_deck_id=1, configs=[config], fsrs=True)
    request.limits.CopyFrom(current.current_deck.limits)
    col.decks.update_deck_configs(request)


def report(col, card_id):
    """Return the memory state and what each button would lead to."""
    memory = col.compute_memory_state(card_id)
    states = col._backend.get_scheduling_states(card_id)  # anki's own reviewer asks here
    return {
        "id": card_id,
        "stability": memory.stability,
        "difficulty": memory.difficulty,
        "next": [days_or_seconds(getattr(states, button).normal) for button in BUTTONS],
    }


def days_or_seconds(state):
    """Return a next state as ["days", n] or ["seconds", n]."""
    if state.HasField("review"):
        return ["days", state.review.scheduled_days]
    learning = state.relearning.learning if state.HasField("relearning") else state.learning
    return ["seconds", learning.scheduled_secs]


if __name__ == "__main__":
    main()
