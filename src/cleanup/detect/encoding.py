"""Text that was decoded wrongly: mojibake and HTML entities.

Only the encoding step of ftfy is used, and only on the damaged word: its other steps are for
English and change correct French.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

from cleanup.detect.candidates import Candidate
from cleanup.detect.view import View
from cleanup.rule.proof import recode, unmangle
from cleanup.start.expressions import expression
from cleanup.text.edits import Edit, trim

# A word with the marks and spaces that its bytes may have become.
_DAMAGED = expression(r"[^\s\u00a0]*(?:[\u00a0][^\s\u00a0]*)*")
# A space that was a no-break space, second byte of a letter or of the space itself.
_LOST_BYTE = expression(r"(?<=[a-zß-ÿ0-9%»”…])Â (?=\S)")
_LONE_A = expression(r"(?<![^\sa-zß-ÿ'’«(™])Ã(?= \S)")
# Two marks beyond ASCII stand beside one another in `l’État` as well; it is sound in any codec.
_ELIDED = expression(r"[A-Za-z]*’[À-ÿ][A-Za-z.,;:!?)]*")
_BYTES = expression(r"(?:<0x[0-9A-Fa-f]{2}>)+")
_MANGLED = expression(r"& ?(?:# ?)?\w{2,8} ?;", re.ASCII)
# The pairs of marks that name what stands between them.
_MENTIONS = frozenset(
    {"«»", "“”", "„“", "„”", "‘’", "‚‘", "‹›", "»«", '""', "''", "()", "[]", "``"}
)
_ENTITY = expression(r"&(?:amp;)?(?:#\d{2,6}|#[xX][0-9A-Fa-f]{2,5}|[A-Za-z][A-Za-z0-9]{1,24});")


def detect_mojibake(view: View, hits: list[int]) -> Iterator[Candidate]:
    """Yield words that are UTF-8 read as Windows-1252 and say so beyond doubt.

    Beside such a word in the same paragraph others are read that say it with one pair of marks
    only (`siÄ™`), and two whose no-break space has become a plain one: `Ã ` for `à ` and `Â ` for
    the no-break space.
    """
    rule = view.rules["ENC003"]
    done = -1
    certain: set[tuple[int, int]] = set()
    lone: list[int] = []
    waiting: list[tuple[tuple[int, int], Candidate]] = []
    low, high, text = 0, -1, ""
    for hit in hits:
        if hit < done:
            continue
        if hit >= high:
            low, high = view.snapshot.paragraph(hit)
            text = _restored(view, low, high)
        start = max(low, *(text.rfind(c, 0, hit - low) + low + 1 for c in " \n\t\u202f"))
        match = _DAMAGED.match(text, start - low)
        if _LONE_A.match(text, hit - low):
            lone.append(hit)
        if not match or not _suspect(match[0]) or _ELIDED.fullmatch(match[0]):
            continue
        done = match.end() + low
        fixed = _decoded(match[0])
        edits = tuple(_pieces(text, start - low, match[0], fixed or recode(match[0])))
        if not edits:
            continue
        moved = tuple(Edit(e.start + low, e.end + low, e.new) for e in edits)
        candidate = Candidate(rule, moved[0].start, moved[-1].end, moved, rule.applicability)
        if fixed is None:
            waiting.append(((low, high), candidate))
        else:
            certain.add((low, high))
            yield candidate
    for paragraph, candidate in waiting:
        if paragraph in certain:
            yield candidate
    for hit in lone:
        if view.snapshot.paragraph(hit) in certain:
            yield Candidate(rule, hit, hit + 1, (Edit(hit, hit + 1, "à"),), rule.applicability)


def _restored(view: View, low: int, high: int) -> str:
    """Return a paragraph, of the same length, with the second bytes that became plain spaces."""
    text = view.text[low:high]
    if "Â " not in text or not any(c in text for c in ("Ã", "â€")):
        return text
    return _LOST_BYTE.sub("Â\u00a0", text)


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
    parts = word.split("\u00a0")
    again = [recode(p) for p in parts]
    if sum(a != p for a, p in zip(again, parts, strict=True)) > 1 and len(parts) > 1:
        # True no-break spaces keep the word from being read as a whole, but not its parts.
        joined = "\u00a0".join(again)
        fixed = min(fixed, joined, key=len)
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
    import html

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
        if _mentioned(text, hit, done):
            continue
        yield Candidate(rule, hit, done, (Edit(hit, done, new),), rule.applicability)


def _mentioned(text: str, start: int, end: int) -> bool:
    """Tell whether an entity is all that stands between two marks: on tape « &amp; »."""
    before = text[max(0, start - 2) : start].rstrip(" \u00a0\u202f")
    after = text[end : end + 2].lstrip(" \u00a0\u202f")
    return before[-1:] + after[:1] in _MENTIONS


def _sound(new: str) -> bool:
    """Keep out what would make markup or controls of the text."""
    return (new not in "<>" and new.isprintable()) or new in "\u00a0\u202f\u2009\u2003\u2002"


def detect_mangled(view: View, hits: list[int]) -> Iterator[Candidate]:
    """Yield entities that translation has spaced or given a capital: `& Nbsp;`, `& # 39 ;`."""
    import html

    rule = view.rules["ENC002"]
    text = view.text
    for hit in hits:
        match = _MANGLED.match(text, hit)
        if not match or html.unescape(match[0]) != match[0]:
            continue
        new = unmangle(match[0])
        if new and _sound(new):
            end = match.end()
            yield Candidate(rule, hit, end, (Edit(hit, end, new),), rule.applicability)


def detect_bytes(view: View, hits: list[int]) -> Iterator[Candidate]:
    """Yield runs of byte tokens (`<0xE2><0x80><0x99>`) that are UTF-8."""
    rule = view.rules["ENC010"]
    done = -1
    for hit in hits:
        match = _BYTES.match(view.text, hit)
        if not match or hit < done:
            continue
        done = match.end()
        data = bytes.fromhex(match[0].replace("<0x", "").replace(">", ""))
        try:
            new = data.decode("utf-8")
        except UnicodeDecodeError:
            continue
        if _sound(new):
            yield Candidate(rule, hit, done, (Edit(hit, done, new),), rule.applicability)
