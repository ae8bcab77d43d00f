"""What banks tell the features above them, which they may not import: files come in, and files go out."""

from __future__ import annotations

from typing import NamedTuple

from blinker import Namespace

_namespace = Namespace()


class Note(NamedTuple):
    """A line for whoever loads files."""

    line: str
    is_remark: bool = False
    """Whether somebody should look at it: such lines go to stderr."""


files_loaded = _namespace.signal("files-loaded")
"""Sent by the ReadFiles whose banks were loaded: session=…, now=…; whoever has files of their own among them loads
these, flushing and never committing, and returns a list of Notes."""

banks_dumped = _namespace.signal("banks-dumped")
"""Sent by the session of a dump of all banks: whoever has files of their own returns a list of (path, text)."""

uses_wanted = _namespace.signal("uses-wanted")
"""Sent by a session that looks for unused questions: whoever asks questions of learners returns a list of selects of
the ids of those that were asked."""

marks_wanted = _namespace.signal("marks-wanted")
"""Sent by a session that looks for questions with a mark: mark="flagged" or "commented"; whoever knows it returns a
list of selects of the ids of the questions that have it."""
