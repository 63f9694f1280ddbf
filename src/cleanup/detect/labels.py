"""Labels and asides in brackets left in another language: `[laughs]`, `(and)`.

The words are a closed list, [labels] and [editorial] of the language packs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from cleanup.detect.candidates import Candidate
from cleanup.detect.quoted import quotations
from cleanup.detect.view import View
from cleanup.start.expressions import expression
from cleanup.text.edits import Edit

_LABEL = expression(r"(?<![\w!\\\]])\[([^\W\d_][^\[\]\n]{2,30})\](?![\w(:\[])")
_ASIDE = expression(r"(?<=\s)\(([^\W\d_]{2,12})\)(?= )")
_VOWEL = expression(r" [aeiouyhàâäéèêëîïôöùûüœæ]", re.IGNORECASE)


def detect_labels(view: View, hits: list[int]) -> Iterator[Candidate]:
    """Yield stage directions of a transcript that stand in another language."""
    rule = view.rules.get("BRK013")
    for hit in hits:
        match = _LABEL.match(view.text, hit) if rule else None
        concept = _labels(view).get(match[1].lower()) if match else None
        if rule and match and concept:
            form = view.pack.labels[concept].forms[0]
            if match[1][0].isupper():
                form = form[0].upper() + form[1:]
            edit = Edit(match.start(1), match.end(1), form)
            yield Candidate(rule, hit, match.end(), (edit,), rule.applicability)


def _labels(view: View) -> Mapping[str, str]:
    """Return the labels of the other languages, in lower case, with what they name."""

    def gathered() -> Mapping[str, str]:
        own = {form.lower() for label in view.pack.labels.values() for form in label.forms}
        return {
            form.lower(): concept
            for other in view.packs.values()
            for concept, label in other.labels.items()
            for form in label.forms
            if concept in view.pack.labels and form.lower() not in own
        }

    return view.always("labels", gathered)


def detect_asides(view: View, hits: list[int]) -> Iterator[Candidate]:
    """Yield a word in parentheses inside a quotation that stands in another language."""
    rule = view.rules.get("BRK009")
    for hit in hits:
        match = _ASIDE.match(view.text, hit) if rule else None
        form = _translated(view, match) if match else None
        if rule and match and form and _is_quoted(view, hit):
            edit = Edit(match.start(1), match.end(1), form)
            yield Candidate(rule, hit, match.end(), (edit,), rule.applicability)


def _translated(view: View, match: re.Match[str]) -> str | None:
    """Return the one form that a foreign word has in this language, None where it has several."""
    concepts = {concept for concept, _ in view.sources.get(match[1], ())}
    entries = [view.pack.editorial[c] for c in concepts if c in view.pack.editorial]
    if len(entries) != 1 or entries[0].agrees or not entries[0].forms[0]:
        return None
    elided = len(entries[0].forms) > 1 and _VOWEL.match(view.text, match.end())
    return None if elided else entries[0].forms[0]


def _is_quoted(view: View, at: int) -> bool:
    quoted = quotations(view).get(view.snapshot.paragraph_number(at))
    return quoted is not None and quoted.quotes(at)
