"""The language a document declares for itself, in its front matter or on its root element."""

from __future__ import annotations

import re

_HEAD = 2_000  # code points at the start of the text in which a root element is looked for
_TAG = r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*"
_KEY = rf"""(?im)^lang(?:uage)?[ \t]*:[ \t]*(["']?)({_TAG})\1[ \t]*(?:\#.*)?$"""
# The first element, after white space, declarations and comments. A tag further down may be what
# the article is about, and its language another one. Atomic: comments part in one way only.
_ROOT = (
    r"(?s)\A(?>\s+|<\?(?>.*?\?>)|<!--(?>.*?-->)|<!(?!--)[^>]*>)*+"
    r"<[A-Za-z][\w:.-]*(?=[\s>])([^>]*)"
)
_ATTRIBUTE = rf"""(?i)(?:^|\s)(?:xml:)?lang\s*=\s*(["']?)({_TAG})\1(?=[\s/]|$)"""


def declared_language(text: str) -> str | None:
    """Return the BCP 47 tag that a document (line ends `\\n`) declares, or None."""
    tag = _in_front_matter(text) or _on_root(text[:_HEAD])
    if tag is None or tag.lower() == "und":
        return None
    return tag.replace("_", "-")


def _in_front_matter(text: str) -> str | None:
    if not text.startswith("---") or text[3:].split("\n", 1)[0].strip():
        return None
    end = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE).search(text, 4)
    found = re.search(_KEY, text[3 : end.start()]) if end else None
    return found[2] if found else None


def _on_root(head: str) -> str | None:
    if "lang" not in head.lower():
        return None
    root = re.match(_ROOT, head)
    found = re.search(_ATTRIBUTE, root[1]) if root else None
    return found[2] if found else None
