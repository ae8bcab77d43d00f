"""Notes of Anki as questions: basic ones as flashcards, typed ones as short answers, cloze as cloze. Pure."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from hashlib import sha256
from itertools import repeat
from typing import NamedTuple

from quizapp.formats.anki.deck_cards import Deck, DeckCard, deck_cards, deck_of
from quizapp.formats.anki.html import markdown_of, without_pasted
from quizapp.formats.anki.notes import AnkiNote, NoteType
from quizapp.formats.bank_yaml import draft_of_parts
from quizapp.formats.base import QuestionDraft
from quizapp.formats.fields import CommonFields, validated
from quizapp.formats.yaml_tree import Found
from quizapp.kinds import registry
from quizapp.kinds.base import LONGEST_TEXT
from quizapp.kinds.flashcard import Flashcard
from quizapp.kinds.messages import N_, ContentProblems, Message

SOURCE = "anki-package"
PASSAGE = "p1"
OWN_TYPE = "quizapp"
"""The note type of what was exported from here; its last field names the card."""
LONGEST_KEY = 16
BOTH_WAYS = 2
FACES = 2
_TYPED, _OCCLUSION = "{{type:", "::image-occlusion:"

_CLOZE = re.compile(r"\{\{c(\d{1,3})::")
LONGEST_FIELD = 30_000
"""Signs of HTML; a question has room for a few thousand in words."""
_SLUG = re.compile(r"[^a-z0-9]+")
_OWN_WAY = N_("Its type “%(type)s” makes cards in its own way; only basic, reversed, typed and cloze notes fit.")
_NO_FACES = N_("It has no front or no back in words.")
_NO_GAP = N_("It has no gap such as {{c1::word}}, or gaps within gaps.")
_LONG = N_("One of its fields holds more than %(most)s characters.")
_TAGS, LONGEST_TAG = "Tags in Anki: ", 200
_ONE_S_OWN = {"leech", "marked"}
"""Tags by which Anki remembers what one learner thinks of a note."""
_UNFIT = N_("It does not make a sound question: %(said)s")

Tags = tuple[str, ...]
Made = tuple[dict[str, object], tuple[int, ...]]


class FromAnki(NamedTuple):
    """What became of a note that is no card of a deck in plain words."""

    key: str
    draft: QuestionDraft | None
    ords: tuple[int, ...] = ()
    """For each card of the question, which card of the note it is."""
    refusal: Message | None = None


Became = DeckCard | FromAnki


def keys_of(guids: Iterable[str]) -> list[str]:
    """Return the ids of the questions that notes become: the same each time."""
    return [f"anki-{sha256(guid.encode()).hexdigest()[:LONGEST_KEY]}" for guid in guids]


def questions_of(notes: Sequence[AnkiNote], pictures: Mapping[str, str]) -> list[Became]:
    """Return notes as questions, or why they are none.

    Most become a card of two sides in plain words, which takes a tenth of the time where a deck's are made together.
    """
    keys = keys_of([note.guid for note in notes])
    cards = _plain_cards(notes, keys)
    return [card or _question_of(note, key, pictures) for card, note, key in zip(cards, notes, keys, strict=True)]


def _plain_cards(notes: Sequence[AnkiNote], keys: Sequence[str]) -> list[DeckCard | None]:
    """Return cards of two sides in plain words, each at its note's place; None for what is no such card."""
    cards = list[DeckCard | None](repeat(None, len(notes)))
    for (name, tags), places in _basic_by_deck(notes).items():
        deck, _problem = _deck(name, "", tags)
        if deck is not None:
            faces = zip(*[notes[place].fields for place in places], strict=True)
            made = deck_cards(deck, [keys[place] for place in places], *faces)
            for place, card in zip(places, made, strict=True):
                cards[place] = card
    return cards


def _basic_by_deck(notes: Sequence[AnkiNote]) -> Mapping[tuple[str, Tags], Sequence[int]]:
    """Return the places of notes that give one card of two fields, by what they have alike: their deck and tags."""
    basic = {number for number, kind in {id(note.type): note.type for note in notes}.items() if _gives_one_card(kind)}
    found = defaultdict[tuple[str, Tags], list[int]](list)
    for place, (_guid, kind, fields, tags, deck, cards) in enumerate(notes):
        if id(kind) in basic and len(fields) == FACES and len(cards) <= 1:
            found[deck, tags].append(place)
    return found


def _gives_one_card(kind: NoteType) -> bool:
    return not kind.is_cloze and len(kind.templates) == 1 and _TYPED not in kind.templates[0][1]


