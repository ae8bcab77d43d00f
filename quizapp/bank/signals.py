"""What banks ask the features above them, which they may not import."""

from __future__ import annotations

from blinker import Namespace

_namespace = Namespace()


uses_wanted = _namespace.signal("uses-wanted")
"""Sent by a session that looks for unused questions: whoever asks questions of learners returns a list of selects of
the ids of those that were asked."""

secrets_wanted = _namespace.signal("secrets-wanted")
"""Sent by a session that is about to hand out answers before they are asked for: learner_id=…, now=…; whoever asks
questions returns a list of selects of the ids of those whose answer is not due yet to that learner. The learner may be
a column of many ids, too, which the sender then narrows down: a select only compares it."""

sat_questions_wanted = _namespace.signal("sat-questions-wanted")
"""Sent by whoever is about to show answers that were asked for: learner_id=…, now=…, or parameters in their place;
whoever asks questions returns a select of the ids of those that an attempt of that learner asks on which marks depend,
while it is open and until its results come."""

sat_until_wanted = _namespace.signal("sat-until-wanted")
"""Sent by a session that is to say why such answers wait: learner_id=…, now=…; whoever asks questions returns a mapping
of the same ids to the moments from which the answers are due, None where nobody knows: an attempt is open."""

suspended_wanted = _namespace.signal("suspended-wanted")
"""Sent by whoever reckons when cards come: learner_id=…, an id or a column, card_id=…, a column; whoever lets learners
suspend cards returns the condition that this one is."""

marks_wanted = _namespace.signal("marks-wanted")
"""Sent by a session that looks for questions with a mark: mark="flagged", "commented" or "duplicate"; whoever knows it
returns a list of selects of the ids of the questions that have it."""
