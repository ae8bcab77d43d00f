"""Tells the room's network a server's name, by multicast DNS: a process of its own, ended by whoever started it.

Needs zeroconf, an extra. It is begun by local_name.py, says the name that it got in one line, and withdraws it when its
standard input is closed: when the server has ended, however that was.
"""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Sequence
from secrets import token_hex
from typing import TextIO

from zeroconf import (  # type: ignore[attr-defined]  # one is documented, but not in its __all__
    AddressResolverIPv4,
    Error,
    IPVersion,
    ServiceInfo,
    Zeroconf,
)

from quizapp.config import LOCAL_NAMES

KIND = "_http._tcp.local."
ASKED_MS = 750
"""For how long an owner of a name has time to say so (RFC 6762, 8.1)."""


def announce(network: Zeroconf, port: int, addresses: Sequence[str]) -> str | None:
    """Take the first name that nobody else has, and answer for it from now on; None where each has its owner."""
    return next((name for name in LOCAL_NAMES if _take(network, name, port, addresses)), None)


def _take(network: Zeroconf, name: str, port: int, own: Sequence[str]) -> bool:
    """Take a name and say so; not where another computer has it. A second server on this one may share it.

    Of computers that take it at the same moment, as after a power cut, none has heard of the others when it asks. So
    each listens once more after it has answered for the name, and all leave it to one, by a number that each draws.
    """
    asked = AddressResolverIPv4(f"{name}.")
    if asked.request(network, ASKED_MS) and not set(asked.parsed_addresses()) <= set(own):
        return False
    instance = f"quizapp {token_hex(8)}.{KIND}"
    told = ServiceInfo(KIND, instance, port=port, parsed_addresses=list(own), server=f"{name}.")
    network.register_service(told, cooperating_responders=True)  # the instance is nobody else's: do not ask
    time.sleep(ASKED_MS / 1000)
    heard = AddressResolverIPv4(f"{name}.")
    heard.load_from_cache(network)
    answering = {one.name for one in network.cache.entries_with_server(f"{name}.")} | {instance}
    if not set(heard.parsed_addresses()) <= set(own) and min(answering) != instance:
        network.unregister_service(told)
        return False
    return True


def main(arguments: Sequence[str], until: TextIO) -> None:
    """Announce a port at some addresses of this computer, until there is nothing more to read."""
    port, *addresses = arguments
    try:
        network = Zeroconf(interfaces=addresses, ip_version=IPVersion.V4Only)
    except OSError:
        print(flush=True)  # noqa: T201 - to whoever began this process
        return
    try:
        name = announce(network, int(port), addresses)
        print(name or "", flush=True)  # noqa: T201 - as above
        if name:
            until.read()
    except Error:
        print(flush=True)  # noqa: T201 - as above
    finally:
        network.close()  # says that the name is gone


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C goes to all; the server's end ends this, too
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    main(sys.argv[1:], sys.stdin)
