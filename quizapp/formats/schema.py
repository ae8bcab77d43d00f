"""The JSON Schemas of bank files and of quiz files, so that editors complete and check while typing."""

from __future__ import annotations

import inspect
from typing import Any

from pydantic import BaseModel

from quizapp.formats.fields import CommonFields, HeadFields
from quizapp.formats.quiz_yaml import QuizFields, RuleFields
from quizapp.kinds import registry
from quizapp.kinds.base import Content

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def bank_schema() -> dict[str, Any]:
    """Return the schema (draft 2020-12): one branch for each kind, told apart by `kind`.

    Scalars are typed loosely, since an editor takes an unquoted 1994 for a number and true for a truth value.
    """
    definitions: dict[str, Any] = {}
    branches = [_branch(kind, definitions) for kind in registry.KINDS.values()]
    head = _model_schema(HeadFields, definitions)
    questions = {
        "description": "Each begins with “- id:”.",
        "type": "array",
        "items": {"type": "object", "required": ["kind"], "oneOf": branches},
    }
    return {
        "$schema": DIALECT,
        "title": "A question bank of quizapp",
        "type": "object",
        "properties": head["properties"] | {"questions": questions},
        "required": [*head["required"], "questions"],
        "additionalProperties": False,
        "$defs": definitions,
    }


def quiz_schema() -> dict[str, Any]:
    """Return the schema (draft 2020-12) of the file of a ready-made quiz."""
    definitions: dict[str, Any] = {}
    head = _model_schema(QuizFields, definitions)
    rules = {
        "description": "Rules, drawn in turn; no question is drawn twice.",
        "type": "array",
        "minItems": 1,
        "items": _model_schema(RuleFields, definitions),
    }
    return {
        "$schema": DIALECT,
        "title": "A ready-made quiz of quizapp",
        "type": "object",
        "properties": head["properties"] | {"draw": rules},
        "required": [*head["required"], "draw"],
        "additionalProperties": False,
        "$defs": definitions,
    }


def _branch(kind: type[Content], definitions: dict[str, Any]) -> dict[str, Any]:
    common = _model_schema(CommonFields, definitions)
    own = _model_schema(kind, definitions)
    name = {"const": kind.kind, "description": kind.label}
    return {
        "title": kind.label,
        "description": inspect.cleandoc(kind.__doc__ or "").splitlines()[0],
        "type": "object",
        "properties": {"id": common["properties"]["id"], "kind": name} | own["properties"] | common["properties"],
        "required": ["kind", *own.get("required", ()), *common["required"]],
        "additionalProperties": False,
    }


def _model_schema(model: type[BaseModel], definitions: dict[str, Any]) -> dict[str, Any]:
    """Return a model's schema; what it refers to goes to the definitions."""
    schema = model.model_json_schema(mode="validation")
    definitions.update(schema.pop("$defs", {}))
    return schema
