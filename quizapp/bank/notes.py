"""Notes of versions that the service wrote itself: stored in English, said in the language of the page.

A note that is none of these was written by a person, or in another language, and is said as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from flask_babel import gettext as _

from quizapp.kinds.messages import N_

_NOTES = (
    N_("From an Anki package"),
    N_("Uploaded: %(name)s"),
    N_("Conflict settled: file"),
    N_("Conflict settled: browser"),
    N_("Conflict settled: merge"),
    N_("Taken from %(name)s"),
    N_("Merged with %(name)s"),
    N_("Version %(number)d restored"),
    N_("“%(answer)s” is accepted, too."),
    N_("Copied from the bank “%(title)s”"),
    N_("Taken over from version %(number)d of the original"),
    N_("Topic “%(old)s” renamed to “%(new)s”"),
    N_("bulk: merged with %(key)s"),
)
_VALUE = re.compile(r"%\\\((\w+)\\\)([sd])")


def _pattern(msgid: str) -> re.Pattern[str]:
    """Return what finds the values in a note that was made of a sentence."""
    values = _VALUE.sub(lambda found: f"(?P<{found[1]}>{r'[0-9]{1,9}' if found[2] == 'd' else '.+'})", re.escape(msgid))
    return re.compile(values, re.DOTALL)


_PATTERNS: Mapping[str, re.Pattern[str]] = {msgid: _pattern(msgid) for msgid in _NOTES}


def note_said(note: str) -> str:
    """Return a note of a version as people read it."""
    for msgid, pattern in _PATTERNS.items():
        if found := pattern.fullmatch(note):
            values = {name: int(text) if name == "number" else text for name, text in found.groupdict().items()}
            return str(_(msgid, **values))
    return note
