"""The JSON Schema of `cleanup.toml`, made of the table of its keys.

`python -m cleanup.config.schema` prints it; docs/config.schema.json holds it, and a test compares.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from cleanup.config.keys import FILE_KEYS, KEYS, Key
from cleanup.config.values import known_formats
from cleanup.results import SEVERITIES

_WORDS = {"type": "array", "items": {"type": "string", "minLength": 1}}
_TEXT = {"type": "string"}
_OPTION = {"type": ["string", "number", "boolean", "array"], "items": {"type": "string"}}


def schema() -> dict[str, Any]:
    """Return the schema."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "cleanup configuration",
        "description": "A cleanup.toml, or the table [tool.cleanup] of a pyproject.toml.",
        **_object(KEYS),
    }


def text() -> str:
    """Return the schema as the file in docs/ has it."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


def _object(keys: Mapping[str, Key]) -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": {key.name: _property(key) for key in keys.values()},
    }


def _property(key: Key) -> dict[str, Any]:
    default = f" Default: {key.default}." if key.default else ""
    return {"description": f"{key.help}{default}", **_value(key)}


def _value(key: Key) -> dict[str, Any]:
    match key.kind:
        case "codes" | "folders" | "fields":
            return _WORDS
        case "globs":
            return {"anyOf": [{"type": "string", "minLength": 1}, {**_WORDS, "minItems": 1}]}
        case "switch":
            return {"type": "boolean"}
        case "severity":
            return {"enum": list(reversed(SEVERITIES))}
        case "format":
            return {"enum": list(known_formats())}
        case "size":
            size = {"type": "string", "pattern": "^\\s*[0-9][0-9_]*\\s*[kKmMgG]?[bB]?\\s*$"}
            return {"anyOf": [{"type": "integer", "minimum": 0}, size]}
        case "ignores":
            return {"type": "object", "additionalProperties": _WORDS}
        case "files":
            return {"type": "array", "items": {**_object(FILE_KEYS), "required": ["glob"]}}
        case "options":
            options = {"type": "object", "additionalProperties": _OPTION}
            return {"type": "object", "additionalProperties": options}
        case _:
            return _TEXT


if __name__ == "__main__":
    import sys

    sys.stdout.write(text())
