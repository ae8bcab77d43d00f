"""The most memory that a process ever held."""

from __future__ import annotations

import re
import resource
import sys
from pathlib import Path

KIB = 1024


def peak_mib() -> float:
    """Return the most that this process held so far.

    Where the system tells it of the program alone: getrusage counts what a process held before its program began, too,
    which is all of the process that started it.
    """
    told = Path("/proc/self/status")
    if told.is_file() and (found := re.search(r"^VmHWM:\s+(\d+) kB$", told.read_text("ascii"), re.MULTILINE)):
        return int(found[1]) / KIB
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / KIB if sys.platform != "darwin" else peak / KIB / KIB
