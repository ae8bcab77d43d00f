"""Where the shipped files lie: beside the package in a checkout, inside it in an installed wheel."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


def migrations_dir() -> Path:
    """Return the folder of migrations."""
    return _shipped("migrations")


def questions_dir() -> Path:
    """Return the folder of shipped question banks."""
    return _shipped("questions")


def _shipped(name: str) -> Path:
    inside = _PACKAGE / "shipped" / name
    return inside if inside.is_dir() else _PACKAGE.parent / name
