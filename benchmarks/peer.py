"""Runs one peer over documents, inside the environment it is installed in.

    python peer.py NAME DOCUMENTS.jsonl

prints the CPU seconds of the loop alone, without the import.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any, cast


def load(name: str) -> Callable[[str], Any]:
    """Return the peer's function on one document."""
    if name == "sacremoses":
        normalizer = import_module("sacremoses").MosesPunctNormalizer("fr")
        return cast(Callable[[str], Any], normalizer.normalize)
    if name == "clean-text":
        clean = import_module("cleantext").clean
        return lambda text: clean(text, to_ascii=False, lower=False, no_line_breaks=False)
    if name == "ftfy":
        return cast(Callable[[str], Any], import_module("ftfy").fix_text)
    if name == "cleanup":
        plan = import_module("cleanup").plan
        return lambda text: plan(text, lang="fr")
    # What bifixer does to one sentence; it works line by line.
    bifixer = import_module("bifixer.restorative_cleaning")
    signs = bifixer.getCharsReplacements("fr")
    marks = bifixer.getNormalizedPunctReplacements("fr")
    words = bifixer.getReplacements("fr"), bifixer.getDetokenizations("fr")

    def fix_line(line: str) -> str:
        fixed = bifixer.fix(line, "fr", *signs)
        return str(bifixer.ortho_detok_fix(bifixer.normalize(fixed, "fr", *marks), *words))

    return lambda text: [fix_line(line) for line in text.split("\n")]


def main() -> None:
    name, path = sys.argv[1:]
    lines = Path(path).read_text("utf-8").rstrip("\n").split("\n")  # prose may hold other line ends
    documents = [json.loads(line)["text"] for line in lines]
    act = load(name)
    act(documents[0])
    begin = time.process_time()
    for document in documents:
        act(document)
    print(time.process_time() - begin)


if __name__ == "__main__":
    main()
