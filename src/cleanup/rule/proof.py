"""Conservation: the proof that a rule declares in `keeps`, made on each of its edits.

An edit may cut a word in two, so what is compared is the text around all edits of one fix, widened
to whole words: `before` as it stood, `after` with the edits made. A fix that fails is held back.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence

from cleanup.rule.model import Rule
from cleanup.start.expressions import expression
from cleanup.text.edits import Edit

# Letters with their marks, or digits with the marks that stand before or between them: a sign or
# a separator that moves changes the number. Letters and digits that touch are two words.
_WORDS = expression(r"[^\W\d_]+|(?:[-+−.,:/](?=\d))?\d+(?:[.,:/’'\u00a0\u202f]\d+)*")
_LETTERS = expression(r"[\W_]+")
_ANY = expression(r"\S")
_LIGATURES = str.maketrans(
    {
        "œ": "oe",
        "Œ": "Oe",
        "æ": "ae",
        "Æ": "Ae",
        "ﬁ": "fi",
        "ﬂ": "fl",
        "ﬀ": "ff",
        "ﬃ": "ffi",
        "ﬄ": "ffl",
    }
)

Proof = Callable[[str, str, Rule], bool]
# The rule's own table by the first word of what is old: the words that go, and those that come.
Lexicon = Mapping[str, Sequence[tuple[list[str], list[str]]]]
_NO_LEXICON: Lexicon = {}


def make_lexicon(pairs: Iterable[tuple[str, str]]) -> Lexicon:
    """Return the old and new words of a rule's own table as `proven` reads them."""
    table: dict[str, list[tuple[list[str], list[str]]]] = {}
    for source, target in pairs:
        out = _of_word(source.casefold())
        if out:
            table.setdefault(out[0], []).append((out, _of_word(target.casefold())))
    return table


def _of_word(text: str) -> list[str]:
    """Return the words of a text that mostly is one."""
    return [text] if text.isascii() and text.isalpha() else words(text)


def proven(rule: Rule, text: str, edits: Sequence[Edit], lexicon: Lexicon = _NO_LEXICON) -> bool:
    """Tell whether the edits of one fix keep what the rule declares that it keeps.

    `lexicon` is the rule's own table, read where it keeps `lexicon`.
    """
    if rule.keeps == "decode":
        return all(_decode(text[e.start : e.end], e.new) or _halved(text, e) for e in edits)
    if rule.keeps == "removes":
        return all(_removes(text, e) for e in edits)
    # What goes may stand again beside it, as long as it is.
    reach = edits[-1].end - edits[0].start if rule.keeps in ("repeats", "lexicon") else 0
    before, after = _widened(text, edits, reach)
    if rule.keeps == "lexicon":
        return _lexicon(before, after, lexicon)
    return _PROOFS[rule.keeps](before, after, rule)


def _widened(text: str, edits: Sequence[Edit], reach: int) -> tuple[str, str]:
    """Return the text around the edits, widened by `reach` and to whole words, before and after."""
    start, end = max(0, edits[0].start - reach), min(len(text), edits[-1].end + reach)
    while start > 0 and (text[start - 1].isalnum() or text[start - 1] in "-+−.,:/’'"):
        start -= 1
    while end < len(text) and (text[end].isalnum() or text[end] in ".,:/’'"):
        end += 1
    parts = []
    at = start
    for edit in edits:
        parts += [text[at : edit.start], edit.new]
        at = edit.end
    parts.append(text[at:end])
    return text[start:end], "".join(parts)


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def words(text: str) -> list[str]:
    """Return the words of a text: runs of letters, and numbers with their marks."""
    return _WORDS.findall(_composed(text))


def _words(before: str, after: str, _: Rule) -> bool:
    return words(before) == words(after)


def _letters(before: str, after: str, _: Rule) -> bool:
    return _LETTERS.sub("", _composed(before)) == _LETTERS.sub("", _composed(after))


def _bare(text: str) -> list[str]:
    opened = unicodedata.normalize("NFD", text.translate(_LIGATURES))
    return words("".join(c for c in opened if not unicodedata.combining(c)))


def _base(before: str, after: str, _: Rule) -> bool:
    return _bare(before) == _bare(after)


def _case(before: str, after: str, _: Rule) -> bool:
    return words(before.casefold()) == words(after.casefold())


def _number(before: str, after: str, rule: Rule) -> bool:
    """Read each number by the convention the rule names, before and after (`lexicon`)."""
    old = _values(before, rule.lexicon.get("from", ".,"))
    new = _values(after, rule.lexicon.get("to", ",. "))
    letters = [w for w in words(before) if w.isalpha()] == [w for w in words(after) if w.isalpha()]
    return old is not None and old == new and letters


_NUMBER = expression(r"\d+(?:[.,’' \u00a0\u202f]\d+)*")


def _values(text: str, marks: str) -> list[str] | None:
    """Return the numbers of a text in one spelling; `marks` are the decimal one, then groups’."""
    found = []
    groups = marks[1:]
    for number in _NUMBER.findall(text):
        plain = number.replace("\u00a0", " ").replace("\u202f", " ")
        whole, _, part = plain.partition(marks[0])
        if part and not part.isdigit():
            return None
        for group in groups:
            whole = whole.replace(group, "")
        if not whole.isdigit():
            return None
        found.append(f"{int(whole)}.{part}" if part else str(int(whole)))
    return found


