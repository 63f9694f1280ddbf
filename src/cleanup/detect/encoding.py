"""Text that was decoded wrongly: mojibake and HTML entities.

Only the encoding step of ftfy is used, and only on the damaged word: its other steps are for
English and change correct French.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

from cleanup.candidates import Candidate
from cleanup.edits import Edit, trim
from cleanup.view import View

# A word with the marks and spaces that its bytes may have become.
_DAMAGED = re.compile(r"[^\s\u00a0]*(?:[\u00a0][^\s\u00a0]*)*")
_ENTITY = re.compile(r"&(?:amp;)?(?:#\d{2,6}|#[xX][0-9A-Fa-f]{2,5}|[A-Za-z][A-Za-z0-9]{1,24});")


def detect_mojibake(view: View, hits: list[int]) -> Iterator[Candidate]:
    """Yield words that are UTF-8 read as Windows-1252 and say so beyond doubt."""
    rule = view.rules["ENC003"]
    text = view.text
    done = -1
    for hit in hits:
        if hit < done:
            continue
        start = max(text.rfind(c, 0, hit) for c in " \n\t\u202f") + 1
        match = _DAMAGED.match(text, start)
        if not match or not _suspect(match[0]):
            continue
        done = match.end()
        fixed = _decoded(match[0])
        if fixed is None:
            continue
        edits = tuple(_pieces(text, start, match[0], fixed))
        if edits:
            span = (edits[0].start, edits[-1].end)
            yield Candidate(rule, *span, edits, rule.applicability, suggestion=None)


def _suspect(word: str) -> bool:
    """Tell quickly whether a word may be damaged: two marks beyond ASCII beside one another."""
    return any(a > "\x7f" and b > "\x7f" for a, b in pairwise(word))


def _decoded(word: str) -> str | None:
    import ftfy

    config = ftfy.TextFixerConfig(
        unescape_html=False,
        remove_terminal_escapes=False,
        fix_latin_ligatures=False,
        fix_character_width=False,
        uncurl_quotes=False,
        fix_line_breaks=False,
        fix_surrogates=False,
        remove_control_chars=False,
        restore_byte_a0=False,
        replace_lossy_sequences=False,
        decode_inconsistent_utf8=True,
        normalization=None,
        explain=False,
    )
    fixed = ftfy.fix_encoding(word, config)
    return None if fixed == word or "\ufffd" in fixed else fixed


def _pieces(text: str, start: int, word: str, fixed: str) -> Iterator[Edit]:
    """Yield one edit for each damaged run of a word.

    Each run of characters beyond ASCII stands for one in the repaired word, between the same
    ASCII characters; where that fails the word is one edit.
    """
    runs = list(re.finditer(r"[^\x00-\x7f]+", word))
    plain = [re.escape(p) for p in re.split(r"[^\x00-\x7f]+", word)]
    match = re.fullmatch("(.+?)".join(plain), fixed, re.DOTALL)
    if match and len(runs) == len(match.groups()):
        for run, new in zip(runs, match.groups(), strict=True):
            if run[0] != new:
                yield Edit(start + run.start(), start + run.end(), new)
    else:
        yield trim(Edit(start, start + len(word), fixed), text)


def detect_decomposed(view: View, hits: list[int]) -> Iterator[Candidate]:
    """Yield letters that stand apart from their accents and have a composed form."""
    rule = view.rules["ENC011"]
    text = view.text
    done = -1
    for hit in hits:
        if hit < done:
            continue
        start = max(0, hit - 1)
        done = hit + 1
        while done < len(text) and unicodedata.combining(text[done]):
            done += 1
        new = unicodedata.normalize("NFC", text[start:done])
        if new != text[start:done]:
            edit = trim(Edit(start, done, new), text)
            yield Candidate(rule, edit.start, edit.end, (edit,), rule.applicability)


def detect_entities(view: View, hits: list[int]) -> Iterator[Candidate]:
    """Yield HTML entities in running text, escaped once or twice."""
    rule = view.rules["ENC001"]
    text = view.text
    done = -1
    for hit in hits:
        if hit < done:
            continue
        match = _ENTITY.match(text, hit)
        if not match:
            continue
        done = match.end()
        new = html.unescape(match[0])
        if new != match[0] and new.startswith("&") and len(new) > 1:
            new = html.unescape(new)
        if new == match[0] or (len(new) > 1 and new.startswith("&")) or not _sound(new):
            continue
        yield Candidate(rule, hit, done, (Edit(hit, done, new),), rule.applicability)


def _sound(new: str) -> bool:
    """Keep out what would make markup or controls of the text."""
    return (new not in "<>" and new.isprintable()) or new in "\u00a0\u202f\u2009\u2003\u2002"
