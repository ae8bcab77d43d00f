"""The one list of formats in which banks can be read and written."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from quizapp.formats.bank_yaml import parse_bank, write_bank
from quizapp.formats.base import BankDraft, Problem
from quizapp.kinds.messages import N_

Parse = Callable[[str, str, Collection[str] | None], tuple[BankDraft | None, list[Problem]]]


@dataclass(frozen=True, slots=True)
class Format:
    """One format of bank files."""

    name: str
    label: str
    """The name for people, a msgid."""
    suffixes: tuple[str, ...]
    parse: Parse
    """From a text, its file's name and the known passages (None: any) to a draft or problems."""
    write: Callable[[BankDraft], str]


FORMATS: Mapping[str, Format] = {
    "yaml": Format("yaml", N_("Bank file (YAML)"), (".yaml", ".yml"), parse_bank, write_bank)
}
"""Every format by its name, in the order in which people are offered them."""
