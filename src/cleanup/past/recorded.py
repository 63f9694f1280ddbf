"""Findings, changes and places as records of JSON, written and read field by field.

A ledger may be damaged or made by others: what is not of its kind raises, and names the field. What
passes here can be drawn by every report.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cleanup.results import APPLICABILITIES, SEVERITIES, Finding, Location
from cleanup.start.data import fields
from cleanup.text.edits import Change

Record = Mapping[str, Any]

_PLACES = ("start", "end", "out_start", "out_end")
_TEXTS = ("code", "name", "message", "family", "held", "fingerprint")
_CHOICES: Mapping[str, tuple[str, ...]] = {
    "severity": SEVERITIES,
    "applicability": APPLICABILITIES,
    "kind": ("artifact", "style"),
}


def of_finding(finding: Finding) -> dict[str, object]:
    """Return the record of a finding."""
    record = {field.name: getattr(finding, field.name) for field in fields(finding)}
    return record | {"evidence": dict(finding.evidence), "after": list(finding.after)}


def of_change(change: Change) -> dict[str, object]:
    """Return the record of a change."""
    record = {field.name: getattr(change, field.name) for field in fields(change)}
    return record | {"fixes": sorted(change.fixes)}


def of_location(location: Location) -> dict[str, object]:
    """Return the record of a place."""
    place = {field.name: getattr(location, field.name) for field in fields(location)}
    if not location.where:
        del place["where"]
    return place


def finding(record: Record) -> Finding:
    """Return a finding. Raises KeyError, TypeError, ValueError."""
    # The first ledgers did not say the type of error.
    values = {f.name: record[f.name] for f in fields(Finding) if f.name != "mqm"}
    _check_place(record)
    for key in _TEXTS:
        text(record, key)
    for key, choices in _CHOICES.items():
        if record[key] not in choices:
            raise ValueError(f"{key} must be one of {', '.join(choices)}")
    if record["suggestion"] is not None:
        text(record, "suggestion")
    if not isinstance(record["applied"], bool):
        raise TypeError("applied must be true or false")
    if not _is_number(record["confidence"]):
        raise TypeError("confidence must be a number")
    evidence = record["evidence"]
    if not isinstance(evidence, dict) or not all(map(_is_number, evidence.values())):
        raise TypeError("evidence must be numbers by name")
    mqm = text(record, "mqm") if "mqm" in record else ""
    return Finding(**values | {"after": _positions(record, "after"), "mqm": mqm})


def change(record: Record, findings: int) -> Change:
    """Return a change of a document with so many findings. Raises as `finding`."""
    _check_place(record)
    fixes = _positions(record, "fixes")
    if any(fix >= findings for fix in fixes):
        raise ValueError("fixes names a finding that is not there")
    old, new = text(record, "old"), text(record, "new")
    start, end, out_start, out_end = (count(record, key) for key in _PLACES)
    return Change(start, end, old, new, out_start, out_end, frozenset(fixes))


def _check_place(record: Record) -> None:
    start, end, out_start, out_end = (count(record, key) for key in _PLACES)
    if end < start or out_end < out_start:
        raise ValueError("a place must not end before it starts")


def location(record: Record, prefix: str = "") -> Location:
    """Return a place in the file; all its keys begin with the prefix. Raises as `finding`."""
    line, column, byte = (count(record, prefix + key) for key in ("line", "column", "byte"))
    key = f"{prefix}char"
    char = count(record, key) if key in record else 0
    where = f"{prefix}where"
    return Location(line, column, byte, char, text(record, where) if where in record else "")


def text(record: Record, key: str) -> str:
    """Return the text of a field. Raises KeyError, TypeError."""
    value = record[key]
    if not isinstance(value, str):
        raise TypeError(f"{key} must be text")
    return value


def texts(record: Record, key: str) -> tuple[str, ...]:
    """Return the texts of a field that is a list of them. Raises KeyError, TypeError."""
    value = record[key]
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise TypeError(f"{key} must be a list of texts")
    return tuple(value)


def count(record: Record, key: str) -> int:
    """Return the number of a field, which is not negative. Raises KeyError, TypeError."""
    value = record[key]
    if not _is_position(value):
        raise TypeError(f"{key} must be a number")
    return int(value)


def _positions(record: Record, key: str) -> tuple[int, ...]:
    values = record[key]
    if not isinstance(values, list) or not all(map(_is_position, values)):
        raise TypeError(f"{key} must be a list of numbers")
    return tuple(values)


def _is_position(value: object) -> bool:
    return type(value) is int and value >= 0


def _is_number(value: object) -> bool:
    return type(value) in (int, float)
