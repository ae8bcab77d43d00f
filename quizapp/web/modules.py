"""Scripts as they go out: without comments and indents, and with digests in names, so that browsers keep all of them.

Each names what it imports with a digest of its bytes.
A digest is of what goes out, and so of all that a script imports, too. Whoever asks for a script without a digest gets
it as it lies there: a page of a former version, still open, names all of its scripts so, and two names are two modules.
"""

from __future__ import annotations

import functools
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

IMPORT = re.compile(r'^import (?:.+ from )?"\./([\w-]+\.js)";', re.MULTILINE)
"""How a script names another that it cannot do without."""
_NAMED = re.compile(r'(?:^import (?:.+ from )?|\bimport\()"\./([\w-]+\.js)(?=")', re.MULTILINE)
_SPARED = re.compile(r"^(?:\s*//[^\n]*\n|\s*/\*\*(?:(?!\*/).)*\*/[ \t]*\n|\s+)+", re.MULTILINE | re.DOTALL)
"""Lines of comments and indents, which are there to be read at home: no text in a script goes over several lines."""


@functools.cache
def sent(path: Path) -> bytes:
    """Return what browsers get of a script whose address has a digest."""

    def with_digest(found: re.Match[str]) -> str:
        return f"{found[0]}?v={digest_of(sent(path.with_name(found[1])))}"

    return _NAMED.sub(with_digest, _SPARED.sub("", path.read_text(encoding="utf-8"))).encode()


def digest_of(data: bytes) -> str:
    """Return what stands in the address of a file that goes out as these bytes."""
    return hashlib.sha256(data).hexdigest()[:12]


def imported_by(script: Path) -> Iterator[str]:
    """Yield what a script imports, and what that imports before it: the order in which they run."""
    for name in IMPORT.findall(script.read_text(encoding="utf-8")):
        yield from imported_by(script.with_name(name))
        yield name
