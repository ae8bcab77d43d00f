"""Which key does what while reviewing: Anki's, unless the learner chose others."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

USUAL: Mapping[str, str] = {
    "show": "Space",
    "again": "1",
    "hard": "2",
    "good": "3",
    "easy": "4",
    "undo": "u",
    "undo_too": "Ctrl+z",
    "bury": "-",
    "suspend": "@",
    "flag_1": "Ctrl+1",
    "flag_2": "Ctrl+2",
    "flag_3": "Ctrl+3",
    "flag_4": "Ctrl+4",
    "note": "e",
    "report": "w",
}
"""Each thing that a key does, with Anki's key where it has one."""

_KEY = re.compile(r"(?:Ctrl\+|Alt\+)?(?:\S|Space|Enter|F[1-9]|F1[0-2]|Arrow(?:Up|Down|Left|Right))")


def keys_of(chosen: Mapping[str, str]) -> dict[str, str]:
    """Return the key of everything, as a learner has them; "" where they want none."""
    return {deed: str(chosen.get(deed, usual)) for deed, usual in USUAL.items()}


def changed_keys(sent: Mapping[str, str]) -> dict[str, str]:
    """Return the keys that are other than usual, to be kept."""
    return {deed: key for deed, usual in USUAL.items() if (key := sent.get(deed, usual).strip()) != usual}


def faults_of(keys: Mapping[str, str]) -> dict[str, str]:
    """Return what does not do, by what it is for: "unknown" or "twice"."""
    often = Counter(key for key in keys.values() if key)
    twice = {deed: "twice" for deed, key in keys.items() if key and often[key] > 1}
    return twice | {deed: "unknown" for deed, key in keys.items() if key and not _KEY.fullmatch(key)}
