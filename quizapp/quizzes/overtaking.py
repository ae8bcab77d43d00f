"""Writing answers down, but for those that a newer one of the same device has overtaken on a slow network.

A device that gave up sending an answer, and then sent another one in its place, may have the first arrive last. Its ids
tell the order: a name of the device's own, a dot, and a number of 14 digits that only grows. Others have no order.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from quizapp.db import insert_into
from quizapp.quizzes.models import Response
from quizapp.statements import Prepared

_RESPONSES = cast("sa.Table", Response.__table__)
_ordered = re.compile(r"(.+\.)\d{14}")
_newer = _RESPONSES.alias("newer")


def _add_unless_overtaken(dialect: str) -> sa.sql.ClauseElement:
    columns = [column for column in _RESPONSES.c if not column.primary_key]
    overtaken = sa.exists().where(
        _newer.c.slot_id == sa.bindparam("slot_id", type_=_RESPONSES.c.slot_id.type),
        sa.func.substr(_newer.c.event_id, 1, sa.bindparam("length", type_=sa.Integer())) == sa.bindparam("line"),
        _newer.c.event_id > sa.bindparam("event_id", type_=_RESPONSES.c.event_id.type),
    )
    values = sa.select(*(sa.bindparam(column.name, type_=column.type) for column in columns)).where(~overtaken)
    statement = insert_into(_RESPONSES, dialect).from_select([column.name for column in columns], values)
    return cast("sa.sql.ClauseElement", statement.on_conflict_do_nothing().inline())


_add = Prepared(_add_unless_overtaken)


def add_response(connection: Connection, response: Mapping[str, Any]) -> bool:
    """Write an answer down; say whether it is a new one, and neither known already nor overtaken."""
    ordered = _ordered.fullmatch(response["event_id"])
    line = ordered[1] if ordered else f"{response['event_id']}|"  # no id has this sign
    return _add.change(connection, {**response, "line": line, "length": len(line)}) == 1
