"""What a backup says about itself: when and why it was made, by what, of which schema, how many rows, which files."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from quizapp.kinds.messages import ToldError

DATABASE = "quizapp.sqlite3"
SECRET_KEY = "secret_key"  # noqa: S105 - the name of a file
MANIFEST = "manifest.json"
STAMP = "%Y%m%dT%H%M%SZ"


class Reason(StrEnum):
    """Why a backup was made."""

    DAILY = "daily"
    BY_HAND = "by_hand"
    UPGRADE = "upgrade"
    RESTORE = "restore"


class BackupError(ToldError):
    """A backup could not be made, read or restored; the sentence says why and what to do."""


class Manifest(BaseModel):
    """The file manifest.json of a backup."""

    model_config = ConfigDict(frozen=True)

    made_at: AwareDatetime
    reason: Reason
    version: str
    revision: str
    """The newest migration of the schema."""
    rows: dict[str, int]
    """How many rows each table has, in the backup as in the source."""
    files: dict[str, str]
    """The SHA-256 of each file of the backup but this one, by its name."""
    missing_pictures: tuple[str, ...] = ()
    """Pictures that the database names and whose files were not there."""
    form: int = Field(le=1)

    @property
    def stamp(self) -> str:
        """Return the backup's moment as its name has it."""
        return stamp_of(self.made_at)


def stamp_of(moment: datetime) -> str:
    """Return a moment, in UTC, as names of backups have it."""
    return moment.strftime(STAMP)
