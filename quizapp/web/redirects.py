"""Going back to where somebody came from, and never to another site."""

from __future__ import annotations

from urllib.parse import urlsplit


def safe_path(target: str | None, default: str) -> str:
    """Return a path on this site, or the default for anything else (another host, a scheme, a control character)."""
    if not target or not target.startswith("/") or target.startswith(("//", "/\\")):
        return default
    if any(ord(character) < 0x21 or character == "\\" for character in target):  # noqa: PLR2004 - below "!"
        return default
    parts = urlsplit(target)
    return default if parts.scheme or parts.netloc else target
