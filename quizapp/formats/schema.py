"""The JSON Schema of bank files, so that editors complete and check while typing."""

from __future__ import annotations

from typing import Any

from quizapp.formats.fields import CommonFields, HeadFields
from quizapp.kinds import registry

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def bank_schema() -> dict[str, Any]:
    """Return the schema: one branch for each kind, told apart by `kind`."""
    definitions: dict[str, Any] = {}
    branches = []
    common = _model_schema(CommonFields, definitions)
    for name, kind in registry.KINDS.items():
        own = _model_schema(kind, definitions)
        branches.append(
            {
                "type": "object",
                "description": (kind.__doc__ or "").splitlines()[0],
                "properties": {"kind": {"const": name}} | own["properties"] | common["properties"],
                "required": ["kind", *own.get("required", ()), *common["required"]],
                "additionalProperties": False,
            }
        )
    head = _model_schema(HeadFields, definitions)
    return {
        "$schema": DIALECT,
        "title": "A question bank of quizapp",
        "type": "object",
        "properties": head["properties"] | {"questions": {"type": "array", "items": {"oneOf": branches}}},
        "required": [*head["required"], "questions"],
        "additionalProperties": False,
        "$defs": definitions,
    }


def _model_schema(model: Any, definitions: dict[str, Any]) -> dict[str, Any]:  # noqa: ANN401 - a pydantic model's class
    schema: dict[str, Any] = model.model_json_schema(mode="validation")
    definitions.update(schema.pop("$defs", {}))
    return schema
