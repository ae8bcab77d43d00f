from __future__ import annotations

import pytest
import sqlalchemy as sa

from quizapp.bank.headings import Heading, change_heading
from quizapp.bank.models import Source
from quizapp.bank.sources import change_source, source_draft
from quizapp.clock import utcnow
from quizapp.formats.base import PassageDraft
from quizapp.transfer import part_conflicts
from quizapp.transfer.models import PartConflict


@pytest.fixture
def in_conflict(folder, load, change, session, bank):
    """Have the head and the source edited here, and otherwise in the files, which are loaded then."""
    load(folder)
    change_heading(session, bank(), Heading("Ours", "en", "Mills.", None), now=utcnow())
    source = session.scalars(sa.select(Source)).one()
    change_source(session, source, changed(source, title="Our book"))
    session.commit()
    change(folder / "sample.yaml", "title: A sample\ndescription: Mills.", "title: Theirs\ndescription: More mills.")
    change(folder / "sources.yaml", "about: Dykes", "about: Dams")
    change(folder / "sources.yaml", "The book of mills", "The great book of mills")
    load(folder)
    return folder


def changed(source, **fields):
    draft = source_draft(source)
    return type(draft)(**{name: getattr(draft, name) for name in draft.__dataclass_fields__} | fields | {"block": ""})


@pytest.mark.longer
def test_a_head_and_a_source_that_both_changed_are_kept_with_all_three_sides(in_conflict, session):
    head, source = part_conflicts.open_part_conflicts(session)
    assert (head.base["title"], head.said["title"], part_conflicts.said_here(head)["title"]) == (
        "A sample",
        "Theirs",
        "Ours",
    )
    assert head.said["description"] == "More mills."
    assert (source.base["passages"], source.said["passages"]) == (
        ["p1: Mills", "p2: Dykes"],
        ["p1: Mills", "p2: Dams"],
    )
    assert part_conflicts.said_here(source)["title"] == "Our book"


@pytest.mark.longer
def test_loading_again_keeps_one_of_each_and_what_is_mended_in_the_file_is_over(in_conflict, load, change, session):
    load(in_conflict)
    assert len(part_conflicts.open_part_conflicts(session)) == 2
    change(
        in_conflict / "sample.yaml", "title: Theirs\ndescription: More mills.", "title: A sample\ndescription: Mills."
    )
    load(in_conflict)
    session.expire_all()
    assert [one.bank_id for one in part_conflicts.open_part_conflicts(session)] == [None]


@pytest.mark.longer
def test_what_an_edit_here_makes_the_same_is_no_conflict_any_more(in_conflict, session, bank):
    change_heading(session, bank(), Heading("Theirs", "en", "More mills.", None), now=utcnow())
    session.flush()
    assert [one.bank_id for one in part_conflicts.open_part_conflicts(session)] == [None]
    assert part_conflicts.part_conflict_by_id(session, 99) is None


@pytest.mark.longer
def test_settled_the_file_has_been_dealt_with(in_conflict, load, session, bank, stands):
    head, source = part_conflicts.open_part_conflicts(session)
    part_conflicts.settle_part(session, head, {**head.said, "title": "Both"}, now=utcnow())
    part_conflicts.settle_part(session, source, source.said, now=utcnow())
    session.commit()
    assert (bank().title, bank().description) == ("Both", "More mills.")
    assert session.scalars(sa.select(Source)).one().passages[1].about == "Dams"
    assert session.scalar(sa.select(sa.func.count()).select_from(PartConflict)) == 0
    assert load(in_conflict).conflicts == []
    assert bank().title == "Both"
    assert stands(in_conflict) == {("sample", ""): "changed-in-browser"}


@pytest.mark.longer
def test_where_nobody_knows_what_both_began_with_there_is_no_base(in_conflict, session, bank, tmp_path, load, change):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    text = (in_conflict / "sample.yaml").read_text("utf-8").replace("title: Theirs", "title: Others")
    (elsewhere / "sample.yaml").write_text(text, "utf-8")
    bank().head_text = ""
    session.commit()
    load(elsewhere, {})
    found = [one for one in part_conflicts.open_part_conflicts(session) if "elsewhere" in one.path]
    assert [one.base for one in found] == [None]


def test_a_conflict_is_about_a_bank_or_a_source():
    with pytest.raises(ValueError, match="a bank or a source"):
        part_conflicts.said_here(PartConflict())


@pytest.mark.longer
def test_passages_are_told_apart_from_what_they_are_about(in_conflict, session):
    _head, source = part_conflicts.open_part_conflicts(session)
    fields = part_conflicts.said_here(source) | {"passages": ["p1: Mills: and more", "p2: Dykes"]}
    part_conflicts.settle_part(session, source, fields, now=utcnow())
    assert source_draft(session.scalars(sa.select(Source)).one()).passages[0] == PassageDraft("p1", "Mills: and more")