def _lexicon(before: str, after: str, lexicon: Lexicon) -> bool:
    """Take out one pair of the rule's own table; the other words must be the same, case aside."""
    old, new = words(before.casefold()), words(after.casefold())
    if old == new:
        return before.casefold() != after.casefold()
    for at, word in enumerate(old):
        for out, into in lexicon.get(word, ()):
            end = at + len(out)
            if old[at:end] == out and old[:at] + into + old[end:] == new:
                return True
    return False


def _repeats(before: str, after: str, _: Rule) -> bool:
    """What goes is, case folded, what stands beside it and stays."""
    old, new = words(before.casefold()), words(after.casefold())
    gone = len(old) - len(new)
    if gone <= 0:
        return False
    for at in range(len(new) + 1):
        if old[:at] != new[:at] or old[at + gone :] != new[at:]:
            continue
        cut = old[at : at + gone]
        beside = (old[:at], old[at + gone :])
        for size in range(1, gone + 1):
            unit = cut[:size]
            if (
                gone % size == 0
                and cut == unit * (gone // size)
                and (beside[0][-size:] == unit or beside[1][:size] == unit)
            ):
                return True
    return False


def _removes(text: str, edit: Edit) -> bool:
    """Only whole lines, the head or the tail of the document, or a token between borders go."""
    if edit.new.strip():
        return False
    start, end = edit.start, edit.end
    # A large text has thousands of such tokens: none may cost a copy of the text.
    if not _ANY.search(text, 0, start) or not _ANY.search(text, end):
        return True
    left, gone, right = text[start - 1 : start], text[start:end], text[end : end + 1]
    lines = gone.endswith("\n") and left == "\n"
    lines |= gone.startswith("\n") and right == "\n"
    token = _border(left, gone[:1]) and _border(gone[-1:], right)
    token &= any(not c.isalnum() and not c.isspace() for c in gone)  # a word is no token
    return lines or token


def _border(left: str, right: str) -> bool:
    return not (left.isalnum() and right.isalnum())


def _decode(old: str, new: str) -> bool:
    if any(step(old) == new for step in _DECODERS.values()):
        return True
    if _recoded(old, new):
        return True
    # No-break spaces that stay were no part of the damage: true ones behind `Â«`.
    parts = list(zip(old.split("\u00a0"), new.split("\u00a0"), strict=False))
    same = old.count("\u00a0") == new.count("\u00a0")
    return same and old != new and all(o == n or _recoded(o, n) for o, n in parts)


def _halved(text: str, edit: Edit) -> bool:
    """Tell whether `Ã` before a plain space becomes `à`: the space was its second byte."""
    halved = (text[edit.start : edit.end], edit.new) == ("Ã", "à")
    return halved and text[edit.end : edit.end + 1] == " "


def _unescape(old: str) -> str:
    import html

    return html.unescape(old)


_MANGLED = expression(r"&\s?(?P<hash>#\s?)?(?P<name>\w{2,8})\s?;", re.ASCII)
_ENTITY_NAME = expression(
    r"[Nn]bsp|[Qq]uot|[Aa]mp|[Aa]pos|[AEIOUYaeiouy](?:grave|acute|circ|uml)|[ANOano]tilde|[Aa]ring"
    r"|[Cc]cedil|szlig|(?:ae|AE|oe|OE)lig|[lr]aquo|[lrsb][sd]quo|[lrb]dquo|[nm]dash|hellip|euro|deg"
)


def unmangle(old: str) -> str:
    """Return the character of an entity that was spaced or given a capital, or nothing."""
    match = _MANGLED.fullmatch(old)
    if not match:
        return ""
    name = match["name"]
    if match["hash"]:
        return _unescape(f"&#{name};") if name.isdigit() else ""
    if not _ENTITY_NAME.fullmatch(name):
        return ""
    known = _unescape(f"&{name};")
    return known if known != f"&{name};" else _unescape(f"&{name.lower()};")


_BYTES = expression(r"(?:<0x[0-9A-Fa-f]{2}>)+")


def _unbyte(old: str) -> str:
    def decoded(match: re.Match[str]) -> str:
        return bytes.fromhex(match[0].replace("<0x", "").replace(">", "")).decode(
            "utf-8", "replace"
        )

    return _BYTES.sub(decoded, old)


_DECODERS: Mapping[str, Callable[[str], str]] = {
    "entity": _unescape,
    "twice": lambda old: _unescape(_unescape(old)),
    "bytes": _unbyte,
    "mangled": unmangle,
    "composed": _composed,
}


def _sloppy(text: str) -> bytes | None:
    """Encode as a Windows-1252 reader would have read it: the five free bytes as controls."""
    try:
        return b"".join(
            c.encode("latin-1") if "\x80" <= c <= "\x9f" else c.encode("cp1252") for c in text
        )
    except UnicodeEncodeError:
        return None


def recode(text: str) -> str:
    """Return what the bytes of a text are as UTF-8, or the text where they are none."""
    data = _sloppy(text)
    try:
        return text if data is None else data.decode("utf-8")
    except UnicodeDecodeError:
        return text


def _recoded(old: str, new: str) -> bool:
    """Tell whether `old` is the UTF-8 bytes of `new`, read once or twice as Windows-1252.

    A plain space behind `Â` may stand for the no-break space that its bytes were.
    """
    data = _sloppy(old.replace("Â ", "Â\u00a0"))
    for _ in range(2):
        if data is None:
            return False
        try:
            plain = data.decode("utf-8")
        except UnicodeDecodeError:
            return False
        if plain == new:
            return True
        data = _sloppy(plain)
    return False


_PROOFS: Mapping[str, Proof] = {
    "words": _words,
    "letters": _letters,
    "base": _base,
    "case": _case,
    "number": _number,
    "repeats": _repeats,
}
