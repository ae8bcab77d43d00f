"""What the server was started with last, kept in a file of the data folder: to see what has changed since."""

from __future__ import annotations

from pathlib import Path

from pydantic import AwareDatetime, BaseModel, ValidationError

FILE = "last_start.json"


class LastStart(BaseModel):
    """A start of the server."""

    at: AwareDatetime
    port: int
    addresses: tuple[str, ...]
    """This computer's addresses and name in its network."""
    for_the_room: bool
    """Whether others could reach it."""
    chosen: bool | None = None
    """What somebody chose by --room, --no-room or by the question; it holds until they choose otherwise."""


def read_last_start(data_dir: Path) -> LastStart | None:
    """Return the last start; None where there was none, or what is kept of it cannot be read."""
    try:
        return LastStart.model_validate_json((data_dir / FILE).read_bytes())
    except (OSError, ValidationError):
        return None


def keep_last_start(data_dir: Path, start: LastStart) -> None:
    """Keep a start, in the place of the one before."""
    draft = data_dir / f"{FILE}.new"
    draft.write_text(start.model_dump_json(), encoding="utf-8")
    draft.replace(data_dir / FILE)
