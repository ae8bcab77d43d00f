"""What an export of one person's data holds, table by table: the one declared list. Pure values.

A test walks the schema: each table and each of its columns is told here or left out by name, with the reason.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from quizapp.kinds.messages import N_


class Due(StrEnum):
    """What decides whether the marked values of a row may be told yet."""

    ALWAYS = ""
    BY_ATTEMPT = "attempt"
    BY_QUESTION = "question"
    """Not while an open quiz of theirs asks it."""
    BY_ASSIGNMENT = "assignment"
    """Not while its marks are held back."""


@dataclass(frozen=True, slots=True)
class Part:
    """Rows of one table that a person is named by, or that hang on such rows."""

    path: str
    """How a row leads to its person, such as “slots.attempt_id>attempts.learner_id”."""
    title: str
    names: str
    """The columns that are told, in their order; one with a * only once it is due."""
    due: Due = Due.ALWAYS

    @property
    def table(self) -> str:
        """Return the table whose rows these are."""
        return self.path.partition(".")[0]

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the names of the columns that are told."""
        return tuple(self.names.replace("*", "").split())

    @property
    def later(self) -> frozenset[str]:
        """Return the names of those that are told only once they are due."""
        return frozenset(name[:-1] for name in self.names.split() if name.endswith("*"))


_SLOT = "slot_id>slots.attempt_id>attempts.learner_id"

