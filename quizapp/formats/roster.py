"""Lists of names: which column is what, names made clean, and every line that cannot be used with its reason. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from quizapp.formats.roster_tables import TableRow
from quizapp.kinds.messages import N_, Message

LONGEST_NAME = 80
LONGEST_GROUP = 40


class Column(StrEnum):
    """What a column of a list holds."""

    NAME = "name"
    FIRST = "first"
    LAST = "last"
    SIGN_IN = "sign_in"
    GROUP = "group"
    NOTHING = "nothing"
    """Not needed: a number, an e-mail address, whatever else."""


_HEADINGS = {
    Column.NAME: "name, full name, student, student name, pupil, names, фио, ф.и.о., ученик, ученица, студент, "
    "фамилия имя, фамилия и имя, имя и фамилия, անուն ազգանուն, ազգանուն անուն, աշակերտ, ուսանող, nom complet",
    Column.FIRST: "first name, first, given name, forename, firstname, имя, անուն, prénom, prenom, vorname, nombre, ad",
    Column.LAST: "last name, last, surname, family name, lastname, фамилия, ազգանուն, nom, nachname, apellidos, "
    "apellido, soyad",
    Column.SIGN_IN: "sign-in name, sign in name, login, username, user name, user, account, логин, имя пользователя, "
    "մուտքանուն, identifiant, benutzername",
    Column.GROUP: "group, section, team, группа, подгруппа, խումբ, groupe, gruppe, grupo",
    Column.NOTHING: "no, no., nr, nr., №, n, #, number, e-mail, email, mail, phone, class, класс, номер, телефон, "
    "почта, отчество, date of birth, birthday, дата рождения, հ/հ, դասարան",
}
_KNOWN = {heading: column for column, text in _HEADINGS.items() for heading in text.split(", ")}

_NO_NAME = N_("This line has no name.")
_NO_LETTER = N_("“%(text)s” has no letter: it is no name.")
_LONG = N_("This name is longer than %(most)d characters: “%(text)s…”.")
_FORMULA = N_("“%(text)s” looks like a formula of a spreadsheet: put the name itself in its place.")
_ADDRESS = N_("“%(text)s” looks like an e-mail address. None is needed: put the name in its place.")
_STRANGE = N_("“%(text)s” has characters that no name has (< > / \\ or others that cannot be seen).")

_NUMBERING = re.compile(r"^(\d+\s*[.)]\s*|[-–—•*·]\s+)+")
_INVISIBLE = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]")
_JOINERS = re.compile("[\u200c\u200d]+")
_BLANK = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]")
"""Letters, signs and marks that fonts draw nothing for."""


@dataclass(frozen=True, slots=True)
class RosterLine:
    """A student as a list names them."""

    line: int
    name: str
    sort_name: str = ""
    """The family name first, where the list says which it is."""
    sign_in_name: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class RosterProblem:
    """A line that cannot be used, and why."""

    line: int
    message: Message


@dataclass(frozen=True, slots=True)
class Roster:
    """What a list says."""

    lines: tuple[RosterLine, ...]
    problems: tuple[RosterProblem, ...]
    columns: tuple[Column, ...]
    sample: tuple[str, ...] = ()
    """The cells of its first line of names, to see which column is what."""


def read_roster(rows: Sequence[TableRow], columns: Sequence[Column] | None = None) -> Roster:
    """Return what a list says; columns are what each holds, where somebody said so."""
    headings = _headings(rows[0].cells) if rows else None
    body = rows[1:] if headings else rows
    width = max((len(row.cells) for row in rows), default=0)
    taken = tuple(columns) if columns else headings or _guessed([row.cells for row in body], width)
    taken = (*taken, *[Column.NOTHING] * width)[:width]
    found = [_line(row, taken) for row in body]
    lines = tuple(one for one in found if isinstance(one, RosterLine))
    problems = tuple(one for one in found if isinstance(one, RosterProblem))
    return Roster(lines, problems, taken, body[0].cells if body else ())


def clean(text: str) -> str:
    """Return a text without what cannot be seen: composed letters, single spaces; joiners stay between letters."""
    seen = _INVISIBLE.sub("", unicodedata.normalize("NFC", text))
    return " ".join(_JOINERS.sub(_joiner_kept, seen).split())


def _joiner_kept(found: re.Match[str]) -> str:
    """Return the joiner between two letters, which Persian and Indic names are spelt with; nothing elsewhere."""
    before, after = found.string[: found.start()][-1:], found.string[found.end() :][:1]
    is_inside = (before.isalpha() or _is_sign(before)) and after.isalpha()
    return found[0][0] if is_inside else ""


def seen_of(name: str) -> str:
    """Return what can be seen of a name: without spaces, joiners, and all else that nothing is drawn for."""
    return _BLANK.sub("", "".join(one for one in name if unicodedata.category(one)[0] not in "ZC"))


def folded(name: str) -> str:
    """Return a name as it is compared: without case, joiners, accents of writing, punctuation; ё is е, ı i, և եւ."""
    text = unicodedata.normalize("NFKC", _JOINERS.sub("", name)).casefold().replace("i\u0307", "i")
    text = text.replace("ё", "е").replace("ı", "i").replace("և", "եւ")
    kept = (one if one.isalnum() or _is_sign(one) else " " for one in text.replace("'", ""))
    return " ".join("".join(kept).split())


def _is_sign(character: str) -> bool:
    """Tell what is written onto a letter: a vowel of Hindi, Tamil or Thai, an accent that no letter holds."""
    return bool(character) and unicodedata.category(character).startswith("M")


def _headings(cells: Sequence[str]) -> tuple[Column, ...] | None:
    """Return what a first line says of its columns; None where it is a line like the others."""
    known = [_KNOWN.get(clean(cell).casefold().rstrip(":")) for cell in cells]
    if not set(known) & {Column.NAME, Column.FIRST, Column.LAST}:
        return None
    return tuple(column or Column.NOTHING for column in known)


def _guessed(rows: Sequence[Sequence[str]], width: int) -> tuple[Column, ...]:
    """Guess what columns hold that have no headings: numbers, then family and first names, or whole names."""
    cells = [[row[place] for row in rows if place < len(row) and row[place]] for place in range(width)]
    numbers = [bool(column) and all(not any(map(str.isalpha, cell)) for cell in column) for column in cells]
    guess = [Column.NOTHING] * width
    named = [place for place in range(width) if cells[place] and not numbers[place]]
    if not named:
        return (Column.NAME, *guess[1:]) if width else ()
    first, rest = named[0], named[1:]
    if rest and _are_single_words(cells[first]) and _are_names(cells[rest[0]]):
        guess[first], guess[rest[0]], rest = Column.LAST, Column.FIRST, rest[1:]
    else:
        guess[first] = Column.NAME
    if rest and not any("@" in cell for cell in cells[rest[0]]):
        guess[rest[0]] = Column.GROUP
    return tuple(guess)


def _are_single_words(cells: Sequence[str]) -> bool:
    return sum(" " not in clean(_NUMBERING.sub("", cell)) for cell in cells) * 10 >= len(cells) * 8


def _are_names(cells: Sequence[str]) -> bool:
    """Tell names from marks of groups: letters alone, and hardly any twice."""
    letters = all(len(cell) > 1 and all(map(_is_of_names, cell)) for cell in cells)
    return letters and (len(set(cells)) * 2 > len(cells) or len(cells) < 3)  # noqa: PLR2004 - too few to say


def _is_of_names(character: str) -> bool:
    return character.isalpha() or character in " .'’-" or _is_sign(character)


def _line(row: TableRow, columns: Sequence[Column]) -> RosterLine | RosterProblem:
    told = dict.fromkeys(Column, "")
    for cell, column in zip(row.cells, columns, strict=False):
        told[column] = clean(f"{told[column]} {cell}")
    first, last = told[Column.FIRST], told[Column.LAST]
    name = clean(_NUMBERING.sub("", told[Column.NAME])) or clean(f"{first} {_NUMBERING.sub('', last)}")
    problem = problem_of_name(name)
    if problem is None and told[Column.SIGN_IN]:
        problem = problem_of_name(told[Column.SIGN_IN])
    if problem is not None:
        return RosterProblem(row.line, problem)
    sort_name = clean(f"{_NUMBERING.sub('', last)} {first}") if last and not told[Column.NAME] else ""
    return RosterLine(row.line, name, sort_name, told[Column.SIGN_IN], told[Column.GROUP][:LONGEST_GROUP])


def problem_of_name(name: str) -> Message | None:
    """Return why a name cannot be used; None where it can."""
    text = name[:40]
    checks = (
        (not name, Message(_NO_NAME)),
        (any(word.startswith(("=", "+", "@")) for word in name.split()), Message(_FORMULA, {"text": text})),
        ("@" in name, Message(_ADDRESS, {"text": text})),
        (not any(map(str.isalpha, seen_of(name))), Message(_NO_LETTER, {"text": text})),
        (len(name) > LONGEST_NAME, Message(_LONG, {"text": text, "most": LONGEST_NAME})),
        (bool(set(name) & set("<>/\\")) or not _JOINERS.sub("", name).isprintable(), Message(_STRANGE, {"text": text})),
    )
    return next((message for is_wrong, message in checks if is_wrong), None)
