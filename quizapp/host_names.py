"""Names under which a server is asked."""

from __future__ import annotations

import contextlib
import re
import socket

_NAME = re.compile(r"[a-z0-9.-]+(:\d+)?")


def is_host_name(name: str) -> bool:
    """Say whether a request can come under a name, or under one below it, if it begins with a dot.

    Browsers send small letters, and Werkzeug looks at what stands before the first colon: no address of IPv6 is one.
    """
    try:
        sent = name.removeprefix(".").encode("idna").decode("ascii")
    except UnicodeError:  # a part that is empty, or too long
        return False
    return name == name.lower() and _NAME.fullmatch(sent) is not None


def own_addresses() -> tuple[str, ...]:
    """Return this machine's addresses in its network, and its name; none where it has no network."""
    names = {socket.gethostname().lower()}  # as browsers send it
    with contextlib.suppress(OSError):
        names |= {str(found[4][0]) for found in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)}
    with contextlib.suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(("192.0.2.1", 9))  # nothing is sent: this only asks which address would be used
        names.add(probe.getsockname()[0])
    return tuple(sorted(name for name in names if name and not name.startswith("127.")))
