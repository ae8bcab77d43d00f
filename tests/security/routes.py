"""Every route with what each visitor may do there. A route without a row fails the tests: decide, then add it."""

from __future__ import annotations

from datetime import timedelta

# Loaded by conftest before this module: tests are no packages.
from security_rows import SIGN_IN, Row, account_holders, admins, everybody, instructors, owners, owners_of_banks

from quizapp.clock import utcnow

VISITORS = ("anonymous", "guest", "student", "instructor")
UNKNOWN_ID = 999_999

_SOURCES = {"sources": "a#p1", "topic": "birds", "facets": "claim", "difficulty": "1", "standing": "reported"}
_TYPED = {"stem": "Type another name.", "answers-0": "wren", "explanation": "So it is.", "tolerance": "typos"}
_TYPED |= {"save": "1", "base_number": "1"} | _SOURCES

_AUTHORING = (
    *("create_bank", "show_bank", "edit_heading", "list_topics", "copy_bank", "list_upstream", "show_upstream"),
    *("list_sources", "create_source", "edit_source"),
)

_EXAM = {"title": "U", "held_on": f"{utcnow() + timedelta(days=30):%Y-%m-%d}", "banks": "1", "minutes": "5"}
_OF_EVERYBODY = ("insights.show_progress", "planning.show_calendar", "planning.list_exams", "planning.create_exam")
_OF_ONES_OWN = ("insights.show_forecast", "insights.show_prediction", "planning.show_exam", "planning.edit_exam")
_FILES = ("insights.export_log_csv", "insights.export_log_json")
_WORKBENCH = ("list_questions", "list_results", "complete_search", "choose_change", "list_changes", "list_trash")
_STATISTICS = ("list_statistics", "show_quiz", "export_quiz", "show_bank", "export_bank", "show_question")
ROWS = {
    "GET insights.show_home": everybody(),
    "GET insights.explain_card": everybody(404),  # nobody in the world has rated a card yet
    **{f"GET {page}": owners() for page in _OF_ONES_OWN + _FILES},
    **{f"GET {page}": everybody() for page in _OF_EVERYBODY},
    "GET insights.show_everyone": instructors(),
    "POST memory.begin_fit": instructors(302),
    "POST memory.revert_fit": instructors(302),
    "POST memory.revert_own_fits": instructors(302),
    "POST memory.judge_predictions": instructors(302),
    "POST planning.save_calendar": everybody(302).sending(**{f"shares-{day}": "1" for day in range(7)}),
    "POST planning.create_exam": everybody(302).sending(**_EXAM),
    "POST planning.edit_exam": owners(302).sending(**_EXAM),
    **{f"POST planning.{deed}_exam": owners(302) for deed in ("remove", "restore")},
    "POST planning.choose_pace": everybody(404).sending(minutes="5"),  # one's own test has no pace of its own
    "GET ops.report_health": everybody(),
    "GET static": everybody(),
    "GET accounts.sign_in": everybody(),
    "POST accounts.sign_in": everybody(401).sending(name="nobody", password="nothing at all"),
    "GET accounts.sign_up": everybody(),
    "POST accounts.sign_up": everybody(422).sending(name="student", password="quite long enough"),
    "POST accounts.sign_out": everybody(302),
    "GET accounts.show_session": everybody(),
    "GET accounts.make_first_instructor": everybody(),
    "POST accounts.make_first_instructor": everybody(422).sending(name="instructor", password="quite long enough"),
    "GET accounts.show_settings": everybody(),
    "POST accounts.show_settings": everybody(302).sending(new_per_day="5", reviews_per_day="50"),
    "GET accounts.change_password": account_holders(),
    "POST accounts.change_password": account_holders(422).sending(
        current="not this one", password="quite long enough", again="quite long enough"
    ),
    "GET quizzes.choose_practice": everybody(),
    "POST quizzes.start_practice": everybody(302).sending(size="1", feedback="at_once"),
    "POST quizzes.start_ready_quiz": everybody(302),
    "GET quizzes.list_attempts": everybody(),
    "GET quizzes.show_attempt": owners(302),
    "GET quizzes.show_slot": owners(),
    "POST quizzes.submit_answer": owners(302).sending(answer="sparrow"),
    "POST quizzes.reveal_back": owners(302).sending(answer="sparrow"),
    "POST quizzes.finish_attempt": owners(302),
    "POST quizzes.practise_missed": owners(302),
    "GET review.show_next": everybody(),
    "GET review.show_answer": Row(302, 200, 200, 200),
    "POST review.begin": everybody(302),
    "POST review.rate_card": everybody(302).sending(rating="3"),
    "POST review.undo_rating": owners(302),
    "GET review.fetch_ahead": owners(),
    "GET review.show_offline": everybody(),
    "POST review.take_events": everybody(400),  # a form is no batch; tests/review/test_device_views.py sends them
    "POST review.mark_card": everybody(302).sending(deed="flag-1", note="mine"),
    "GET review.edit_note": owners(),
    "GET review.help_with_card": owners(),
    "GET review.list_marked": owners(),
    "GET review.choose_study": owners(),
    "GET review.study_next": owners(),
    "GET review.study_answer": owners(),
    "POST review.cram_card": owners(302).sending(rating="3"),
    "GET review.show_backlog": owners(),
    "POST review.spread_backlog": owners(302).sending(per_day="9"),
    "POST review.undo_backlog": owners(302),
    "GET review.show_habits": owners(),
    "POST review.keep_habits": owners(302).sending(undo="z"),
    **{f"GET authoring.{page}": instructors() for page in _AUTHORING},
    "GET authoring.preview_renaming": instructors(422),  # no topic is named
    **{f"POST authoring.{it}": instructors(302) for it in ("take_new", "take_upstream", "keep_own", "move_source")},
    "POST authoring.create_bank": instructors(302).sending(title="Made by test", language="en"),
    "POST authoring.edit_heading": instructors(302).sending(title="Renamed by test", language="en"),
    "POST authoring.rename_topic": instructors(302).sending(old="birds", new="renamed-by-test"),
    "POST authoring.copy_bank": instructors(302).sending(title="Copied by test", language="en"),
    "POST authoring.create_source": instructors(302).sending(title="Made by test", passages="p1: A passage"),
    "POST authoring.edit_source": instructors(302).sending(title="Renamed by test", passages="p1\np2\np3"),
    "POST authoring.remove_source": instructors(422),
    "GET pictures.list_pictures": instructors(),
    "GET pictures.add_picture": instructors(),
    "POST pictures.add_picture": instructors(422).sending(shows="A picture that was not sent along"),
    "GET pictures.show_picture": instructors(),
    "GET pictures.send_picture": everybody(),
    "GET explore.show_timeline": everybody(),
    "GET explore.list_sources": everybody(),
    "GET explore.show_source": everybody(),
    "GET explore.list_actors": everybody(),
    "GET explore.show_coverage": instructors(),
    **{f"GET analysis.{page}": instructors() for page in _STATISTICS},
    "GET accounts.list_people": admins(),
    "GET accounts.show_person": admins(),
    "POST accounts.change_person": admins(),
    "POST accounts.reset_password": admins(),
    "GET transfer.show_anki": account_holders(),
    "GET transfer.download_package": account_holders(),
    "POST transfer.upload_package": Row(SIGN_IN, SIGN_IN, 403, 404),  # no bank is named
    "GET transfer.download_bank": instructors(),
    "GET transfer.download_zip": instructors(),
    "GET transfer.upload_bank": instructors(),
    "POST transfer.upload_bank": instructors(422),
    "GET transfer.show_upload": instructors(),
    "POST transfer.apply_upload": instructors(302),
    "POST transfer.drop_upload": instructors(302),
    "GET transfer.list_conflicts": instructors(),
    "GET transfer.show_conflict": instructors(),
    "POST transfer.settle_conflict": instructors(302).sending(side="browser", seen="1"),
    "GET transfer.show_part_conflict": instructors(),
    "POST transfer.settle_part_conflict": instructors(409).sending(side="browser", seen="old"),
    "GET bank.list_banks": instructors(),
    "GET editorial.report_question": owners(302),
    "POST editorial.report_question": owners(302).sending(reason="key"),
    "GET editorial.report_card": Row(302, 200, 200, 200),
    "POST editorial.report_card": everybody(302).sending(reason="key", text="So."),
    "GET editorial.list_own_reports": everybody(),
    "GET editorial.list_reports": instructors(),
    "GET editorial.show_report": instructors(),
    "POST editorial.answer_report": instructors(302).sending(verdict="wrong", text="It is right."),
    "POST editorial.reopen_report": instructors(302),
    "GET editorial.list_waiting": instructors(),
    "POST editorial.change_question_state": instructors(302).sending(state="ready", remark="So."),
    "POST editorial.add_comment": instructors(302).sending(text="A word."),
    "POST editorial.edit_comment": instructors(302).sending(text="Another word."),
    "POST editorial.delete_comment": instructors(302),
    "POST editorial.restore_comment": instructors(404),
    "POST editorial.settle_thread": instructors(302),
    "GET bank.list_members": instructors(),
    "POST bank.add_member": owners_of_banks().sending(name="admin", role="viewer"),
    "POST bank.change_member": owners_of_banks().sending(role="reviewer"),
    "POST bank.share_with_all": owners_of_banks(),
    "POST bank.leave_bank": instructors(404),
    **{f"GET workbench.{page}": instructors() for page in _WORKBENCH},
    "POST workbench.save_search": instructors(302).sending(name="Kept by test", q="kind:matching"),
    "POST workbench.delete_search": instructors(302),
    "POST workbench.count_answers": instructors(302),
    "POST workbench.change_questions": instructors(302).sending(all="1", action="flag", expected="1"),
    "POST workbench.undo_change": instructors(302),
    **{f"GET workbench.{name}_duplicates": instructors() for name in ("list", "compare")},
    **{f"POST workbench.{name}_duplicates": instructors(302) for name in ("look_for", "merge", "dismiss")},
    "POST workbench.mark_question": instructors(302).sending(action="flag"),
    "POST workbench.trash_bank": instructors(302),
    "GET studio.show_question": instructors(),
    "GET studio.show_version": instructors(),
    "POST studio.restore_version": instructors(302),
    "GET studio.edit_question": instructors(),
    "POST studio.edit_question": instructors(302).sending(**_TYPED),
    "POST studio.save_draft": instructors().sending(**_TYPED),
    "POST studio.drop_draft": instructors(302),
    "POST studio.save_new_draft": instructors().sending(**_TYPED),
    "POST studio.drop_new_draft": instructors(302),
    "POST studio.duplicate_question": instructors(302),
    "POST studio.try_question": instructors().sending(answer="wren"),
    "POST studio.try_new_question": instructors().sending(answer="wren"),
    "GET studio.show_touches": instructors(),
    "GET studio.list_changed_keys": instructors(),
    "POST studio.regrade_question": instructors(302).sending(rule="no_loss", reason="why"),
    "GET studio.preview_regrade": instructors(),
    "GET studio.show_regrade": instructors(),
    "POST studio.undo_regrade": instructors(302),
    "POST studio.keep_scores": instructors(302),
    "POST studio.ask_again": instructors(302),
    "POST studio.relearn_question": instructors(302).sending(reason="why"),
    "POST studio.undo_relearn": instructors(302),
    "POST studio.accept_answer": instructors(302).sending(answer="sparrow"),
    "GET studio.compare_versions": instructors(),
    "GET studio.show_blame": instructors(),
    "GET studio.create_question": instructors(),
    "POST studio.create_question": instructors(302).sending(key="made-by-test", **_TYPED),
}

