"""Cloze: a text with gaps, each typed or chosen."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Annotated, ClassVar, Self

from pydantic import AfterValidator, Field

from quizapp.kinds import fields as on_page
from quizapp.kinds import gaps as gap_syntax
from quizapp.kinds.base import CardFace, Content, Grade, GradingContext, Part, Prompt, Text, card_key
from quizapp.kinds.fields import Answers, Arrangement, Fields
from quizapp.kinds.gaps import Gap
from quizapp.kinds.messages import N_, ContentProblems, Message, Problem
from quizapp.kinds.options import sorted_texts
from quizapp.kinds.sameness import same_texts, same_wording, successors
from quizapp.kinds.scores import forgiven_note, share_of_parts
from quizapp.kinds.text import Comparison, compare

STEM = N_("Fill the gaps.")
BLANK = "[…]"
"""How a gap is shown where nothing can be filled in."""


def _sound_gaps(text: str) -> str:
    if found := [Problem((), message) for message in gap_syntax.faults(text)]:
        raise ContentProblems(found)
    return text


class Cloze(Content):
    """A text with gaps.

    Answers hold, for each gap, the text as typed or the place of the chosen option, "" where none.
    """

    kind: ClassVar[str] = "cloze"
    label: ClassVar[str] = N_("Gap text")
    knows_names: ClassVar[bool] = True

    stem: Text = Field(STEM, description="An instruction, in Markdown.")
    text: Annotated[Text, AfterValidator(_sound_gaps)] = Field(
        description="{{a}} is typed, {{a | b}} too, {{a ~ b}} is chosen; the first is the key."
    )

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """The gaps in the order of the text."""
        return gap_syntax.parse(self.text)[1]

    @property
    def title(self) -> str:
        """The text with its gaps open."""
        return self._filled([BLANK] * len(self.gaps))

    def _filled(self, texts: list[str]) -> str:
        pieces = gap_syntax.parse(self.text)[0]
        return pieces[0] + "".join(text + piece for text, piece in zip(texts, pieces[1:], strict=True))

    def arrange(self, rng: Random) -> Arrangement:
        """Shuffle the options of each chosen gap."""
        return tuple(on_page.shuffled(len(gap.texts), rng) if gap.chosen else () for gap in self.gaps)

    def _orders(self, arrangement: Arrangement) -> tuple[tuple[int, ...], ...]:
        sizes = (len(gap.texts) if gap.chosen else 0 for gap in self.gaps)
        return tuple(on_page.permutation(arrangement, size, number) for number, size in enumerate(sizes))

    def prompt(self, arrangement: Arrangement, answers: Answers = ()) -> Prompt:
        """Show the texts between the gaps as rows, and the options of each chosen gap."""
        orders = self._orders(arrangement)
        asked = tuple(zip(self.gaps, orders, self._checked(answers), strict=True))
        given = tuple(on_page.to_page(value, order) if gap.chosen else value for gap, order, value in asked)
        return Prompt(
            self.stem,
            rows=gap_syntax.parse(self.text)[0],
            row_choices=tuple(tuple(gap.texts[number] for number in order) for gap, order, _ in asked),
            given=on_page.blank_if_empty(given),
        )

    def read(self, fields: Fields, arrangement: Arrangement) -> Answers:
        """Read what was typed or chosen in each gap."""
        return on_page.blank_if_empty(
            tuple(
                on_page.to_content(on_page.one_value(fields, on_page.row_name(number)), order)
                if order
                else on_page.typed_value(fields, on_page.row_name(number))
                for number, order in enumerate(self._orders(arrangement))
            )
        )

    def _checked(self, answers: Answers, /) -> Answers:
        values = on_page.slots(answers, len(self.gaps))
        return tuple(
            on_page.places((value,), len(gap.texts))[0] if gap.chosen else value.strip()
            for gap, value in zip(self.gaps, values, strict=True)
        )

    def _marked(self, answers: Answers, context: GradingContext, /) -> Grade:
        parts, notes, near = [], list[Message](), False
        for number, (gap, value) in enumerate(zip(self.gaps, answers, strict=True)):
            result = self._compared(number, value, context)
            given = gap.texts[int(value)] if gap.chosen and value else value
            expected = result.nearest if result.right else gap.first
            parts.append(Part(str(number + 1), given, expected, result.right))
            notes += [forgiven_note(given, expected)] if result.verdict == "forgiven" else []
            near = near or result.verdict == "near_miss"
        grade = share_of_parts(parts, self._card_keys, N_("%(right)s of %(all)s gaps right: %(score)s"))
        return replace(grade, notes=tuple(notes), near_miss=near)

    def _compared(self, number: int, value: str, context: GradingContext) -> Comparison:
        gap = self.gaps[number]
        if gap.chosen or not value:
            return Comparison("exact" if value == "0" else "wrong", gap.first)
        others = (text for at, gap in enumerate(self.gaps) if at != number for text in gap.texts)
        return compare(value, gap.texts, (*others, *context.rivals), language=context.language)

    @property
    def _card_keys(self) -> tuple[str, ...]:
        return tuple(card_key("gap", f"{number} {gap.first}") for number, gap in enumerate(self.gaps))

    def key(self) -> Answers:
        """Return each gap's first answer."""
        return tuple("0" if gap.chosen else gap.first for gap in self.gaps)

    def same_key(self, old: Self, /) -> bool:
        """Tell whether the same is right in each gap."""
        if len(self.gaps) != len(old.gaps):
            return False
        pairs = zip(old.gaps, self.gaps, strict=True)
        return all(was.chosen == now.chosen and _is_same_gap(was, now) for was, now in pairs)

    def carry(self, answers: Answers, old: Self, /) -> Answers | None:
        """Say again what was typed or chosen in each gap, where there are as many gaps as before."""
        if len(self.gaps) != len(old.gaps):
            return None
        given = zip(old.gaps, self.gaps, answers, strict=True)
        return tuple(_carried_gap(was, now, value) for was, now, value in given)

    def cards(self) -> tuple[CardFace, ...]:
        """Make one card a gap, with all others filled in."""
        firsts = [gap.first for gap in self.gaps]
        context = "" if self.stem == STEM else self.stem
        return tuple(
            CardFace(
                key,
                self._filled([*firsts[:number], BLANK, *firsts[number + 1 :]]),
                gap.first if gap.chosen else " / ".join(gap.texts),
                context,
                sorted_texts(gap.texts) if gap.chosen else (),
            )
            for number, (key, gap) in enumerate(zip(self._card_keys, self.gaps, strict=True))
        )


def _is_same_gap(was: Gap, now: Gap) -> bool:
    return same_wording(was.first, now.first, was.texts[1:]) if now.chosen else same_texts(was.texts, now.texts)


def _carried_gap(was: Gap, now: Gap, value: str) -> str:
    """Return what was given in a gap in terms of another one; "" where that cannot be said, which is not right."""
    if not value or not (was.chosen or now.chosen):
        return value
    text = was.texts[int(value)] if was.chosen else value
    found = successors([text], now.texts).get(0) if now.chosen else text
    return "" if found is None else str(found)
