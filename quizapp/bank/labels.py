"""Fields of questions, what is chosen in them, facets and standings as people read them."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import gettext as _

from quizapp.kinds.messages import N_

FIELDS: Mapping[str, str] = {
    "kind": N_("Kind of question"),
    "state": N_("State"),
    "stem": N_("Question"),
    "answer": N_("Answer"),
    "answers": N_("Accepted answers"),
    "distractors": N_("Distractors"),
    "feedback": N_("Feedback"),
    "scoring": N_("How it is marked"),
    "tolerance": N_("Tolerance"),
    "tolerance_kind": N_("Kind of tolerance"),
    "unit": N_("Unit"),
    "items": N_("Items in the right order"),
    "pairs": N_("Pairs"),
    "categories": N_("Categories"),
    "text": N_("Text with gaps"),
    "front": N_("Front"),
    "back": N_("Back"),
    "reverse": N_("Reversed card, too"),
    "typed": N_("Recall is typed"),
    "explanation": N_("Explanation"),
    "teacher_note": N_("Note to teachers"),
    "sources": N_("Sources"),
    "topic": N_("Topic"),
    "actors": N_("Actors"),
    "when": N_("When it happened"),
    "event": N_("Event"),
    "facets": N_("Facets"),
    "difficulty": N_("Difficulty"),
    "standing": N_("Standing"),
    "allow": N_("Weaknesses allowed"),
}
"""Msgids of what a question holds, by the names that files have."""
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
CHOICES: Mapping[str, Mapping[str, Mapping[str, str]]] = {
    "multiple_choice": {
        "scoring": {
            "net_correct": N_("Right minus wrong, of all that are right"),
            "all_or_nothing": N_("All or nothing"),
            "each_option": N_("A share for each option"),
            "coverage": N_("Coverage times accuracy"),
        }
    },
    "true_false": {"answer": {"true": N_("true"), "false": N_("false")}},
    "short_answer": {"tolerance": {"typos": N_("Forgive a typo"), "exact": N_("Letter by letter")}},
    "numeric": {
        "tolerance_kind": {
            "nominal": N_("an absolute amount"),
            "relative": N_("a share of the answer"),
            "geometric": N_("a factor"),
        }
    },
    "ordering": {
        "scoring": {
            "pairs": N_("Share of pairs in the right order"),
            "all_or_nothing": N_("All or nothing"),
            "absolute": N_("Each in its place"),
            "longest_run": N_("Longest run in the right order"),
        }
    },
}
"""Msgids of what is chosen from a list, by kind, field and value, in the order of the editor's menus."""


def value_said(kind: str, field: str, value: object) -> object:
    """Return a choice from a list, and yes and no, in the words that the editor shows; all else as it stands."""
    if not isinstance(value, str | bool):
        return value
    words = CHOICES.get(kind, {}).get(field, {}).get(str(value).lower())
    if words is not None:
        return str(_(words))
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    return value


def label_of_facet(facet: str) -> str:
    """Return the word for a facet."""
    return str(_(FACETS[facet]))


def label_of_standing(standing: str) -> str:
    """Return the words for a standing."""
    return str(_(STANDINGS[standing]))
