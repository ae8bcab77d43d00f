"""What pictures ask of the features above them, which they may not import: which of them are used."""

from __future__ import annotations

from blinker import Namespace

_namespace = Namespace()

used_pictures_wanted = _namespace.signal("used-pictures-wanted")
"""Sent by a session before pictures are cleared: whoever keeps texts (old ones, too) returns the names of all pictures
that stand in any of them."""
