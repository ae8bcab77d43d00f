"""What an export of one person's data leaves out, and why: it is said in the export itself. Pure values."""

from __future__ import annotations

from quizapp.kinds.messages import N_

_SECRET = N_("Whoever has it could sign in, or read a calendar, as you: only its hash is kept, or it is a secret.")
_TECHNICAL = N_("A number of the program's own, which says nothing about you.")
_ON_YOUR_MARKS = N_("It stands on your page of marks, where your class shows its grades.")
_OF_OTHERS = N_("It names or is about somebody else.")
_TELLS_THE_KEY = N_("The order of choices as it is stored, which would tell the right answers.")
_ELSEWHERE = N_("It stands in another table of this file.")
_OF_QUESTIONS = N_("It belongs to the question or the bank, not to you.")

COLUMNS: dict[str, str] = {
    "people.password_hash": _SECRET,
    "people.session_stamp": _SECRET,
    "sign_in_cards.secret_hash": _SECRET,
    "sign_in_cards.password_hash": _SECRET,
    "sign_ins.token_hash": _SECRET,
    "second_factors.seed": _SECRET,
    "second_factors.salt": _SECRET,
    "second_factors.last_step": _TECHNICAL,
    "recovery_codes.code_hash": _SECRET,
    "calendar_feeds.token": _SECRET,
    "mail_addresses.pending_nonce": _SECRET,
    "mail_addresses.stop_key": _SECRET,
    "mails.tries": _TECHNICAL,
    "grade_decisions.value": _ON_YOUR_MARKS,
    "grade_decisions.text": _ON_YOUR_MARKS,
    "mails.next_at": _TECHNICAL,
    "slots.arrangement": _TELLS_THE_KEY,
    "slots.key_version_id": _TELLS_THE_KEY,
    "regrade_changes.old_key_version_id": _TELLS_THE_KEY,
    "regrade_changes.new_key_version_id": _TELLS_THE_KEY,
    "regrade_changes.regrade_id": _OF_QUESTIONS,
    "assignment_exceptions.note": N_("A teacher's own note: ask them for it."),
    "analysis_runs.report": N_("Statistics about others."),
    "analysis_runs.key": _TECHNICAL,
    "analysis_runs.class_id": _TECHNICAL,
    "bank_uploads.plan": _TECHNICAL,
    "assignments.seed": _TECHNICAL,
    "assignments.copied_from_id": _TECHNICAL,
    "sittings.seed": _TECHNICAL,
    "question_versions.search_text": _ELSEWHERE,
    "question_versions.digest": _TECHNICAL,
    "question_versions.origin": _TECHNICAL,
    "question_versions.allowed": _OF_QUESTIONS,
    "question_drafts.sheet": _TECHNICAL,
    "comments.thread_id": _OF_OTHERS,
    "file_conflicts.block": _OF_QUESTIONS,
    "file_conflicts.stamp": _TECHNICAL,
    "file_conflicts.base": _OF_QUESTIONS,
    "part_conflicts.said": _OF_QUESTIONS,
    "part_conflicts.digest": _TECHNICAL,
    "part_conflicts.base": _OF_QUESTIONS,
    "regrades.version_id": _OF_QUESTIONS,
    "regrades.class_id": _OF_QUESTIONS,
    "regrades.made_version": _OF_QUESTIONS,
    "relearns.version_id": _OF_QUESTIONS,
    "relearns.first_log_id": _TECHNICAL,
    "relearns.last_log_id": _TECHNICAL,
    "kept_scores.version_id": _OF_QUESTIONS,
    "staff_actions.by_role": _ELSEWHERE,
    "staff_actions.subject_id": _TECHNICAL,
    "staff_actions.details": _TECHNICAL,
    "state_changes.number": _TECHNICAL,
    "erasures.person_id": _OF_OTHERS,
    "erasures.kept_attempts": _OF_OTHERS,
    "erasures.removed": _OF_OTHERS,
    "erasures.is_nameless": _OF_OTHERS,
}
"""Columns of exported tables that no part tells, by “table.column”; ids of rows and of events are left out besides."""

TABLES: frozenset[str] = frozenset({
    "bank_origins", "banks", "bulk_items", "cards", "class_fits", "class_holidays", "classes", "duplicate_pairs",
    "facility_counts",
    "gradebook_categories", "gradebook_items", "gradebook_rules", "heading_changes", "one_time_links", "papers",
    "passages", "prediction_summaries", "question_actors", "question_citations", "question_facets",
    "question_facilities", "question_origins", "questions", "quizzes", "ready_quizzes", "retention_rules",
    "site_settings", "sources", "synced_files",
})  # fmt: skip
"""Tables that are about questions, classes and the server: their rows are nobody's."""

SAID = (
    (N_("Your password and what keeps you signed in"), _SECRET),
    (N_("Right answers and explanations"), N_("They belong to the questions; the app shows them when they are due.")),
    (N_("Marks that are not due yet"), N_("They are shown once the quiz is over and your teacher releases them.")),
    (N_("Names of others, and what they wrote for each other"), _OF_OTHERS),
    (N_("The order in which choices were shown"), _TELLS_THE_KEY),
    (N_("Teachers' own notes"), N_("Ask your teacher for them.")),
    (N_("Backups and the log"), N_("Backups hold the same for a limited time; the log holds nothing about persons.")),
)  # fmt: skip
"""What the export says about what it leaves out: pairs of what and why."""
