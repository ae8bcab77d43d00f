"""What each visitor gets where banks are made, shared, reviewed and carried as files."""

from __future__ import annotations

from tests.security.rows import SIGN_IN, Row, account_holders, everybody, instructors, owners, owners_of_banks

_AUTHORING = (
    *("create_bank", "show_bank", "edit_heading", "list_topics", "copy_bank", "list_upstream", "show_upstream"),
    *("list_sources", "create_source", "edit_source"),
)


ROWS = {
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
    "GET oversight.list_bank_actions": owners_of_banks(),
    "GET oversight.export_bank_actions": owners_of_banks(),
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
}

NEEDED = {
    **{f"GET authoring.{page}": "viewer" for page in ("show_bank", "copy_bank", "list_upstream", "show_upstream")},
    **{f"GET authoring.{page}": "editor" for page in ("edit_heading", "list_topics", "preview_renaming")},
    **{f"POST authoring.{deed}": "editor" for deed in ("edit_heading", "rename_topic", "take_new")},
    **{f"POST authoring.{deed}": "editor" for deed in ("take_upstream", "keep_own")},
    "POST authoring.copy_bank": "viewer",
    **{f"GET transfer.download_{what}": "viewer" for what in ("bank", "zip")},
    "GET bank.list_members": "viewer",
    "GET oversight.list_bank_actions": "owner",
    "GET oversight.export_bank_actions": "owner",
    "POST bank.add_member": "owner",
    "POST bank.change_member": "owner",
    "POST bank.share_with_all": "owner",
    "POST bank.leave_bank": "viewer",
    "POST editorial.change_question_state": "reviewer",
    "POST editorial.add_comment": "reviewer",
}
