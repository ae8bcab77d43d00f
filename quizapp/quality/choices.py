"""The options of a question, whatever its kind: keys and distractors with their places; and its typed answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from quizapp.kinds.base import Content
from quizapp.kinds.categorize import Categorize
from quizapp.kinds.cloze import Cloze
from quizapp.kinds.gaps import parse
from quizapp.kinds.matching import Matching
from quizapp.kinds.messages import Path
from quizapp.kinds.multiple_choice import MultipleChoice
from quizapp.kinds.options import Option
from quizapp.kinds.short_answer import ShortAnswer
from quizapp.kinds.single_choice import SingleChoice
from quizapp.quality.words import plain

LONGEST_NAME = 40


class Item(NamedTuple):
    """An option's words, without Markdown, and where it stands."""

    text: str
    path: Path


@dataclass(frozen=True, slots=True)
class Choice:
    """What is chosen between in one place: a whole question or a gap."""

    stem: str
    """What is asked, or what stands before the gap."""
    keys: tuple[Item, ...]
    distractors: tuple[Item, ...]

    @property
    def items(self) -> tuple[Item, ...]:
        """All options, the keys first."""
        return self.keys + self.distractors


@dataclass(frozen=True, slots=True)
class Typed:
    """What is accepted in one place where a word is typed, and its rivals."""

    accepted: tuple[Item, ...]
    rivals: tuple[Item, ...]
    slips_forgiven: bool


def choices_of(content: Content) -> Iterator[Choice]:
    """Yield each place where options are chosen: single and multiple choice, and the chosen gaps of a cloze."""
    if isinstance(content, SingleChoice):
        key = Item(plain(content.answer.text), ("answer",))
        yield Choice(plain(content.stem), (key,), _items("distractors", content.distractors))
    elif isinstance(content, MultipleChoice):
        keys = _items("answers", content.answers)
        yield Choice(plain(content.stem), keys, _items("distractors", content.distractors))
    elif isinstance(content, Cloze):
        pieces, gaps = parse(content.text)
        for before, gap in zip(pieces, gaps, strict=False):
            if gap.chosen:
                key, *others = (Item(plain(text), ("text",)) for text in gap.texts)
                yield Choice(plain(before), (key,), tuple(others))


def single_choices_of(content: Content) -> Iterator[Choice]:
    """Yield each place with one key among distractors."""
    return (choice for choice in choices_of(content) if len(choice.keys) == 1 and choice.distractors)


def typed_of(content: Content) -> Iterator[Typed]:
    """Yield each place where a word or a name is typed."""
    if isinstance(content, ShortAnswer):
        accepted = tuple(Item(plain(text), ("answers", number)) for number, text in enumerate(content.answers))
        yield Typed(accepted, _items("distractors", content.distractors), content.tolerance == "typos")
    elif isinstance(content, Cloze):
        gaps = parse(content.text)[1]
        for at, gap in enumerate(gaps):
            others = (text for number, other in enumerate(gaps) if number != at for text in other.texts)
            if not gap.chosen:
                accepted = tuple(Item(plain(text), ("text",)) for text in gap.texts)
                yield Typed(accepted, tuple(Item(plain(text), ("text",)) for text in others), True)


def option_lists(content: Content) -> Iterator[tuple[Item, ...]]:
    """Yield each list of texts among which a learner chooses, or of which one is right and others are wrong."""
    yield from (choice.items for choice in choices_of(content))
    if isinstance(content, ShortAnswer):
        yield from ((typed.accepted[0], *typed.rivals) for typed in typed_of(content))
    elif isinstance(content, Matching):
        yield _matching_rights(content)
    elif isinstance(content, Categorize):
        yield tuple(Item(plain(one.name), ("categories", at, "name")) for at, one in enumerate(content.categories))


def _matching_rights(content: Matching) -> tuple[Item, ...]:
    """Return the right-hand sides, each once, and the distractors."""
    rights: dict[str, Item] = {}
    for number, pair in enumerate(content.pairs):
        rights.setdefault(plain(pair.right), Item(plain(pair.right), ("pairs", number, "right")))
    extra = (Item(plain(text), ("distractors", number)) for number, text in enumerate(content.distractors))
    return (*rights.values(), *extra)


def _items(field: str, options: tuple[Option, ...]) -> tuple[Item, ...]:
    return tuple(Item(plain(option.text), (field, number)) for number, option in enumerate(options))


def key_texts(content: Content) -> tuple[str, ...]:
    """Return the texts of what is right, as far as the kind has any."""
    if isinstance(content, ShortAnswer):
        return tuple(plain(text) for text in content.answers)
    if isinstance(content, Matching):
        return tuple(plain(text) for pair in content.pairs for text in (pair.left, pair.right))
    if isinstance(content, Categorize):
        return tuple(plain(text) for one in content.categories for text in (one.name, *one.items))
    if isinstance(content, Cloze):
        return (plain(content.title), *(gap.first for gap in content.gaps))
    if choices := tuple(choices_of(content)):
        return tuple(item.text for choice in choices for item in choice.keys)
    fields = content.model_dump()
    return tuple(plain(str(fields[name])) for name in ("answer", "unit", "front", "back") if name in fields)


def names_of(content: Content) -> Iterator[str]:
    """Yield the short options and answers of a question: the names that its bank knows."""
    texts: tuple[str, ...] = ()
    if isinstance(content, SingleChoice | MultipleChoice):
        texts = tuple(option.text for option in content.options)
    elif isinstance(content, ShortAnswer):
        texts = (*content.answers, *(option.text for option in content.distractors))
    elif isinstance(content, Matching):
        texts = (*(side for pair in content.pairs for side in (pair.left, pair.right)), *content.distractors)
    yield from (text for text in texts if len(text) <= LONGEST_NAME)
