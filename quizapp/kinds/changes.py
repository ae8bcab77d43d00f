"""What an edit changes in a question: its key, its cards, and how answers to the old one are said in the new one."""

from __future__ import annotations

from quizapp.kinds.base import CardFace, Content
from quizapp.kinds.fields import Answers
from quizapp.kinds.messages import ContentError
from quizapp.kinds.sameness import same_texts, same_wording, successors

ALTERNATIVES = " / "
"""What stands between accepted answers on a card's back."""


def key_changed(old: Content, new: Content) -> bool:
    """Tell whether some answers are marked otherwise now, by the kind's own notion of its key."""
    return type(old) is not type(new) or not new.same_key(old)


def carried_answers(old: Content, new: Content, answers: Answers) -> Answers | None:
    """Return answers given to an old content in the terms of a new one; None where they cannot be said in it."""
    if type(old) is not type(new):
        return None
    if not any(answers):
        return ()
    try:
        carried = new.carry(answers, old)
        return None if carried is None else new._checked(carried)  # noqa: SLF001 - of the same package
    except (ContentError, ValueError, IndexError):
        return None  # kept under rules that have changed since


def changed_backs(old: Content, new: Content) -> tuple[CardFace, ...]:
    """Return the cards, by their new faces, that ask the same as before and want another answer."""
    before = {face.key: face for face in old.cards()}
    names = {after: former for former, after in renamed_cards(old, new).items()}
    pairs = ((before.get(names.get(face.key, face.key)), face) for face in new.cards())
    return tuple(face for was, face in pairs if was is not None and not _wants_the_same(was.back, face.back))


def _wants_the_same(old: str, new: str) -> bool:
    """Tell whether who learnt an old back is still right: its first alternative, or all lines of a list."""
    if "\n" in old or "\n" in new:
        return same_texts(old.splitlines(), new.splitlines())
    return bool(successors([old.split(ALTERNATIVES, maxsplit=1)[0]], new.split(ALTERNATIVES)))


def renamed_cards(old: Content, new: Content) -> dict[str, str]:
    """Return the cards whose key changed though they ask and want the same but for slips, as old key → new key.

    A key is a digest of what a card asks, so that a slip that is corrected gives another one.
    """
    after = {face.key: face for face in new.cards()}
    lost = [face for face in old.cards() if face.key not in after]
    fresh = [face for face in after.values() if face.key not in {face.key for face in old.cards()}]
    found: dict[str, str] = {}
    for face in lost:
        same = next((one for one in fresh if one.key not in found.values() and _is_same_card(face, one)), None)
        if same is not None:
            found[face.key] = same.key
    return found


def _is_same_card(old: CardFace, new: CardFace) -> bool:
    return same_wording(old.front, new.front) and same_wording(old.back, new.back)


def corresponding_cards(gone: Content, kept: Content) -> dict[str, str]:
    """Return which cards of two questions ask the same, as key → key, where somebody says that the questions do.

    Of questions that give one card each, it is enough that both want the same.
    """
    theirs, mine = gone.cards(), kept.cards()
    if len(theirs) == len(mine) == 1:
        same = _wants_the_same(theirs[0].back, mine[0].back) or _wants_the_same(mine[0].back, theirs[0].back)
        return {theirs[0].key: mine[0].key} if same else {}
    found: dict[str, str] = {}
    for face in theirs:
        free = (one for one in mine if one.key not in found.values())
        same_face = next((one for one in free if _asks_the_same(face, one)), None)
        if same_face is not None:
            found[face.key] = same_face.key
    return found


def _asks_the_same(face: CardFace, other: CardFace) -> bool:
    is_same_front = face.key == other.key or same_wording(face.front, other.front)
    return is_same_front and _wants_the_same(face.back, other.back)
