"""Under which address others in the room reach this server, for what is shown on a screen or printed; and QR codes."""

from __future__ import annotations

import io
from collections.abc import Callable
from urllib.parse import urlsplit, urlunsplit

from quizapp.config import EVERYWHERE, LOOPBACK, Settings
from quizapp.host_names import own_addresses


def shared_address(url: str, settings: Settings, addresses: Callable[[], tuple[str, ...]] = own_addresses) -> str:
    """Return an address of this server as others in the room can open it, where it names this computer only."""
    parts = urlsplit(url)
    if (parts.hostname or "") not in {name.strip("[]") for name in LOOPBACK} or settings.host not in EVERYWHERE:
        return url
    numbers = sorted((name for name in addresses() if name.replace(".", "").isdigit()), key=_likelihood)
    if not numbers:
        return url
    port = f":{parts.port}" if parts.port else ""
    return urlunsplit(parts._replace(netloc=f"{numbers[0]}{port}"))


def _likelihood(number: str) -> tuple[bool, bool, str]:
    """Return what sorts numbers of networks: those of usual rooms first, those that no room reaches last."""
    return number.startswith("169.254."), not number.startswith("192.168."), number


def is_for_others(url: str) -> bool:
    """Say whether other devices can open an address at all."""
    return (urlsplit(url).hostname or "") not in {name.strip("[]") for name in LOOPBACK}


def qr_picture(text: str) -> bytes:
    """Return a QR code as an SVG file: black on white in every theme, with its quiet zone."""
    import segno  # noqa: PLC0415 - few need it, and all would keep it in memory

    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(out, kind="svg", scale=8, border=4, light="#fff", dark="#000")
    return out.getvalue()
