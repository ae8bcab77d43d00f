"""A calendar of deadlines as a file by RFC 5545. Pure: text from values, each moment in UTC, so that no zone is needed.

A calendar program shows the moments in the zone of whoever looks; the class's own time stands in the description.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

MIMETYPE = "text/calendar"
_LONGEST_LINE = 75
"""Octets of a line, without its end (RFC 5545, section 3.1)."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """A moment by which something is to be done."""

    uid: str
    """The same for the same deadline as long as it lives, so that a calendar moves it where it changes."""
    title: str
    at: datetime
    description: str
    changed_at: datetime
    address: str = ""


def calendar_of(name: str, deadlines: Iterable[Deadline]) -> str:
    """Return a calendar file."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//quizapp//deadlines//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_escaped(name)}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT4H",
        "X-PUBLISHED-TTL:PT4H",
    ]
    for one in deadlines:
        lines += _event(one)
    lines.append("END:VCALENDAR")
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _event(deadline: Deadline) -> list[str]:
    event = [
        "BEGIN:VEVENT",
        f"UID:{_escaped(deadline.uid)}",
        f"DTSTAMP:{_moment(deadline.changed_at)}",
        f"LAST-MODIFIED:{_moment(deadline.changed_at)}",
        f"DTSTART:{_moment(deadline.at)}",
        f"DTEND:{_moment(deadline.at)}",
        f"SUMMARY:{_escaped(deadline.title)}",
        f"DESCRIPTION:{_escaped(deadline.description)}",
        "TRANSP:TRANSPARENT",
    ]
    if deadline.address:
        event.append(f"URL:{deadline.address}")
    return [*event, "END:VEVENT"]


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _escaped(text: str) -> str:
    """Escape a text value (section 3.3.11); other control characters may not stand in one at all."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    plain = "".join(one for one in plain if one in "\n\t" or (ord(one) >= ord(" ") and one != "\x7f"))
    return plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _folded(line: str) -> str:
    """Break a long line between characters, never within one: no piece has more octets than a line may."""
    pieces, piece, size = [], "", 0
    for one in line:
        width = len(one.encode())
        if size + width > _LONGEST_LINE:
            pieces.append(piece)
            piece, size = " ", 1
        piece, size = piece + one, size + width
    return "\r\n".join([*pieces, piece])
