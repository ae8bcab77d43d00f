"""Whatever staff change is in the log of what staff did: each POST of theirs adds to it, or says here why not."""

from __future__ import annotations

import inspect
import sys

import pytest

from quizapp.db import db
from quizapp.oversight.entries import Wanted
from quizapp.oversight.queries import entries_page

pytestmark = pytest.mark.slow

LOOKS = "it only works out or previews something, for whoever looks"
OWN = "it is one's own: a kept search, an unsaved draft, an upload that was not applied"
TALK = "comments stand beside the question, each with its author and its moment, and are never lost"

NOTHING_TO_NOTE = {
    **dict.fromkeys(("analysis.analyse_quiz", "analysis.analyse_bank", "workbench.count_answers"), LOOKS),
    **dict.fromkeys(
        (
            "accounts.list_people",
            "workbench.look_for_duplicates",
            "memory.judge_predictions",
            "classroom.preview_roster",
        ),
        LOOKS,
    ),
    **dict.fromkeys(("studio.try_question", "studio.try_new_question", "accounts.list_people"), LOOKS),
    **dict.fromkeys(("workbench.save_search", "workbench.delete_search", "studio.duplicate_question"), OWN),
    **dict.fromkeys(("studio.save_draft", "studio.drop_draft", "studio.save_new_draft", "studio.drop_new_draft"), OWN),
    **dict.fromkeys(("transfer.upload_bank", "transfer.drop_upload"), OWN),
    **dict.fromkeys(("editorial.add_comment", "editorial.edit_comment", "editorial.delete_comment"), TALK),
    **dict.fromkeys(("editorial.restore_comment", "editorial.settle_thread"), TALK),
    "authoring.keep_own": "it changes nothing of the bank: one change of the original is not shown again",
    "ops.send_test_mail": "it sends an admin a mail and changes nothing",
    "editorial.reopen_report": "the report waits again, and whoever answers it next is named",
}
"""Posts of staff that the log does not tell, each with the reason."""

MORE_IS_NEEDED = {
    "privacy.erase_person_data": "erasing.erase_person",
    "privacy.run_retention": "Act.RETENTION_RUN",
    "accounts.decide_factors": "Act.FACTORS_DECIDED",
    "accounts.set_up_factor": "Act.FACTOR_SET_UP",
    "accounts.remove_factor": "Act.FACTOR_REMOVED",
    "accounts.change_person": "people.change_person",
    "accounts.reset_password": "people.reset_password",
    "authoring.take_new": "copies.take_questions",
    "authoring.take_upstream": "copies.take_over",
    "bank.add_member": "sharing.give_role",
    "bank.change_member": "sharing.give_role",
    "bank.leave_bank": "sharing.give_role",
    "bank.share_with_all": "sharing.open_to_all",
    "editorial.change_question_state": "change_state(",
    "studio.accept_answer": "near_misses.accept_answer",
    "studio.ask_again": "keeping.ask_again",
    "studio.regrade_question": "regrading.regrade_answers",
    "studio.relearn_question": "relearning.relearn_cards",
    "memory.revert_fit": "Act.FIT_REVERTED",
    "transfer.apply_upload": "Act.UPLOAD_APPLIED",
    "workbench.change_questions": "bulk.write_change",
    "assignments.copy_assignment": "Act.ASSIGNMENT_COPIED",
    "assignments.edit_exception": "Act.ASSIGNMENT_EXCEPTED",
    "assignments.give_time": "Act.ASSIGNMENT_TIMED",
    "assignments.restore_assignment": "Act.ASSIGNMENT_RESTORED",
    "classroom.apply_roster": "Act.STUDENTS_ADDED",
    "classroom.change_teacher": "Act.TEACHER_CHANGED",
    "classroom.make_cards": "card_pages.make_cards",
    "classroom.show_student": "Act.STUDENT_CHANGED",
    "classroom.move_student": "Act.STUDENT_MOVED",
    "classroom.remove_student": "Act.STUDENT_REMOVED",
    "classroom.restore_student": "Act.STUDENT_RESTORED",
    "classroom.erase_student": "Act.STUDENT_ERASED",
    "classroom.begin_fit": "Act.CLASS_FIT_BEGUN",
    "classroom.revert_fit": "Act.CLASS_FIT_REVERTED",
    "gradebook.decide_grade": "services.decide_grade",
    "gradebook.decide_mark": "services.decide_mark",
    "gradebook.regrade_class": "regrading.regrade_answers",
    "gradebook.undo_regrade": "regrading.undo_regrade",
    "planning.copy_holidays": "Act.HOLIDAYS_CHANGED",
    "pictures.add_picture": "Act.PICTURE_ADDED",
    "transfer.upload_package": "Act.UPLOAD_DECK",
    "transfer.settle_part_conflict": "Act.CONFLICT_SETTLED",
    "authoring.remove_source": "Act.SOURCE_REMOVED",
}
"""Posts that the matrix sends too little with to come to something, and what their module calls that writes the log,
or a record that the log shows."""


def entries(app):
    with app.app_context():
        found = entries_page(db.session(), Wanted(), 1_000).entries
        db.session.rollback()
    return {(entry.record, entry.id, entry.undone_at) for entry in found}


def test_what_is_declared_is_there(routes):
    declared = [*NOTHING_TO_NOTE, *MORE_IS_NEEDED]
    assert len(declared) == len(set(declared))
    assert {f"POST {endpoint}" for endpoint in declared} <= set(routes.of_staff())


def test_what_staff_change_is_in_the_log(app, act, routes, world, staff_route):
    endpoint = staff_route.partition(" ")[2]
    if endpoint in MORE_IS_NEEDED:
        view = inspect.unwrap(app.view_functions[endpoint])
        assert MORE_IS_NEEDED[endpoint] in inspect.getsource(sys.modules[view.__module__])
        return
    row, before = routes.ROWS[staff_route], entries(app)
    who = "instructor" if row.instructor != 403 else "admin"
    reply = act(who).post(routes.address(app, staff_route, world, "instructor"), row.fields)
    if endpoint in NOTHING_TO_NOTE:
        assert entries(app) == before
        return
    assert reply.status_code in {200, 302}, "send more with it in the matrix, or say in MORE_IS_NEEDED what writes it"
    assert entries(app) != before
