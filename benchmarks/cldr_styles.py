"""Write what CLDR says of the styles to `rules/cldr.toml`; run it again when CLDR has changed.

    npm pack cldr-misc-full cldr-numbers-full      # unpack each into a folder of its own
    python benchmarks/cldr_styles.py MISC NUMBERS

MISC and NUMBERS are those folders (each holds `package.json` and `main/`). CLDR knows quotation
marks, the marks of numbers, the space before % and the ellipsis; it says nothing of the spaces at
high marks, of dashes and of ordinals, and in places follows the computer rather than the press:
what stands above it is in `rules/styles.toml`.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

# Where CLDR names a style otherwise: the chief region of a language has no tag of its own there.
STYLES = {
    "fr-FR": "fr",
    "fr-CA": "fr-CA",
    "fr-CH": "fr-CH",
    "fr-BE": "fr-BE",
    "de-DE": "de",
    "de-CH": "de-CH",
    "es-ES": "es",
    "it-IT": "it",
    "pt-PT": "pt-PT",
    "pt-BR": "pt",
    "nl-NL": "nl",
    "pl-PL": "pl",
    "en-US": "en",
    "en-GB": "en-GB",
    "ru-RU": "ru",
}
HEAD = """\
# What CLDR {version} says of the styles, written by `benchmarks/cldr_styles.py`: not edited by
# hand. What stands above it is in `styles.toml`.
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Write the table; return 0."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("misc", type=Path, help="unpacked cldr-misc-full")
    parser.add_argument("numbers", type=Path, help="unpacked cldr-numbers-full")
    parser.add_argument("--out", type=Path, default=Path("rules/cldr.toml"))
    given = parser.parse_args(argv)
    version = json.loads((given.misc / "package.json").read_text("utf-8"))["version"]
    parts = [HEAD.format(version=version)]
    for style, locale in STYLES.items():
        values = "".join(f"{k} = {_toml(v)}\n" for k, v in _facts(given, locale))
        parts.append(f"[{style}]\n{values}")
    given.out.write_text("\n".join(parts), encoding="utf-8", newline="\n")
    return 0


def _facts(given: argparse.Namespace, locale: str) -> Iterator[tuple[str, str]]:
    """Yield the facts of a locale, named as `styles.toml` names them."""
    marks = _read(given.misc, locale, "delimiters")
    yield "primary", f"{marks['quotationStart']} {marks['quotationEnd']}"
    yield "secondary", f"{marks['alternateQuotationStart']} {marks['alternateQuotationEnd']}"
    numbers = _read(given.numbers, locale, "numbers")
    symbols = numbers["symbols-numberSystem-latn"]
    yield "decimal", symbols["decimal"]
    yield "group", symbols["group"]
    percent = numbers["percentFormats-numberSystem-latn"]["standard"]
    yield "percent", percent.removesuffix("%").lstrip("#,0")
    yield "ellipsis", _read(given.misc, locale, "characters")["ellipsis"]["final"][len("{0}") :]


def _read(folder: Path, locale: str, name: str) -> dict[str, Any]:
    text = (folder / "main" / locale / f"{name}.json").read_text("utf-8")
    return dict(json.loads(text)["main"][locale][name])


def _toml(value: str) -> str:
    """Return a string as TOML has it, spaces that cannot be seen as escapes."""
    text = json.dumps(value, ensure_ascii=False)
    return text.replace("\u00a0", "\\u00a0").replace("\u202f", "\\u202f")


if __name__ == "__main__":
    sys.exit(main())
