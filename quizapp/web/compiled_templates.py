"""Templates as Python's code, kept beside them from one start to the next, as Python keeps that of modules.

To compile a template takes some thirty times as long as to read what it was compiled to, and each process does it anew.
"""

from __future__ import annotations

import contextlib
import importlib.util
import sys
from collections.abc import Iterator
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import IO, BinaryIO

import jinja2
from flask import Flask
from jinja2.bccache import Bucket

SETTINGS = ("trim_blocks", "lstrip_blocks", "keep_trailing_newline", "optimized", "sandboxed", "newstyle_gettext")
"""Of an environment, that change what templates become."""


def init_app(app: Flask) -> None:
    """Keep what templates are compiled to, once all filters are registered."""
    if sys.implementation.cache_tag is None:  # an interpreter that keeps nothing
        return
    templates = Path(app.root_path) / str(app.template_folder)
    folder = Path(importlib.util.cache_from_source(str(templates / "all.py"))).parent  # PYTHONPYCACHEPREFIX counts
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
    app.jinja_env.bytecode_cache = CompiledTemplates(folder, app.jinja_env)


class SealedBucket(Bucket):
    """What a template was compiled to, after a digest of it: damaged code is found before Python reads it."""

    def load_bytecode(self, f: BinaryIO) -> None:
        """Read what write_bytecode wrote; anything else counts as absent."""
        digest, kept = f.read(sha256().digest_size), f.read()
        if sha256(kept).digest() == digest:
            super().load_bytecode(BytesIO(kept))

    def write_bytecode(self, f: IO[bytes]) -> None:
        """Write a digest and the code."""
        kept = BytesIO()
        super().write_bytecode(kept)
        f.write(sha256(kept.getvalue()).digest() + kept.getvalue())


class CompiledTemplates(jinja2.FileSystemBytecodeCache):
    """Jinja's own cache, without which everything works as well: where it cannot be read or written it is left out."""

    def __init__(self, folder: Path, environment: jinja2.Environment) -> None:
        """Keep files in a folder for an environment whose filters and tests are complete."""
        super().__init__(str(folder), f"{sys.implementation.cache_tag}-%s")
        self._compiler = "\n".join(_what_the_compiler_reads(environment))
        self.keeps = not sys.dont_write_bytecode
        """Whether new files are written; as Python does with modules, unless somebody asks for them."""

    def get_source_checksum(self, source: str) -> str:
        """Return a digest of a template's source and of all else that decides what it becomes."""
        return super().get_source_checksum(f"{self._compiler}\n{source}")

    def get_bucket(self, environment: jinja2.Environment, name: str, filename: str | None, source: str) -> Bucket:
        """Return what a template was compiled to, or a place for it; what cannot be read counts as absent."""
        bucket = SealedBucket(environment, self.get_cache_key(name, filename), self.get_source_checksum(source))
        with contextlib.suppress(OSError):
            self.load_bytecode(bucket)
        return bucket

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what a template was compiled to, if such files are to be kept, and the folder takes it.

        Whoever may read the folder may read the file: one account installs, and another serves.
        """
        if not self.keeps:
            return
        with contextlib.suppress(OSError):
            super().dump_bytecode(bucket)
            folder = Path(self.directory)
            (folder / (self.pattern % bucket.key)).chmod(folder.stat().st_mode & 0o666)

    def holds(self, environment: jinja2.Environment, name: str) -> bool:
        """Say whether a template need not be compiled.

        Raises:
            TemplateNotFound: there is no such template.
        """
        loader = environment.loader or jinja2.BaseLoader()
        source, filename, _is_current = loader.get_source(environment, name)
        return self.get_bucket(environment, name, filename, source).code is not None


def _what_the_compiler_reads(environment: jinja2.Environment) -> Iterator[str]:
    yield jinja2.__version__
    yield importlib.util.MAGIC_NUMBER.hex()  # Jinja looks at Python's version alone
    yield from sorted(environment.extensions)
    escapes = environment.autoescape
    yield str(escapes("page.html") if callable(escapes) else escapes)
    yield from (str(getattr(environment, name, "")) for name in SETTINGS)
    for functions in (environment.filters, environment.tests):
        for name, function in sorted(functions.items()):
            yield f"{name} {getattr(function, 'jinja_pass_arg', '')}"
