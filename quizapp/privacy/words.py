"""The words by which the readable page of an export tells columns, and numbers that stand for words.

In the JSON columns keep their own names, and numbers stay (docs/privacy.md).
"""

from __future__ import annotations

from quizapp.editorial.forms import REASONS, VERDICTS
from quizapp.kinds.messages import N_
from quizapp.review.marks import FLAGS

HEADINGS = {
    "figures": N_("Figures"), "backup": N_("Backup"),
    "address": N_("Address"), "announcements": N_("Mails of announcements"), "pending": N_("Not confirmed yet"),
    "pending_until": N_("Until"), "reminders": N_("Reminders"),
    "follows_classes": N_("Follows the class"),
    "act": N_("What was done"), "browser": N_("Browser"), "confirmed_at": N_("Confirmed again"),
    "ends_at": N_("Ends unless used"), "ends_latest_at": N_("Ends at the latest"),
    "password_ends_at": N_("Password of an admin's lets in until"),
    "erasure_asked_at": N_("Asked to be erased"),
    "is_held": N_("Second factor awaited"), "system": N_("System"),
    "action": N_("Action"), "actors": N_("Actors"), "after": N_("After"), "announcement": N_("Announcement of"),
    "answer": N_("Answer"), "answered": N_("Answered"), "answered_at": N_("Answered on"), "answers": N_("Answers"),
    "asked": N_("What was asked"), "assignment": N_("Assignment"), "at": N_("When"), "attempt_id": N_("Quiz number"),
    "attempts": N_("Attempts"), "bank": N_("Bank"), "bank_key": N_("Bank"), "base_number": N_("From version"),
    "before": N_("Before"), "begun_at": N_("Began"), "buried_day": N_("Put off on day"), "calendar": N_("Calendar"),
    "card": N_("Card of"), "category": N_("Category"), "certainty": N_("How sure"), "changed": N_("Changed"),
    "class": N_("Class"), "closes_at": N_("Closes"), "content": N_("Content"), "counted": N_("What counts"),
    "created_at": N_("Made"), "credited_day": N_("Credited on day"), "day": N_("Day"), "days": N_("Days"),
    "days_off": N_("Days off"), "deactivated_at": N_("Deactivated"), "deleted_at": N_("Deleted"),
    "difficulty": N_("Difficulty"), "done": N_("Done"), "dropped": N_("Not counted"), "due_at": N_("Due"),
    "due_day": N_("Due on day"), "duration_ms": N_("Milliseconds"), "edited_at": N_("Edited"), "event": N_("Event"),
    "exam": N_("Test"), "excused": N_("Excused"), "explanation": N_("Explanation"),
    "extra_minutes": N_("Extra minutes"), "extra_percent": N_("Extra time, percent"),
    "extra_time_percent": N_("Extra time, percent"), "facets": N_("Facets"), "fields": N_("Fields"),
    "finished_at": N_("Finished"), "fit_id": N_("Fit number"), "fixed_number": N_("Mended by version"),
    "flag": N_("Flag"), "follows": N_("Followed"), "for_everyone": N_("For everyone"), "found_at": N_("Found"),
    "group_name": N_("Group"), "happened": N_("Happened"), "height": N_("Height"), "held_on": N_("Held on"),
    "held_out": N_("Check figures"), "helped_lapses": N_("Helped at lapses"), "id": N_("Number"),
    "instructions": N_("Instructions"), "interval_days": N_("Interval, days"), "is_admin": N_("Admin"),
    "is_borrowed": N_("Account made elsewhere"),
    "joined_at": N_("Joined"), "keys": N_("Keys"), "kind": N_("Kind"), "lapses": N_("Lapses"),
    "last_at": N_("Last time"), "last_day": N_("Last day"), "late_until": N_("Late until"),
    "learners": N_("Learners"), "left": N_("Left out"), "left_at": N_("Left"), "level": N_("Level"),
    "made_at": N_("Made"), "memories": N_("Memories"), "minutes_per_day": N_("Minutes a day"), "name": N_("Name"),
    "near_miss": N_("Nearly right"), "new_attempt_score": N_("Points of the quiz after"),
    "new_per_day": N_("New cards a day"), "new_score": N_("Points after"), "note": N_("Note"), "number": N_("Number"),
    "of_group": N_("Of a group"), "old_attempt_score": N_("Points of the quiz before"),
    "old_score": N_("Points before"), "opens_at": N_("Opens"), "order": N_("Order"), "outcome": N_("Outcome"),
    "parameters": N_("Model"), "passage": N_("Passage"), "path": N_("File"), "phase": N_("Phase"),
    "pinned": N_("Pinned"), "placed_day": N_("Placed on day"), "points": N_("Points"), "position": N_("Place"),
    "query": N_("Search"), "question": N_("Question"), "quiz": N_("Quiz"), "rating": N_("Rating"),
    "read_at": N_("Read"), "reason": N_("Reason"), "recorded_at": N_("Received"), "remark": N_("Remark"),
    "removed_at": N_("Removed"), "reps": N_("Answers counted"), "resolved_at": N_("Settled"),
    "results_at": N_("Results shown"), "revealed_at": N_("Answer seen"), "reverted_at": N_("Taken back"),
    "reviews": N_("Reviews"), "reviews_per_day": N_("Reviews a day"), "role": N_("Role"),
    "roster_name": N_("Name in the roster"), "rule": N_("Rule"), "said": N_("What was done"), "score": N_("Points"),
    "seconds": N_("Seconds"), "seen_at": N_("Seen"), "seen_before": N_("Seen before"), "sent_at": N_("Sent"),
    "settings": N_("Settings"), "shares": N_("Share of each weekday"), "shortcuts": N_("Shortcuts"),
    "shown_until": N_("Shown until"), "shows": N_("Shows"), "sign_in_name": N_("Signs in as"), "since": N_("Since"),
    "size": N_("Size"), "slot_id": N_("Question number"), "sort_name": N_("Ordered by"), "source": N_("Source"),
    "sources": N_("Sources"), "stability": N_("Stability, days"), "standing": N_("Standing"),
    "started_at": N_("Began"), "step": N_("Step"), "suspended_at": N_("Suspended"),
    "teacher_note": N_("Note to teachers"), "terms": N_("What was agreed"), "text": N_("Text"), "title": N_("Title"),
    "told_at": N_("By your device"), "topic": N_("Topic"), "total": N_("Total"), "trashed_at": N_("In the trash"),
    "undoes_id": N_("Takes back"), "undone_at": N_("Taken back"), "updated_at": N_("Changed"), "used_at": N_("Used"),
    "value": N_("Value"), "verdict": N_("Verdict"), "was_new": N_("New then"), "way": N_("How"),
    "weights": N_("Weights"),
    "weights_before": N_("Weights before"), "weights_id": N_("Weights number"), "what": N_("What"),
    "width": N_("Width"), "withdrawn_at": N_("Withdrawn"), "written_at": N_("Written"),
    "wrong_tries": N_("Wrong tries"),
}  # fmt: skip
"""By the name under which a column is told."""

NUMBERS = {
    "rating": {1: N_("Again"), 2: N_("Hard"), 3: N_("Good"), 4: N_("Easy")},
    "certainty": {1: N_("Not very"), 2: N_("Fairly"), 3: N_("Very")},
    "flag": FLAGS,
}
"""Columns whose numbers are shown by words wherever they are chosen. 0 is none."""
CHOSEN: dict[str, dict[str, object]] = {
    "reason": {str(reason): said for reason, said in REASONS.items()},
    "verdict": {str(verdict): said for verdict, said in VERDICTS.items()},
}
"""Columns whose short names are shown by the words that people chose."""
