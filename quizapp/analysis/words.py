"""What stands out in a question, in a sentence for its teacher."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import ngettext

from quizapp.analysis.options import Options
from quizapp.kinds.base import N_
from quizapp.psychometrics.findings import Finding, Sign
from quizapp.web.markdown import plain_text

_PLAIN = {
    Sign.BACKWARDS: N_(
        "Those who know more do worse here: look for a wrong key, or for a way to read it that is right."
    ),
    Sign.GUESSED: N_("No better than guessing: this was not learnt, or the question does not say what it asks."),
    Sign.WEAK: N_("It hardly tells who knows more from who knows less."),
    Sign.EASY: N_("Nearly everybody can do it: good to begin with, but it says little about anybody."),
    Sign.HARD: N_("Few can do it: worth teaching again, or asking more simply."),
    Sign.GOOD: N_("It works: those who know more do better here."),
    Sign.TOO_FEW: N_("Too few answers to say more than how many were right."),
    Sign.NOTHING: N_("Its figures give no reason to change it."),
}
SHORT = {
    Sign.CHECK_THE_KEY: N_("check the key"),
    Sign.BACKWARDS: N_("backwards"),
    Sign.DRAWS_THE_BEST: N_("draws the best"),
    Sign.GUESSED: N_("guessed"),
    Sign.UNUSED: N_("unused options"),
    Sign.WEAK: N_("weak"),
    Sign.EASY: N_("easy"),
    Sign.HARD: N_("hard"),
    Sign.GOOD: N_("works"),
    Sign.TOO_FEW: N_("too few"),
    Sign.NOTHING: N_("unremarkable"),
}
"""A word or two for each sign, msgids."""


def sentence(finding: Finding, options: Options | None) -> str:
    """Return a finding in words, with the options that it is about."""
    if finding.sign in _PLAIN or options is None:
        return str(_(_PLAIN.get(finding.sign, _PLAIN[Sign.NOTHING])))
    named = ", ".join(_("“%(option)s”", option=option_text(options, number)) for number in finding.options)
    if finding.sign == Sign.CHECK_THE_KEY:
        text = _(
            "Most of your best students chose %(option)s (%(count)d of %(of)d): check the key.", **_of(finding, named)
        )
    elif finding.sign == Sign.DRAWS_THE_BEST:
        text = _("Those who chose %(option)s know more than the others: is it right in a way, too?", option=named)
    else:
        text = ngettext(
            "Hardly anybody chose %(option)s: put a mistake there that is really made.",
            "Hardly anybody chose any of %(option)s: put mistakes there that are really made.",
            len(finding.options),
            option=named,
        )
    return str(text)


def option_text(options: Options, number: int) -> str:
    """Return an option without Markdown, in the reader's language where the word is the page's."""
    text = options.texts[number]
    return str(_(text)) if options.are_msgids else plain_text(text)


def _of(finding: Finding, named: str) -> dict[str, object]:
    return {"option": named, "count": finding.count, "of": finding.of}


def part_name(kind: str, asked: str) -> str:
    """Return what a part of a question is called: its gap or place by number, else what it is about."""
    if kind == "cloze":
        return str(_("Gap %(number)s", number=asked))
    if kind == "ordering":
        return str(_("Place %(number)s", number=asked))
    return plain_text(asked)
