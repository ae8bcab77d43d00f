"""What accounts tells the features above it, which it may not import."""

from __future__ import annotations

from blinker import Namespace

_namespace = Namespace()

guest_signed_in = _namespace.signal("guest-signed-in")
"""Sent by a guest's person id when they sign in to an account: session=…, person_id=…, now=…; whoever keeps rows of
learners carries them over, flushing and never committing."""

person_made = _namespace.signal("person-made")
"""Sent by a person who is about to be stored: session=…; whoever keeps settings of learners sets where they begin."""
