"""(u) What an idle server holds: `quizapp serve` after its start page was the first answer, and a while later.

Counted is what the process that began and its workers hold, each page once: memory of their own, shared among
themselves or not, and pages of libraries and other files. It comes out the same whoever else maps the same libraries.
"""

from __future__ import annotations

import contextlib
import re
import sys
import tempfile
import time
from array import array
from collections.abc import Iterator
from pathlib import Path

from bench.servers import family_of, quizapp_serve
from bench.table import print_row, verdict

WAIT = 20.0
LIMIT_MIB = 120
PAGE, KIB = 4096, 1024
PRESENT, OF_A_FILE = 1 << 63, 1 << 61
"""Bits that the kernel keeps of each page (Documentation/admin-guide/mm/pagemap.rst)."""
_OWN = re.compile(r"^Pss_(?:Anon|Shmem):\s+(\d+)", re.MULTILINE)
_MAPPED = re.compile(r"^([0-9a-f]+)-([0-9a-f]+) \S+ ([0-9a-f]+) (\S+) (\d+)", re.MULTILINE)


def main() -> None:
    """Print one row; it needs Linux."""
    if sys.platform != "linux":
        print_row("(u) an idle server", "is measured on Linux alone")
        return
    with tempfile.TemporaryDirectory() as folder:
        with _served(Path(folder)):
            pass  # the first start migrates and loads
        with _served(Path(folder)) as (pid, seconds):
            time.sleep(WAIT)
            pids = family_of(pid)
            own, files = own_mib(pids), mapped_mib(pids)
    print_row(
        f"(u) an idle server, {WAIT:.0f} s after its first answer",
        f"alone {own + files:.1f} MiB {verdict(own + files, LIMIT_MIB, at_least=False)}",
        f"of its own {own:.1f}",
        f"libraries and other files {files:.1f}",
        f"first answer after {seconds:.1f} s",
    )


def own_mib(pids: list[int]) -> float:
    """Return what processes hold that is of no file; of what they share each has its part."""
    texts = [Path(f"/proc/{pid}/smaps_rollup").read_text("ascii") for pid in pids]
    return sum(int(number) for text in texts for number in _OWN.findall(text)) / KIB


def mapped_mib(pids: list[int]) -> float:
    """Return the pages of files that any of some processes has in use."""
    return len({page for pid in pids for page in _pages_of_files(pid)}) * PAGE / KIB / KIB


def _pages_of_files(pid: int) -> Iterator[tuple[str, str, int]]:
    maps = Path(f"/proc/{pid}/maps").read_text("utf-8")
    with Path(f"/proc/{pid}/pagemap").open("rb") as told:
        for begin, end, offset, device, inode in _MAPPED.findall(maps):
            if inode == "0":
                continue
            told.seek(int(begin, 16) // PAGE * 8)
            pages = array("Q", told.read((int(end, 16) - int(begin, 16)) // PAGE * 8))
            first = int(offset, 16) // PAGE
            yield from (
                (device, inode, first + n) for n, bits in enumerate(pages) if bits & PRESENT and bits & OF_A_FILE
            )


@contextlib.contextmanager
def _served(folder: Path) -> Iterator[tuple[int, float]]:
    """Serve as usual, ask for the start page, and yield the process and the seconds until it came."""
    began = time.monotonic()
    with quizapp_serve({"QUIZAPP_DATA": str(folder), "QUIZAPP_DATABASE_URL": ""}, "/") as served:
        yield served.pid, time.monotonic() - began


if __name__ == "__main__":
    main()
