"""Facets and standings as people read them."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import gettext as _

from quizapp.kinds.messages import N_

FACETS: Mapping[str, str] = {
    "date": N_("Date"),
    "actor": N_("Actor"),
    "cause": N_("Cause"),
    "consequence": N_("Consequence"),
    "event": N_("Event"),
    "claim": N_("Claim"),
    "place": N_("Place"),
    "treaty": N_("Treaty"),
}
"""Msgids of what a question may ask about."""
STANDINGS: Mapping[str, str] = {
    "reported": N_("stated as fact"),
    "attributed": N_("somebody’s words"),
    "opinion": N_("the author’s judgement"),
}
"""Msgids of who vouches for what a question takes as right."""


def label_of_facet(facet: str) -> str:
    """Return the word for a facet."""
    return str(_(FACETS[facet]))


def label_of_standing(standing: str) -> str:
    """Return the words for a standing."""
    return str(_(STANDINGS[standing]))
