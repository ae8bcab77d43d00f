"""What every template can use: Markdown, messages, dates, ids for events."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from babel.numbers import get_decimal_symbol
from flask import Flask
from flask_babel import format_date, format_datetime, format_decimal, get_locale, ngettext
from flask_babel import gettext as _

from quizapp.kinds import edtf, registry
from quizapp.kinds.base import CardFace, Message
from quizapp.kinds.difference import difference
from quizapp.kinds.true_false import ASKED, TrueFalse
from quizapp.locales import ENGLISH, tag_of
from quizapp.rounding import rounded
from quizapp.web.citations import cited
from quizapp.web.day_patterns import DAY, LONG_DAY, MONTH, WEEKDAY, own
from quizapp.web.events import new_event_id
from quizapp.web.markdown import plain_text, render_block, render_inline, render_inline_spaced
from quizapp.web.pictures import with_pictures
from quizapp.web.translation import show_number

HOURS_BEFORE_DAYS = 24


def init_app(app: Flask) -> None:
    """Register filters and functions."""
    app.jinja_env.filters.update(
        block=lambda text: with_pictures(render_block(text)),
        inline=lambda text: with_pictures(render_inline(text)),
        inline_spaced=lambda text: with_pictures(render_inline_spaced(text)),
        plain=plain_text,
        said=say,
        moment=show_moment,
        day=show_day,
        date=show_date,
        weekday=show_weekday,
        decimal=show_decimal,
        number=show_number,
        clock=show_clock,
        period=show_period,
        front=show_front,
        back=show_back,
        points=show_points,
        count_points=count_points,
        percent=show_percent,
        interval=show_interval,
        cited=cited,
    )
    app.jinja_env.globals.update(language=language, direction=direction, label_of=label_of)
    app.jinja_env.globals.update(new_event_id=new_event_id, month_names=month_names, difference=difference)


def say(message: Message) -> str:
    """Return a message of the pure packages in the reader's language."""
    return str(_(message.text, **message.params) if message.params else _(message.text))


def show_moment(moment: datetime) -> str:
    """Return a moment in the reader's time zone, short."""
    return str(format_datetime(moment, f"{own(DAY)}, HH:mm"))


def show_day(moment: datetime) -> str:
    """Return a moment's day in the reader's time zone."""
    return str(format_datetime(moment, own(DAY)))


def show_date(day: date) -> str:
    """Return a calendar date, short."""
    return str(format_date(day, own(DAY)))


def show_weekday(day: date) -> str:
    """Return a day that is near by its weekday, short."""
    return str(format_date(day, own(WEEKDAY)))


def show_decimal(number: float, places: int = 1) -> str:
    """Return a number with so many places, in the reader's language; from 100 on with none. Nothing has no sign."""
    places = 0 if abs(number) >= 100 else places  # noqa: PLR2004 - three digits say enough
    shown = format_decimal(round(number, places) + 0.0, f"#,##0.{'0' * places}" if places else "#,##0")
    return str(shown).replace("-", "−")


def show_clock(moment: datetime) -> str:
    """Return a moment's time of day in the reader's time zone."""
    return str(format_datetime(moment, "HH:mm"))


def show_period(period: str) -> str:
    """Return a period as precise as it is known, in the reader's language: the 1920s, 1994, September 2020, a day."""
    begin = edtf.period(period)
    if begin is None:
        return period
    if edtf.is_decade(period):
        return str(_("the %(year)ds", year=begin[0]))
    patterns = ("y", own(MONTH), own(LONG_DAY))
    return str(format_date(date(*(*begin, 1, 1)[:3]), patterns[len(begin) - 1]))


def show_front(face: CardFace) -> str:
    """Return the front of a card, in Markdown; what the application asks there is in the reader's language."""
    return f"{_(ASKED)}{face.front.removeprefix(ASKED)}" if face.kind == TrueFalse.kind else face.front


def show_back(face: CardFace) -> str:
    """Return the back of a card, in Markdown; what the application says there is in the reader's language."""
    if face.kind == TrueFalse.kind:
        return str(_(face.back))
    return show_period(face.back) if face.kind else face.back


def show_points(points: float) -> str:
    """Return points with at most two decimals, rounded half up: 3, 2.5, 0.67, −6."""
    shown = f"{rounded(points, 2) + 0.0:.2f}".rstrip("0").rstrip(".").replace("-", "−")
    return shown.replace(".", get_decimal_symbol(get_locale())) if "." in shown else shown


def count_points(points: float) -> int:
    """Return the number by which a sentence says "point" or "points" for points as shown: 1.5 points, but −1 point."""
    shown = abs(rounded(points, 2))
    return int(shown) if shown.is_integer() else 2


def show_percent(share: float) -> str:
    """Return a share from 0 to 1 in whole percent, never rounding a miss up to 100 or a hit down to 0.

    The space does not break, so that no line begins with the sign.
    """
    whole = int(rounded(share * 100, 0))
    if 0 < share < 1:
        whole = min(max(whole, 1), 99)
    return f"{whole}\N{NO-BREAK SPACE}%"


def show_interval(interval: timedelta) -> str:
    """Return how long until a card comes back: minutes and hours below a day, else days, months, years."""
    minutes = max(1, round(interval.total_seconds() / 60))
    if minutes < 60:  # noqa: PLR2004 - minutes in an hour
        return str(_("%(number)d min", number=minutes))
    if interval < timedelta(hours=HOURS_BEFORE_DAYS):
        return str(_("%(number)d h", number=round(minutes / 60)))
    days = round(interval.total_seconds() / 86_400)
    if days < 60:  # noqa: PLR2004 - two months are said in months
        return str(ngettext("%(num)d day", "%(num)d days", days))
    if days < 730:  # noqa: PLR2004 - two years are said in years
        return str(_("%(number)s months", number=show_decimal(days / 30.44)))
    return str(_("%(number)s years", number=show_decimal(days / 365.25)))


def month_names() -> list[tuple[int, str]]:
    """Return the months as (number, name in the reader's language)."""
    return list(get_locale().months["stand-alone"]["wide"].items())


def language() -> str:
    """Return the language that a page is in, as its html element names it."""
    return tag_of(get_locale())


def direction() -> str:
    """Return in which direction its words are read: ltr or rtl."""
    locale = get_locale()
    return "ltr" if locale.language == ENGLISH else str(locale.text_direction)  # which reads 4 MiB of facts about it


def label_of(kind: str) -> str:
    """Return the name of a kind of question for people."""
    return str(_(registry.KINDS[kind].label))
