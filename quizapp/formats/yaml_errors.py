"""Syntax errors of YAML in plain words: which line, what is wrong there and how to mend it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.reader import ReaderError

from quizapp.kinds.messages import N_, Message

_BREAK = re.compile("\r\n|[\r\n\x85\u2028\u2029]")

_MAPPING = N_(
    "A second “: ” stands in this line, or it is indented too far: put the text in quotes, or mend the indent."
)
_NO_COLON = N_("This line is not understood: write “name: value”, or indent it below the text that it continues.")
_OPEN_QUOTE = N_("A quotation mark opens here and is never closed: close it, or put the whole text in quotes.")
_INDENT = N_("The indent of this line does not fit the lines above: use the same number of spaces as its neighbours.")
_OPEN_FLOW = N_("This list or set of fields lacks a comma or its closing bracket: add it, or put the text in quotes.")
_TAB = N_("A tab stands here: use spaces.")
_START = N_("A text cannot begin with “%(character)s” here: put the text in quotes.")
_ESCAPE = N_("A backslash in double quotes is not understood: write it twice, or use single quotes.")
_CONTENT = N_("A value is expected here: write it, and put a text that begins with a sign in quotes.")
_FOLDED = N_("After “>” or “|” nothing else may stand in the line: begin the text on the next line, indented.")
_TAG = N_("A text cannot begin with “!” here: put the text in quotes.")
_ANCHOR = N_("A text cannot begin with “&” or “*” here: put the text in quotes.")
_DIRECTIVE = N_("A line cannot begin with a percent sign here: put the text in quotes, or remove it.")
_OTHER = N_("This is not YAML: check the indent, and put texts with “: ” or “#” in quotes (%(said)s).")
_CHARACTER = N_("The character %(code)s is not allowed in YAML: remove it.")
_NUMBER = N_("A character's number in double quotes is out of range: correct what follows the backslash.")

# What ruamel.yaml says (its context, then its problem), what we say, and whether the context's line is the faulty one.
_SENTENCES: Sequence[tuple[str, str, bool]] = (
    (r"found character '\\t'|found a tab", _TAB, False),
    (r"cannot start any token", _START, False),
    (r"mapping (values|keys) are not allowed|unexpected ':'", _MAPPING, False),
    (r"could not find expected ':'", _NO_COLON, True),
    (r"quoted scalar.*(end of stream|document separator)", _OPEN_QUOTE, True),
    (r"escape character|hexdecimal", _ESCAPE, False),
    (r"flow (sequence|mapping)|flow node.*stream end", _OPEN_FLOW, True),
    (r"block scalar", _FOLDED, False),
    (r"expected <block end>|entries are not allowed|intendation", _INDENT, False),
    (r"expected the node content", _CONTENT, False),
    (r"an anchor|an alias|a anchor|a alias", _ANCHOR, False),
    (r"\btag\b", _TAG, False),
    (r"directive|<document start>", _DIRECTIVE, False),
)


def syntax_problem(error: Exception, text: str) -> tuple[int, Message]:
    """Return the line (from 1) and the sentence of an error that ruamel.yaml raised while reading a text."""
    if isinstance(error, ReaderError):
        line = len(_BREAK.findall(text[: error.position])) + 1
        return line, Message(_CHARACTER, {"code": f"U+{ord(text[error.position]):04X}"})
    if not isinstance(error, MarkedYAMLError):
        return 1, Message(_NUMBER)
    said = f"{error.context or ''} {error.problem or ''}"
    sentence, at_context = next(
        ((sentence, at_context) for pattern, sentence, at_context in _SENTENCES if re.search(pattern, said)),
        (_OTHER, False),
    )
    mark = (error.context_mark if at_context else None) or error.problem_mark or error.context_mark
    last = len(_BREAK.findall(text.rstrip()))  # an error at the very end belongs to the last line with something in it
    return min(mark.line if mark else 0, last) + 1, Message(sentence, _params(sentence, error, text))


def _params(sentence: str, error: MarkedYAMLError, text: str) -> dict[str, object]:
    if sentence == _START:
        return {"character": text[error.problem_mark.index]}
    return {"said": re.sub(r"\s+", " ", error.problem or "")} if sentence == _OTHER else {}
