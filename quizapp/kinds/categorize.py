"""Categorize: items, each to be put into its category."""

from __future__ import annotations

from random import Random
from typing import Annotated, ClassVar, Self

from pydantic import AfterValidator, BaseModel, Field

from quizapp.kinds import fields as on_page
from quizapp.kinds.base import STRICT, CardFace, Content, Grade, GradingContext, Part, Prompt, ShortText, card_key
from quizapp.kinds.fields import Answers, Arrangement, Fields
from quizapp.kinds.messages import N_
from quizapp.kinds.options import MOST, refuse, repeat_problems, sorted_texts
from quizapp.kinds.sameness import carried_rows, same_texts, successors
from quizapp.kinds.scores import share_of_parts


class Category(BaseModel):
    """A category and what belongs to it."""

    model_config = STRICT

    name: ShortText
    items: Annotated[tuple[ShortText, ...], Field(min_length=1, max_length=MOST)]


def _different(categories: tuple[Category, ...]) -> tuple[Category, ...]:
    """Refuse names and items that stand twice, the latter across all categories."""
    placed = [
        (item, (number, "items", at))
        for number, category in enumerate(categories)
        for at, item in enumerate(category.items)
    ]
    names = [category.name for category in categories]
    refuse(
        (
            *repeat_problems(names, [(number, "name") for number in range(len(names))]),
            *repeat_problems([item for item, _ in placed], [path for _, path in placed]),
        )
    )
    return categories


class Categorize(Content):
    """Items to be sorted into categories.

    Answers hold, for each item in the order of the file, the place of the chosen category, "" where none.
    """

    kind: ClassVar[str] = "categorize"
    label: ClassVar[str] = N_("Categories")

    categories: Annotated[tuple[Category, ...], Field(min_length=2, max_length=MOST), AfterValidator(_different)] = (
        Field(description="At least two, each with at least one item; items differ.")
    )

    @property
    def names(self) -> tuple[str, ...]:
        """The categories' names."""
        return tuple(category.name for category in self.categories)

    @property
    def items(self) -> tuple[str, ...]:
        """All items in the order of the file."""
        return tuple(item for category in self.categories for item in category.items)

    def arrange(self, rng: Random) -> Arrangement:
        """Shuffle the items; the categories keep the order of the file."""
        return (on_page.shuffled(len(self.items), rng),)

    def prompt(self, arrangement: Arrangement, answers: Answers = ()) -> Prompt:
        """Show the items as rows in the order of the page, and the categories."""
        items, checked = self.items, self._checked(answers)
        order = on_page.permutation(arrangement, len(items))
        given = on_page.blank_if_empty(tuple(checked[item] for item in order))
        return Prompt(self.stem, choices=self.names, rows=tuple(items[item] for item in order), given=given)

    def read(self, fields: Fields, arrangement: Arrangement) -> Answers:
        """Read the category that was chosen for each row."""
        order = on_page.permutation(arrangement, len(self.items))
        values = on_page.row_values(fields, len(order))
        by_item = tuple(values[order.index(item)] for item in range(len(order)))
        return on_page.blank_if_empty(on_page.places(by_item, len(self.categories)))

    def _checked(self, answers: Answers, /) -> Answers:
        return on_page.places(on_page.slots(answers, len(self.items)), len(self.categories))

    def _marked(self, answers: Answers, _context: GradingContext, /) -> Grade:
        names = self.names
        parts = [
            Part(item, names[int(chosen)] if chosen else "", names[int(expected)], chosen == expected)
            for item, chosen, expected in zip(self.items, answers, self.key(), strict=True)
        ]
        return share_of_parts(parts, self._card_keys, N_("%(right)s of %(all)s items right: %(score)s"))

    @property
    def _card_keys(self) -> tuple[str, ...]:
        return tuple(card_key("item", item) for item in self.items)

    def key(self) -> Answers:
        """Return each item's category."""
        return tuple(str(number) for number, category in enumerate(self.categories) for _ in category.items)

    def same_key(self, old: Self, /) -> bool:
        """Tell whether the same items belong to the same categories."""
        if not (same_texts(old.names, self.names) and same_texts(old.items, self.items)):
            return False
        names, items = successors(old.names, self.names), successors(old.items, self.items)
        key, former = self.key(), old.key()
        return all(str(names[int(former[was])]) == key[now] for was, now in items.items())

    def carry(self, answers: Answers, old: Self, /) -> Answers | None:
        """Find each item's chosen category among those of now; an item that was not asked cannot be marked."""
        items = successors(old.items, self.items)
        return carried_rows(answers, items, successors(old.names, self.names), len(self.items))

    def cards(self) -> tuple[CardFace, ...]:
        """Make one card an item, which asks for its category."""
        options = sorted_texts(self.names)
        return tuple(
            CardFace(key, item, self.names[int(place)], self.stem, options)
            for key, item, place in zip(self._card_keys, self.items, self.key(), strict=True)
        )
