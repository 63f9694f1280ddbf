"""The words of the other languages that may stand in the editorial brackets of one."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from typing import cast

from cleanup.language.packs import Pack, load_packs

# By word, as its pack writes it: the pairs (concept, source language) that it can mean.
Sources = Mapping[str, tuple[tuple[str, str], ...]]


def kept_sources(memory: dict[Hashable, object], target: Pack, packs: Iterable[Pack]) -> Sources:
    """Return `sources` of a pack, worked out once and kept in the memory of its language."""
    if "sources" not in memory:
        memory["sources"] = sources(target, packs)
    return cast("Sources", memory["sources"])


def sources(target: Pack, packs: Iterable[Pack] | None = None) -> Sources:
    """Return the words of other languages that may stand untranslated in brackets of `target`.

    Each word, as its pack writes it, goes to the pairs (concept, source language) it can mean.
    Words that are also words of the target are left out, and so are single small letters: they
    are endings or note marks more often than words. `packs` are all packs where not given.
    """
    others = load_packs().values() if packs is None else packs
    native = target.words["function"] | target.collisions | _editorial_words(target)
    native -= target.bracketed
    found: dict[str, list[tuple[str, str]]] = {}
    for other in others:
        if other.code == target.code:
            continue
        for concept, editorial in (*other.editorial.items(), *other.labels.items()):
            for form in editorial.forms:
                letter = len(form) < 2 and form == form.lower()
                if not letter and form.lower() not in native:
                    found.setdefault(form, []).append((concept, other.code))
    return {form: tuple(pairs) for form, pairs in found.items()}


def _editorial_words(pack: Pack) -> frozenset[str]:
    named = (*pack.editorial.values(), *pack.labels.values())
    return frozenset(form.lower() for editorial in named for form in editorial.forms)