PERSONAL = ("attempt_id", "search_id", "operation_id", "upload_id", "exam_id")
"""Ids of things that belong to one person: with anybody else's the answer is 404."""

SHARED = (
    *("question_id", "other_id", "card_id", "number", "secret", "key", "source_key", "quiz_key", "person_id"),
    *("report_id", "comment_id", "name", "regrade_id", "relearn_id", "conflict_id", "fit_id"),
    *("rule", "part_id"),
)
"""Ids of things that belong to nobody: with an unknown one the answer is 404, for whoever may ask at all."""


NEEDED = {
    **{f"GET authoring.{page}": "viewer" for page in ("show_bank", "copy_bank", "list_upstream", "show_upstream")},
    **{f"GET authoring.{page}": "editor" for page in ("edit_heading", "list_topics", "preview_renaming")},
    **{f"POST authoring.{deed}": "editor" for deed in ("edit_heading", "rename_topic", "take_new")},
    **{f"POST authoring.{deed}": "editor" for deed in ("take_upstream", "keep_own")},
    "POST authoring.copy_bank": "viewer",
    **{f"GET transfer.download_{what}": "viewer" for what in ("bank", "zip")},
    **{f"GET analysis.{page}": "viewer" for page in _STATISTICS[3:]},
    "GET bank.list_members": "viewer",
    "POST bank.add_member": "owner",
    "POST bank.change_member": "owner",
    "POST bank.share_with_all": "owner",
    "POST bank.leave_bank": "viewer",
    "POST editorial.change_question_state": "reviewer",
    "POST editorial.add_comment": "reviewer",
    "POST workbench.mark_question": "editor",
    "POST workbench.trash_bank": "owner",
    "GET workbench.compare_duplicates": "viewer",
    **{f"POST workbench.{name}_duplicates": "editor" for name in ("merge", "dismiss")},
    "GET studio.show_question": "viewer",
    "GET studio.show_version": "viewer",
    "POST studio.restore_version": "editor",
    "GET studio.edit_question": "editor",
    "POST studio.edit_question": "editor",
    "POST studio.save_draft": "editor",
    "POST studio.drop_draft": "editor",
    "POST studio.save_new_draft": "editor",
    "POST studio.drop_new_draft": "editor",
    "GET studio.show_touches": "editor",
    "POST studio.regrade_question": "editor",
    "GET studio.preview_regrade": "editor",
    "GET studio.show_regrade": "editor",
    "POST studio.undo_regrade": "editor",
    "POST studio.keep_scores": "editor",
    "POST studio.ask_again": "editor",
    "POST studio.relearn_question": "editor",
    "POST studio.undo_relearn": "editor",
    "POST studio.accept_answer": "editor",
    "GET studio.compare_versions": "viewer",
    "GET studio.show_blame": "viewer",
    "POST studio.duplicate_question": "editor",
    "POST studio.try_question": "editor",
    "POST studio.try_new_question": "editor",
    "GET studio.create_question": "editor",
    "POST studio.create_question": "editor",
}
"""The role on a bank that each address of a bank or of a question in it needs."""


