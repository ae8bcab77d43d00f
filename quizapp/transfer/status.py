"""What differs between files and database, put into words for a terminal and into JSON for programs. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from quizapp.transfer.comparing import BANK, SOURCES, FileStanding
from quizapp.transfer.states import Standing, State

WORDS = {
    State.SAME: "same",
    State.ONLY_FILE: "only in the file",
    State.ONLY_DATABASE: "only in the database",
    State.FILE: "changed in the file",
    State.BROWSER: "changed in the browser",
    State.CONFLICT: "changed in both",
}
REMOVED = {State.ONLY_FILE: "removed in the browser", State.ONLY_DATABASE: "removed from the file"}
WIDTH = max(map(len, (*WORDS.values(), *REMOVED.values())))


def words(part: Standing) -> str:
    """Return how a part stands, in a few words."""
    return REMOVED.get(part.state, WORDS[part.state]) if part.was_known else WORDS[part.state]


def as_text(found: Sequence[FileStanding]) -> str:
    """Return a line of counts for each file that differs, its parts below, and what is the same in one line."""
    lines = [line for one in found if one.differing for line in _lines(one)]
    same = sum(not one.differing for one in found)
    return "\n".join([*lines, f"{same} of {len(found)} files and banks are the same on both sides."])


def _lines(one: FileStanding) -> Iterator[str]:
    counts = Counter(map(words, one.parts))
    said = ", ".join(f"{number} {state}" for state, number in counts.items())
    yield f"{one.path or f'no file of {one.what} {one.key}'}: {said}"
    for part in one.differing:
        yield f"  {words(part):{WIDTH}}  {_name(one, part)}"


def _name(one: FileStanding, part: Standing) -> str:
    if part.key:
        return f"{SOURCES if one.what == SOURCES else one.key}:{part.key}"
    return f"{one.key} (title, language, description)" if one.what == BANK else f"{one.what} {one.key}"


def as_json(found: Sequence[FileStanding]) -> dict[str, object]:
    """Return it for programs: each file with counts by state and all parts that differ."""
    files = [
        {
            "what": one.what,
            "key": one.key,
            "path": one.path,
            "counts": dict(Counter(part.state.value for part in one.parts)),
            "differing": [
                {"key": part.key, "state": part.state.value, "was_in_both": part.was_known} for part in one.differing
            ],
        }
        for one in found
    ]
    return {"differs": any(one.differing for one in found), "files": files}
