"""Looking at the network: the port, addresses that changed since the last start, and what a firewall may hold back."""

from __future__ import annotations

import socket
import sys
from collections.abc import Iterator

from quizapp.config import LOOPBACK, Settings
from quizapp.host_names import own_addresses
from quizapp.kinds.messages import N_
from quizapp.ops.doctor.findings import Finding, Level, finding
from quizapp.ops.running import is_served
from quizapp.ops.serving.last_start import read_last_start

FIREWALLS = {
    "win32": N_("If Windows asks, allow Python in private networks; later: Windows Security, Firewall, Allow an app."),
    "darwin": N_("If macOS asks, allow incoming connections; later: System Settings, Network, Firewall, Options."),
    "linux": N_("If a firewall is on: “sudo ufw allow %(port)s/tcp”, or “sudo firewall-cmd --add-port=%(port)s/tcp”."),
}


def look_at_port(settings: Settings) -> Iterator[Finding]:
    """Say whether a server runs here, and whether its port is free where none does."""
    values = {"port": settings.port, "folder": settings.data_dir}
    if is_served(settings.data_dir):
        yield finding("server", Level.WELL, N_("A server runs on %(folder)s."), **values)
        return
    yield finding("server", Level.NOTE, N_("No server runs on %(folder)s now."), N_("quizapp serve"), **values)
    if _is_taken(settings.port):
        text = N_("Another program listens on port %(port)s.")
        advice = N_("The server will take the next free port; to keep one address, set QUIZAPP_PORT to a free one.")
        yield finding("port", Level.WARNING, text, advice, **values)
    else:
        yield finding("port", Level.WELL, N_("Port %(port)s is free."), **values)


def _is_taken(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def look_at_addresses(settings: Settings, addresses: tuple[str, ...] | None = None) -> Iterator[Finding]:
    """Say whether the addresses that students know are this computer's still."""
    last = read_last_start(settings.data_dir)
    if last is None or not last.for_the_room:
        return
    now = set(own_addresses() if addresses is None else addresses)
    gone = sorted(set(last.addresses) - now)
    if gone:
        text = N_("This computer is %(now)s now, and no longer %(gone)s, as when the server was started last.")
        advice = N_("Start the server again, and show its address anew; what students kept of the old one fails.")
        yield finding("address", Level.WARNING, text, advice, now=", ".join(sorted(now)), gone=", ".join(gone))
    else:
        yield finding("address", Level.WELL, N_("This computer's addresses are those of the last start."))


def look_at_firewall(settings: Settings, platform: str = sys.platform) -> Iterator[Finding]:
    """Say what to look at where students cannot reach the server though it runs."""
    last = read_last_start(settings.data_dir)
    if settings.host in LOOPBACK and not (last and last.for_the_room):
        text = N_("The server answers this computer alone.")
        yield finding("firewall", Level.NOTE, text, N_("To let the room in: quizapp serve --room"))
        return
    text = N_("If students cannot reach the server, look whether they are in the same network, and at the firewall.")
    advice = FIREWALLS.get(platform, FIREWALLS["linux"])
    yield finding("firewall", Level.NOTE, text, advice, port=last.port if last else settings.port)
