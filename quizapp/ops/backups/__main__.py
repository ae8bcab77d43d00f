"""python -m quizapp.ops.backups REASON makes one backup, gently: the server starts it in a process of its own."""

from __future__ import annotations

import contextlib
import os
import sys

from quizapp.clock import utcnow
from quizapp.config import read_settings
from quizapp.ops.backups.background import make_in_background
from quizapp.ops.backups.manifest import Reason
from quizapp.ops.logs import write_logs

if sys.platform != "win32":
    with contextlib.suppress(OSError):
        os.nice(19)
settings = read_settings()
write_logs(settings)
sys.exit(make_in_background(settings, Reason(sys.argv[1]), utcnow))
