"""What each visitor gets where questions are listed, edited and judged by their statistics."""

from __future__ import annotations

from tests.security.rows import instructors

_SOURCES = {"sources": "a#p1", "topic": "birds", "facets": "claim", "difficulty": "1", "standing": "reported"}
_TYPED = {"stem": "Type another name.", "answers-0": "wren", "explanation": "So it is.", "tolerance": "typos"}
_TYPED |= {"save": "1", "base_number": "1"} | _SOURCES
_WORKBENCH = ("list_questions", "list_results", "complete_search", "choose_change", "list_changes", "list_trash")
_STATISTICS = ("list_statistics", "show_quiz", "export_quiz", "show_bank", "export_bank", "show_question")

ROWS = {
    **{f"GET analysis.{page}": instructors() for page in _STATISTICS},
    **{f"GET analysis.{page}_assignment": instructors() for page in ("show", "export")},
    **{f"POST analysis.analyse_{what}": instructors(302) for what in ("quiz", "bank")},
    **{f"GET analysis.{page}_run": instructors(404) for page in ("show", "export")},  # the run at hand is a colleague's
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
    "GET studio.preview_acceptance": instructors(404),
    "POST studio.accept_answer": instructors(302).sending(answer="sparrow"),
    "GET studio.compare_versions": instructors(),
    "GET studio.show_blame": instructors(),
    "GET studio.create_question": instructors(),
    "POST studio.create_question": instructors(302).sending(key="made-by-test", **_TYPED),
}

NEEDED = {
    **{f"GET analysis.{page}": "viewer" for page in _STATISTICS[3:]},
    "POST analysis.analyse_bank": "viewer",
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
    "GET studio.preview_acceptance": "editor",
    "POST studio.accept_answer": "editor",
    "GET studio.compare_versions": "viewer",
    "GET studio.show_blame": "viewer",
    "POST studio.duplicate_question": "editor",
    "POST studio.try_question": "editor",
    "POST studio.try_new_question": "editor",
    "GET studio.create_question": "editor",
    "POST studio.create_question": "editor",
}
