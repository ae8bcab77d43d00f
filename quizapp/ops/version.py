"""Which version of quizapp this is."""

from __future__ import annotations

from importlib import metadata


def own_version() -> str:
    """Return the installed version, or a sentence where nothing is installed."""
    try:
        return metadata.version("quizapp")
    except metadata.PackageNotFoundError:
        return "not installed, run from a checkout"
