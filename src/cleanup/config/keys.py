"""The keys of a configuration file: the one table that reading, `init` and the schema share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from cleanup.start.data import dataclass

Kind = Literal[
    "codes",
    "folders",
    "globs",
    "text",
    "style",
    "format",
    "encoding",
    "severity",
    "size",
    "switch",
    "file",
    "ignores",
    "files",
    "fields",
    "options",
]


@dataclass(frozen=True, slots=True)
class Key:
    """One key: what kind of value it takes, what it does, and an example in TOML.

    `default` is what holds where it is left out, in words.
    """

    name: str
    kind: Kind
    help: str
    example: str
    default: str = ""

    @property
    def field(self) -> str:
        """The name of the field that holds its value."""
        return self.name.replace("-", "_")


KEYS: Mapping[str, Key] = {
    key.name: key
    for key in (
        Key(
            "extend",
            "file",
            "Another configuration file, to which this one is added: what is said here counts.",
            'extend = "../base.toml"',
        ),
        Key(
            "lang",
            "text",
            "Language of the documents, as fr or fr-CA.",
            'lang = "fr"',
            "what a document declares, else detected",
        ),
        Key(
            "style",
            "style",
            "House style: also apply the style rules of this profile.",
            'style = "fr-FR"',
            "none",
        ),
        Key(
            "encoding",
            "encoding",
            "Encoding of files without a byte order mark.",
            'encoding = "cp1252"',
            "utf-8",
        ),
        Key(
            "fields",
            "fields",
            "Fields of JSON, by path, and columns of tables that are prose.",
            'fields = ["title", "body[].text"]',
            "none, so such files are not read",
        ),
        Key(
            "select",
            "codes",
            "Run these rules alone: by code, beginning of a code, name, kind, applicability or"
            " lang:fr.",
            'select = ["QUO", "BRK"]',
            "all stable rules that find artifacts",
        ),
        Key("extend-select", "codes", "Run these rules as well.", 'extend-select = ["TYP"]'),
        Key("ignore", "codes", "Do not run these rules.", 'ignore = ["NUM", "QUO003"]'),
        Key("fixable", "codes", "Apply fixes of these rules alone.", 'fixable = ["ALL"]', "all"),
        Key("unfixable", "codes", "Only report what these rules find.", 'unfixable = ["BRK"]'),
        Key("preview", "switch", "Also run rules that are on trial.", "preview = true", "false"),
        Key(
            "require-data",
            "switch",
            "Fail where a rule lacks optional data, such as word lists, in place of less.",
            "require-data = true",
            "false",
        ),
        Key(
            "extend-rules",
            "folders",
            "Folders with rules of your own, beside this file.",
            'extend-rules = ["house/"]',
        ),
        Key(
            "fail-on",
            "severity",
            "Exit 1 if something of this severity or above is left.",
            'fail-on = "error"',
            "warning",
        ),
        Key(
            "max-file-size",
            "size",
            "Refuse larger files: bytes, or with K, M or G.",
            'max-file-size = "20M"',
            "100M",
        ),
        Key(
            "exclude",
            "globs",
            "Files and folders that are not read unless they are named, in place of those that the"
            " tool leaves out by itself. Written as in .gitignore, relative to this file's folder.",
            'exclude = ["drafts/", "*.old.txt"]',
            "node_modules/, requirements.txt and their like",
        ),
        Key(
            "extend-exclude",
            "globs",
            "Files and folders that are not read either; one that begins with ! is read after all.",
            'extend-exclude = ["data/", "!.pages/"]',
        ),
        Key(
            "force-exclude",
            "switch",
            "Leave out excluded files also where they are named, as pre-commit does.",
            "force-exclude = true",
            "false",
        ),
        Key(
            "respect-gitignore",
            "switch",
            "Leave out what .gitignore names, unless it is named.",
            "respect-gitignore = false",
            "true",
        ),
        Key(
            "per-file-ignores",
            "ignores",
            "Do not run some rules on some files. A glob is written as in .gitignore, relative to"
            " this file's folder; one that begins with ! means all other files.",
            '[per-file-ignores]\n"quotes/**" = ["QUO"]\n"!en/*.txt" = ["UNT"]',
        ),
        Key(
            "files",
            "files",
            "What holds for some files; of several tables for one file the last counts.",
            '[[files]]\nglob = ["en/**", "!en/fr/**"]\nlang = "en"',
        ),
        Key(
            "rules",
            "options",
            "Options of rules, by code or the beginning of codes; `cleanup explain` shows them.",
            '[rules.BRK]\npolicy = "drop-marks"',
        ),
    )
}

FILE_KEYS: Mapping[str, Key] = {
    key.name: key
    for key in (
        Key("glob", "globs", "Which files, as in per-file-ignores.", 'glob = ["en/**"]'),
        *(KEYS[name] for name in ("lang", "style", "encoding", "fields")),
        Key("format", "format", "Read them as this format.", 'format = "plain"', "by the suffix"),
    )
}
