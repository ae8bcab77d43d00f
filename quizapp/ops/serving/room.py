"""Serving a room: whether others may come, under which addresses, and which class they can join."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable, Iterable

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.classroom.models import SchoolClass
from quizapp.config import EVERYWHERE, LOCAL_NAMES, LOOPBACK, Settings
from quizapp.host_names import own_addresses
from quizapp.ops.serving.last_start import LastStart

THIS_COMPUTER, EVERY_NETWORK = "127.0.0.1", EVERYWHERE[0]
MOST_CLASSES = 5


def choice_of(room: bool | None, last: LastStart | None, ask: Callable[[], bool] | None) -> bool | None:
    """Return whether the room may come: as is said now, or was chosen before, or as is answered at the first start.

    None where nobody chose, so that the settings decide.
    """
    if room is not None:
        return room
    if last is not None:
        return last.chosen
    return ask() if ask else None


def is_for_the_room(host: str) -> bool:
    """Say whether a server that listens on a host can be reached by others."""
    return host not in LOOPBACK and host != "::1"


def names_of(
    host: str, addresses: Callable[[], Iterable[str]] = own_addresses, trusted: Iterable[str] = ()
) -> list[str]:
    """Return the names under which a server that listens on a host is reached: this computer's own first.

    Then numbers of the network, as phones can open them, then the computer's name, which some networks know.
    An address of IPv6 is none, as Werkzeug trusts no request by it: there it is the names that are trusted, if any.
    """
    if host in {"127.0.0.1", "::1"}:
        return ["localhost"]
    if host not in EVERYWHERE and ":" in host:
        return [name for name in trusted if name not in (host, *LOOPBACK) and name[0] != "."]
    if host not in EVERYWHERE:
        return [host]
    return ["localhost", *sorted((name for name in addresses() if _is_usable(name)), key=_rank)]


def proxied_site(settings: Settings, addresses: Callable[[], Iterable[str]] = own_addresses) -> str:
    """Return where people come by HTTPS through a proxy, as far as the settings name it; "" where they do not."""
    if not (settings.https and settings.proxies):
        return ""
    if settings.mail:
        return settings.mail.links
    own = {*LOOPBACK, *LOCAL_NAMES, settings.host, *(name for name in addresses() if not _is_public(name))}
    return next((f"https://{name}" for name in settings.trusted_hosts if name not in own and name[0] != "."), "")


def _is_public(name: str) -> bool:
    """Say whether a machine's own name is one that others may come by: a server's is mostly that of its site."""
    return number_of(name) is None and "." in name and not name.endswith(".local")


def _is_usable(name: str) -> bool:
    number = number_of(name)
    return number is None or not (number.is_link_local or number.is_loopback)


def _rank(name: str) -> tuple[int, str]:
    number = number_of(name)
    if number is None:
        return 3, name
    common = 0 if name.startswith("192.168.") else 1 if number.is_private else 2
    return common, name


def number_of(name: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """Return the number that an address is; None for a name."""
    try:
        return ipaddress.ip_address(name)
    except ValueError:
        return None


def classes_to_join(session: Session) -> list[tuple[str, str]]:
    """Return the names and codes of classes that can be joined now, the newest first."""
    is_open = (SchoolClass.joining_open, SchoolClass.join_code.is_not(None), SchoolClass.archived_at.is_(None))
    statement = sa.select(SchoolClass.name, SchoolClass.join_code).where(*is_open).order_by(SchoolClass.id.desc())
    return [(name, str(code)) for name, code in session.execute(statement.limit(MOST_CLASSES))]
