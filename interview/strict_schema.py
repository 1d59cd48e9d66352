"""JSON schemas as strict structured output wants them: every field required, no other allowed. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Schema = Mapping[str, Any]


def strict_object(properties: Schema) -> Schema:
    """An object with these properties."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def strict_list(properties: Schema) -> Schema:
    """A list of objects with these properties."""
    return {"type": "array", "items": strict_object(properties)}
