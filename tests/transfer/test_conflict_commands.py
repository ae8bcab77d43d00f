from __future__ import annotations

import pytest


@pytest.fixture
def in_conflict(folder, load, change, edit_here):
    """A folder whose question "one" was changed on both sides, in one field alike; "two" in different fields."""
    load(folder)
    edit_here("one", explanation="Ours.")
    edit_here("two", topic="dykes")
    change(folder / "sample.yaml", "Anna did, says the book of one.", "Theirs.")
    change(folder / "sample.yaml", "the two mill", "the second mill")
    load(folder)
    return folder


@pytest.mark.longer
def test_conflicts_are_listed_and_shown_with_three_sides(runner, in_conflict):
    listed = runner("bank", "conflicts")
    assert listed.exit_code == 1
    assert listed.stdout.splitlines() == [f"sample:{key}  {in_conflict / 'sample.yaml'}" for key in ("one", "two")]
    shown = runner("bank", "conflicts", "sample:one").stdout.splitlines()
    assert shown[1:] == [
        "  explanation",
        "    before:  Anna did, says the book of one.",
        "    file:    Theirs.",
        "    browser: Ours.",
    ]


@pytest.mark.slow
@pytest.mark.parametrize(("side", "explanation"), [("file", "Theirs."), ("browser", "Ours.")])
def test_a_conflict_is_settled_by_taking_a_side(runner, in_conflict, says, side, explanation):
    result = runner("bank", "resolve", side, "sample:one")
    assert (result.exit_code, result.stdout) == (0, f"sample:one: settled ({side}).\n")
    assert says("one").explanation == explanation
    assert "sample:one" not in runner("bank", "conflicts").stdout


@pytest.mark.longer
def test_merging_settles_what_cannot_be_doubted_and_says_what_can(runner, in_conflict, says):
    result = runner("bank", "resolve", "merge", "sample")
    assert result.exit_code == 1
    assert result.stdout == "sample:two: settled (merge).\n"
    assert result.stderr.startswith("sample:one: both changed explanation: take one side")
    assert (says("two").topic, "second" in says("two").content.stem) == ("dykes", True)


@pytest.mark.longer
def test_a_name_without_a_conflict_is_said(runner, in_conflict):
    result = runner("bank", "resolve", "file", "sample:three")
    assert (result.exit_code, result.stderr) == (1, "Error: There is no conflict of “sample:three”.\n")


@pytest.mark.longer
def test_without_conflicts_there_is_nothing_to_list(runner, folder, load):
    load(folder)
    result = runner("bank", "conflicts")
    assert (result.exit_code, result.output) == (0, "")
