"""What the terminal shows when the server begins: addresses, classes to join, a QR code, and the first link."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from quizapp.ops.serving.room import is_for_the_room

BLOCKS = "█▄▀"


@dataclass(frozen=True, slots=True)
class Greeting:
    """What there is to show."""

    addresses: Sequence[str]
    """The nearest first, without a slash at the end."""
    host: str
    classes: Sequence[tuple[str, str]]
    """Names and codes of classes that can be joined."""
    secret: str | None
    """Of the link that makes the first instructor."""
    data_dir: Path
    proxied: str = ""
    """Where the proxy before it is asked, without a slash at the end; "" where none is known."""

    @property
    def for_phones(self) -> str | None:
        """Return the address that a QR code leads to: where the one open class is joined, else the start page."""
        others = [one for one in self.addresses if "//localhost" not in one]
        if not others or not is_for_the_room(self.host):
            return None
        return f"{others[0]}/join/{self.classes[0][1]}" if len(self.classes) == 1 else f"{others[0]}/"


def lines_of(greeting: Greeting, encoding: str | None) -> list[str]:
    """Return the lines to show; with a QR code where the terminal can draw one (an encoding is given)."""
    shown = ["", f"  quizapp is ready: {greeting.addresses[0]}/"]
    shown += [f"  by the proxy before it: {greeting.proxied}/"] if greeting.proxied else []
    shown += [f"  for others in the room: {address}/" for address in greeting.addresses[1:]]
    if greeting.for_phones and greeting.addresses:
        base = greeting.addresses[min(1, len(greeting.addresses) - 1)]
        shown += [f"  {name} is joined at {base}/join/{code}" for name, code in greeting.classes]
        if encoding and _can_draw(encoding):
            shown += ["", *_code(greeting.for_phones), f"  {greeting.for_phones}"]
    if greeting.secret:
        link = f"{greeting.proxied or greeting.addresses[0]}/setup/{greeting.secret}"
        shown.append(f"  Make the first instructor's account (works once): {link}")
    return [*shown, f"  Stop with Ctrl+C. Everything is kept in {greeting.data_dir}", ""]


def _can_draw(encoding: str) -> bool:
    try:
        BLOCKS.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def _code(text: str) -> list[str]:
    import segno  # noqa: PLC0415 - few need it, and all would keep it in memory

    out = io.StringIO()
    segno.make(text, error="l", micro=False).terminal(out, compact=True, border=2)
    return [f"  {line}" for line in out.getvalue().splitlines()]
