"""JSON schemas as OpenAI's strict mode takes them, and the least value that follows one."""

from __future__ import annotations

from typing import Any


def problem(schema: dict[str, Any], where: str = "()") -> str:
    """Why OpenAI refuses it in strict mode; empty when it doesn't."""
    if schema.get("type") == "object" or "properties" in schema:
        if schema.get("additionalProperties") is not False:
            return f"In context={where}, 'additionalProperties' is required to be supplied and to be false."
        missing = set(schema.get("properties", {})) - set(schema.get("required", []))
        if missing:
            return (
                f"In context={where}, 'required' is required to be supplied and to be an array including "
                f"every key in properties. Missing {sorted(missing)[0]!r}."
            )
    for name, inner in _inner(schema):
        if wrong := problem(inner, f"({where.strip('()')}, {name!r})"):
            return wrong
    return ""


def _inner(schema: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    found = [*schema.get("properties", {}).items(), *schema.get("$defs", {}).items()]
    if isinstance(schema.get("items"), dict):
        found.append(("items", schema["items"]))
    return found + [("anyOf", each) for each in schema.get("anyOf", [])]


def example(schema: dict[str, Any], root: dict[str, Any] | None = None) -> Any:
    """A small value that follows ``schema``."""
    root = root or schema
    if "$ref" in schema:
        return example(root["$defs"][schema["$ref"].rpartition("/")[2]], root)
    for fixed in ("const", "default"):
        if fixed in schema:
            return schema[fixed]
    if "enum" in schema:
        return schema["enum"][0]
    if "anyOf" in schema:
        return example(schema["anyOf"][0], root)
    return _of_type(schema, root)


def _of_type(schema: dict[str, Any], root: dict[str, Any]) -> Any:
    match schema.get("type"):
        case "object":
            return {name: example(inner, root) for name, inner in schema.get("properties", {}).items()}
        case "array":
            return [example(schema["items"], root)] * max(1, schema.get("minItems", 1))
        case "integer" | "number":
            return schema.get("minimum", 1)
        case "boolean":
            return False
        case "null":
            return None
    return "text".ljust(schema.get("minLength", 0), "x")