def _question_of(note: AnkiNote, key: str, pictures: Mapping[str, str]) -> FromAnki:
    """Return any note as a question, or why it is none."""
    fields = [without_pasted(one) for one in note.fields]
    if max(map(len, fields), default=0) > LONGEST_FIELD:
        return FromAnki(key, None, refusal=Message(_LONG, {"most": f"{LONGEST_FIELD:,}"}))
    said = [markdown_of(one, pictures) for one in fields]
    said += [""] * (FACES - len(said))
    made = _made(note, said)
    if isinstance(made, Message):
        return FromAnki(key, None, refusal=made)
    parts, ords = made
    deck, problem = _deck(note.deck, _extra(note, said), note.tags)
    if deck is None:
        return FromAnki(key, None, refusal=problem)
    kind = str(parts.pop("kind"))
    try:
        content = registry.load(kind, parts)
    except ContentProblems as problems:
        return FromAnki(key, None, refusal=Message(_UNFIT, {"said": str(problems.problems[0].message)}))
    return FromAnki(key, replace(deck.common, key=key, kind=kind, content=content), ords)


@lru_cache(maxsize=256)
def _deck(name: str, extra: str, tags: Tags) -> tuple[Deck | None, Message | None]:
    """Return what notes of a deck with the same tags have in common, or what is wrong with it; its id is nobody's."""
    raw = {
        "id": "anki",
        "topic": _slug(name.rpartition("::")[2]) or "anki",
        "facets": ["claim"],
        "difficulty": "1",
        "standing": "reported",
        "sources": [f"{SOURCE}#{PASSAGE}"],
        "explanation": extra[:LONGEST_TEXT] or f"From the Anki deck {name.replace('::', ', ')}.",
        "teacher_note": _said_of_tags(tags),
    }
    found: Found = []
    common = validated(CommonFields, raw, found)
    if common is None:
        return None, Message(_UNFIT, {"said": str(found[0][1]) if found else ""})
    content = registry.load(Flashcard.kind, {"front": "front", "back": "back"})
    return deck_of(draft_of_parts(common.id, common, content)), None


def _said_of_tags(tags: Tags) -> str:
    """Return tags as a note to teachers, where searches find them: each as it is spelt, while there is room."""
    clean = (tag.replace("`", "").replace("\0", "") for tag in tags if tag.lower() not in _ONE_S_OWN)
    spelt = [f"`{tag}`" for tag in clean if tag and "![" not in tag and len(tag) <= LONGEST_TAG]
    said = f"{_TAGS}{', '.join(spelt)}" if spelt else ""
    return said if len(said) <= LONGEST_TEXT else f"{said[: LONGEST_TEXT - 3].rpartition(', ')[0]}, …"


def _made(note: AnkiNote, said: list[str]) -> Made | Message:
    if len(note.type.templates) > BOTH_WAYS or any(_OCCLUSION in one for one in note.fields):
        return Message(_OWN_WAY, {"type": note.type.name[:60]})
    return _cloze(said[0]) if note.type.is_cloze else _faces(note, said[0], said[1])


def _faces(note: AnkiNote, front: str, back: str) -> Made | Message:
    templates = note.type.templates
    if not front or not back:
        return Message(_NO_FACES)
    if len(templates) == 1 and _TYPED in templates[0][1]:
        return {"kind": "short_answer", "stem": front, "answers": [back.replace("*", "")]}, (0,)
    content: dict[str, object] = {"kind": "flashcard", "front": front, "back": back}
    if {card.ord for card in note.cards} == {0, 1}:
        return content | {"reverse": "true"}, (0, 1)
    return content, (0,)


def _cloze(text: str) -> Made | Message:
    pieces, answers, places, at, hint = list[str](), list[str](), list[int](), 0, ""
    while (opening := _CLOZE.search(text, at)) and (end := text.find("}}", opening.end())) >= 0:
        pieces.append(hint + text[at : opening.start()])
        answer, _colons, after = text[opening.end() : end].partition("::")
        answers.append(re.sub(r"[|~]", "/", answer).strip("* "))
        places.append(int(opening[1]) - 1)
        at, hint = end + 2, f" ({after.strip()})" if after.strip() else ""  # where the answer is asked for, too
    pieces.append(hint + text[at:])
    if not answers or any("{{" in said for said in (*pieces, *answers)):
        return Message(_NO_GAP)
    written = "".join(f"{before}{{{{{answer}}}}}" for before, answer in zip(pieces, answers, strict=False))
    return {"kind": "cloze", "text": written + pieces[-1]}, tuple(places)


def _extra(note: AnkiNote, said: list[str]) -> str:
    """Return what the note says besides front and back."""
    return "\n\n".join(text for text in said[1 if note.type.is_cloze else FACES :] if text)


def _slug(text: str) -> str:
    return _SLUG.sub("-", text.lower()).strip("-")[:60].strip("-")
