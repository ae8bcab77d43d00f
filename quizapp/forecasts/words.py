"""Why somebody needs help, in sentences for their teacher."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import ngettext

from quizapp.bank.topics import title_of_topic
from quizapp.psychometrics.needs import Fact, Sign
from quizapp.scheduling.day import date_of
from quizapp.web.rendering import show_date, show_percent


def sentence(fact: Fact) -> str:
    """Return a fact in words."""
    match fact.sign:
        case Sign.NOT_BEGUN:
            text = _("Has not answered anything yet.")
        case Sign.ABSENT:
            text = _("Has not studied since %(day)s.", day=show_date(date_of(fact.day)))
        case Sign.BELOW:
            text = _below(fact)
        case Sign.DUE:
            text = _(
                "%(due)d of %(met)d cards of “%(topic)s” are due, and it was not studied since %(day)s.",
                due=fact.count,
                met=fact.of,
                topic=title_of_topic(fact.topic),
                day=show_date(date_of(fact.day)),
            )
        case Sign.FEW_MET:
            text = ngettext(
                "Has met %(num)d card; half of the class has met %(middle)d or more.",
                "Has met %(num)d cards; half of the class has met %(middle)d or more.",
                fact.count,
                middle=fact.of,
            )
    return str(text)


def _below(fact: Fact) -> str:
    if fact.share is None:
        return ""
    return str(
        _(
            "Recall of “%(topic)s” is expected at %(share)s (%(low)s to %(high)s), well below the others' %(others)s.",
            topic=title_of_topic(fact.topic),
            share=show_percent(fact.share.value),
            low=show_percent(fact.share.low),
            high=show_percent(fact.share.high),
            others=show_percent(fact.others),
        )
    )