def methods_of(rule):
    return sorted(rule.methods - {"HEAD", "OPTIONS"})


def names_of_routes(app):
    return {f"{method} {rule.endpoint}" for rule in app.url_map.iter_rules() for method in methods_of(rule)}


def arguments_of(app, route):
    endpoint = route.partition(" ")[2]
    return {name for rule in app.url_map.iter_rules(endpoint) for name in rule.arguments}


def address(app, route, world, who, **other):
    """Return the address of a route with `who`'s own ids, but for those given."""
    known = {
        "attempt_id": world.attempts.get(who, world.attempts["other"]),
        "position": 1,
        "question_id": world.question_id,
        "other_id": world.other_question_id,
        "regrade_id": world.regrade_id,
        "rule": "full_marks",
        "relearn_id": world.relearn_id,
        "card_id": world.card_id,
        "number": 1,
        "secret": world.setup_secret,
        "key": world.bank_key,
        "source_key": world.source_key,
        "person_id": world.person_id,
        "report_id": world.report_id,
        "comment_id": world.comment_id,
        "quiz_key": world.quiz_key,
        "search_id": world.search_id,
        "name": world.picture_name,
        "operation_id": world.operation_id,
        "upload_id": world.upload_id,
        "conflict_id": world.conflict_id,
        "part_id": world.part_id,
        "fit_id": world.fit_id,
        "exam_id": world.exams.get(who, world.exams["other"]),
        "kind": "short_answer",
        "filename": "css/app.css",
    } | other
    wanted = {name: known[name] for name in arguments_of(app, route)}
    with app.test_request_context():
        return app.url_for(route.partition(" ")[2], **wanted)
