"""Names under which a server is asked."""

from __future__ import annotations

import re

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