PARTS = (
    Part("people.id", N_("You"), "id name sign_in_name role is_admin created_at deactivated_at shortcuts new_per_day"
         " reviews_per_day weights_id calendar erasure_asked_at password_ends_at"),
    Part("enrolments.person_id", N_("Classes that you learn in"),
         "class_id roster_name sort_name group_name joined_at left_at extra_time_percent is_borrowed"),
    Part("announcement_sightings.person_id", N_("Announcements that you have read"), "announcement_id seen_at"),
    Part("sign_in_cards.person_id", N_("Your sign-in card"), "kind made_at used_at wrong_tries"),
    Part("sign_ins.person_id", N_("Where you are signed in"),
         "browser system made_at seen_at confirmed_at ends_at ends_latest_at is_held"),
    Part("second_factors.person_id", N_("Your second factor"), "made_at"),
    Part("recovery_codes.person_id", N_("Your recovery codes"), "used_at"),
    Part("attempts.learner_id", N_("Quizzes that you took"),
         "id quiz_id started_at finished_at closes_at results_at size dropped score* terms", Due.BY_ATTEMPT),
    Part("slots.attempt_id>attempts.learner_id", N_("Questions of these quizzes"),
         "id attempt_id position version_id answers score* answered_at revealed_at dropped certainty", Due.BY_ATTEMPT),
    Part(f"responses.{_SLOT}", N_("Each answer as you gave it"),
         "slot_id at answers answered score* rule* near_miss* certainty", Due.BY_ATTEMPT),
    Part(f"late_answers.{_SLOT}", N_("Answers that came too late"), "slot_id at answers"),
    Part(f"regrade_changes.{_SLOT}", N_("Answers that were graded again"),
         "slot_id old_score* new_score* old_attempt_score* new_attempt_score*", Due.BY_ATTEMPT),
    Part("sittings.person_id", N_("Work for a class"), "assignment_id number attempt_id seen_before"),
    Part("assignment_exceptions.person_id", N_("Where your dates or attempts differ"),
         "assignment_id extra_percent extra_minutes opens_at closes_at attempts excused"),
    Part("read_passages.person_id", N_("What you have read"), "assignment_id passage read_at seconds"),
    Part("mark_decisions.person_id", N_("What teachers decided about your marks"),
         "assignment_id kind value* text* at", Due.BY_ASSIGNMENT),
    Part("grade_decisions.person_id", N_("Grades that teachers set by hand"), "class_id at"),
    Part("reports.learner_id", N_("Questions that you reported"), "question_id version_id card_id slot_id created_at"
         " reason text answers score* verdict* answer* answered_at fixed_number", Due.BY_QUESTION),
    Part("review_log.learner_id", N_("The log of your practice"), "id card_id source at day rating* score* duration_ms"
         " was_new placed_day* days* recorded_at told_at undoes_id", Due.BY_QUESTION),
    Part("memory_states.learner_id", N_("What you remember, by the model"), "card_id phase* step* stability*"
         " difficulty* last_at* last_day* due_at* due_day* interval_days* reps* lapses* credited_day* parameters",
         Due.BY_QUESTION),
    Part("card_marks.learner_id", N_("Flags and notes on your cards"),
         "card_id flag suspended_at buried_day note helped_lapses"),
    Part("card_actions.learner_id", N_("What you did with cards"), "card_id what before at day undone_at"),
    Part("review_habits.learner_id", N_("How you like to review"), "keys order"),
    Part("study_calendars.learner_id", N_("Your calendar"), "shares days_off follows_classes updated_at"),
    Part("calendar_feeds.person_id", N_("The address of your calendar"), "made_at"),
    Part("mail_addresses.person_id", N_("Your e-mail address"),
         "address pending pending_until announcements reminders"),
    Part("mails.person_id", N_("E-mails to you"), "kind announcement_id assignment_id made_at sent_at reason"),
    Part("exams.owner_id", N_("Tests that you set yourself or others"),
         "id title class_id held_on minutes_per_day for_everyone created_at removed_at"),
    Part("exam_banks.exam_id>exams.owner_id", N_("Banks of these tests"), "exam_id bank_id"),
    Part("exam_choices.learner_id", N_("What you made of tests"), "exam_id minutes_per_day follows"),
    Part("memory_fits.learner_id", N_("The memory model fitted to you"), "begun_at finished_at outcome learners reviews"
         " weights_before weights held_out of_group reverted_at"),
    Part("memory_fit_learners.learner_id", N_("Fits of groups that you were in"), "fit_id"),
    Part("saved_searches.person_id", N_("Searches that you kept"), "name query created_at"),
    Part("person_changes.person_id", N_("What admins did to your account"), "what at"),
    Part("role_changes.person_id", N_("Banks that were shared with you"), "bank_id before after at"),
    Part("staff_actions.person_id", N_("What staff did that concerns you"), "act class_id at"),
    # Work for others: what the person did, not whom it concerned.
    Part("class_teachers.person_id", N_("Classes that you teach"), "class_id role since"),
    Part("announcements.author_id", N_("Announcements that you wrote"),
         "class_id text pinned shown_until written_at edited_at withdrawn_at"),
    Part("assignments.created_by_id", N_("What you gave out"), "class_id kind title instructions settings opens_at"
         " closes_at late_until points category created_at updated_at trashed_at"),
    Part("grade_decisions.by_id", N_("Grades that you set by hand"), "class_id at"),
    Part("mark_decisions.by_id", N_("Marks that you decided on"), "assignment_id kind at"),
    Part("sign_in_cards.made_by_id", N_("Sign-in cards that you made"), "kind made_at"),
    Part("bank_members.person_id", N_("Banks that you work on"), "bank_id role"),
    Part("question_versions.author_id", N_("Questions that you wrote"), "question_id number kind title content topic"
         " level standing sources facets explanation teacher_note actors happened event note created_at"),
    Part("question_drafts.author_id", N_("Your drafts"), "bank_id question_id kind base_number fields updated_at"),
    Part("state_changes.person_id", N_("States of questions that you changed"), "question_id before after remark at"),
    Part("comments.author_id", N_("Your comments on questions"),
         "question_id number text created_at edited_at deleted_at"),
    Part("comments.resolved_by_id", N_("Threads that you settled"), "question_id resolved_at"),
    Part("reports.answered_by_id", N_("Reports that you answered"),
         "question_id verdict answer answered_at fixed_number"),
    Part("pictures.person_id", N_("Pictures that you added"), "name shows width height size created_at"),
    Part("bank_uploads.person_id", N_("Files that you sent"), "bank_key name text since sent_at"),
    Part("file_conflicts.person_id", N_("Files of yours that met other changes"), "question_id path name found_at"),
    Part("part_conflicts.person_id", N_("Files of yours that met other changes of headings"),
         "bank_id source_id path name found_at"),
    Part("bulk_operations.person_id", N_("Questions that you changed together"),
         "action said changed at undone_at left"),
    Part("bulk_operations.undone_by_id", N_("Such changes that you took back"), "action undone_at"),
    Part("regrades.person_id", N_("Answers that you had graded again"), "question_id rule reason answers changed at"),
    Part("regrades.undone_by_id", N_("Such gradings that you took back"), "question_id undone_at"),
    Part("relearns.person_id", N_("Cards that you brought back"), "question_id reason memories learners at"),
    Part("relearns.undone_by_id", N_("Such cards that you left again"), "question_id undone_at"),
    Part("kept_scores.person_id", N_("Scores that you left as they were"), "question_id at"),
    Part("kept_scores.undone_by_id", N_("Such decisions that you took back"), "question_id undone_at"),
    Part("analysis_runs.by_id", N_("Analyses that you asked for"),
         "kind title counted total done begun_at seen_at finished_at"),
    Part("memory_fits.by_id", N_("Fits of the memory model that you began"), "begun_at outcome learners reviews"),
    Part("memory_fits.reverted_by_id", N_("Fits that you took back"), "begun_at reverted_at"),
    Part("staff_actions.by_id", N_("What you did as staff"), "act class_id bank_id at"),
    Part("person_changes.by_id", N_("What you did to accounts"), "what at"),
    Part("retention_runs.by_id", N_("When you let go what is kept no longer"), "at figures backup"),
    Part("erasures.by_id", N_("Erasures that you did"), "at number way"),
    Part("role_changes.by_id", N_("Banks that you shared"), "bank_id before after at"),
)  # fmt: skip
