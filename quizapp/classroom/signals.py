"""What classes tell the features above them, which they may not import."""

from __future__ import annotations

from blinker import Namespace

_namespace = Namespace()

extra_time_changed = _namespace.signal("extra-time-changed")
"""Sent by a class's id when a student's extra time is another one: session=…, now=…; whoever lets students work against
time follows, flushing and never committing."""

announcement_written = _namespace.signal("announcement-written")
"""Sent by an announcement when it is new to everybody: session=…, now=…; whoever brings it to people by other ways
follows, flushing and never committing."""
