"""The records of a JSON text laid out as documents of their own."""

from __future__ import annotations

from cleanup.errors import ConfigError
from cleanup.files import shown
from cleanup.formats import Asked
from cleanup.formats.faults import Faults
from cleanup.formats.fieldpaths import Path, read_paths
from cleanup.formats.jsonscan import Scanned
from cleanup.formats.jsontext import lay, write
from cleanup.formats.plain import Plain
from cleanup.formats.spliced import Nature, Woven, weave
from cleanup.formats.weaver import Weaver
from cleanup.start.data import dataclass, field, replace
from cleanup.start.expressions import expression
from cleanup.text.document import Record

# Under these keys builders of corpora keep the language of a record.
_LANGUAGE = ("lang", "language")
_TAG = expression(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*")


def paths_of(asked: Asked, plain: Plain, *, lines: bool = False) -> tuple[Path, ...]:
    """Return the fields that were asked for. Raises ConfigError where none is, or one is no path.

    None is taken for granted: a text that is an identifier or a hash must not be guessed at.
    """
    if not asked.fields:
        from cleanup.formats.jsonnames import string_fields

        there = string_fields(plain.document.text, lines=lines)
        reason = f"name the fields that are prose, such as --field text{there}"
        raise ConfigError(f"{shown(plain.path)}: {reason}")
    return read_paths(asked.fields)


@dataclass(slots=True)
class Laid:
    """The records so far. One in which something is wrong is left out, and so stays as it was."""

    plain: Plain
    nature: Nature
    weaver: Weaver
    faults: Faults
    ascii_only: bool
    records: list[Record] = field(default_factory=list)
    marks: frozenset[str] = frozenset(_LANGUAGE)

    @classmethod
    def of(cls, plain: Plain, format: str) -> Laid:
        """Begin with a file that no record has been read of."""
        flat = plain.document.text
        nature = Nature(format, write, lines=True)
        return cls(plain, nature, Weaver(flat), Faults(plain.path, "records"), flat.isascii())

    def add(self, scanned: Scanned) -> None:
        """Add a record, unless something is wrong with its fields."""
        if scanned.faults:
            fault = scanned.faults[0]
            self.faults.add(self.plain.locate(fault.at), fault.reason)
            return
        weaver = self.weaver
        first = len(weaver.blocks)
        for one in scanned.fields:
            if one.high > one.low:
                weaver.name(one.path)
                lay(weaver, one, ascii_only=self.ascii_only)
                weaver.part()
        if len(weaver.blocks) > first:
            start = weaver.blocks[first][0]
            self.records.append(Record(start, weaver.size, _language(scanned)))

    def source(self, fields: tuple[str, ...], *, whole: bool = False) -> Woven:
        """Return the source, read for some fields; `whole` tells that the file is one record."""
        language = self.records[0].language if whole and self.records else None
        woven = weave(self.nature, self.plain, self.weaver, language=language)
        records = () if whole else tuple(self.records)
        document = replace(woven.document, records=records)
        return replace(woven, document=document, fields=fields, faults=self.faults.lines)


def _language(scanned: Scanned) -> str | None:
    for key in _LANGUAGE:
        tag = scanned.marked.get(key, "")
        if _TAG.fullmatch(tag) and tag.lower() != "und":
            return tag.replace("_", "-")
    return None
