"""The word that stands for an editorial bracket: its one form, or the one that agreement leaves."""

from __future__ import annotations

import re

from cleanup.detect.marks import SPACES
from cleanup.language.packparts import Editorial
from cleanup.language.packs import Pack
from cleanup.start.expressions import expression

_VOWEL = expression(r"[aeiouyhàâäéèêëîïôöùûüœæ]", re.IGNORECASE)
# A one-letter word gives way before its own sound (y, but e before i); one that is no vowel does
# so where another follows: z zamku, but ze stacji; w wodzie, but we wsi.
_SAME_SOUND = {"y": "yi", "z": "zsśźż", "w": "wf", "с": "сзшж", "в": "вф", "о": "аоиуэ"}
_SYLLABIC = expression(r"[aeiouyąęóаеёиоуыэюя]")
_HUMMED = ("mn", "мн")  # the sounds before which any of those gives way: ze mną, со мной
_UNSURE = "hy"  # letters that some words elide before and others do not
_NEXT = expression(r"[ \u00a0\u202f]?([^\W\d_]+(?:[-’'][^\W\d_]+)*)")
_SHORT = 3  # letters of a word that may tell a number


def form_before(entry: Editorial, behind: str) -> str | None:
    """Return the one form an entry has before a text, None where agreement decides."""
    if not entry.forms or entry.forms[0] == "":
        return None
    first, *others = entry.forms
    word = behind.lstrip("".join(SPACES)).lower()
    for form in others:
        elided = form.endswith("’") and _VOWEL.match(word)
        if elided or (len(first) == 1 and _gives_way(first, word)):
            return form
    return first


def _gives_way(first: str, word: str) -> bool:
    """Tell whether a word of one letter has its longer form before another word."""
    alike = word.lstrip("h")[:1] in _SAME_SOUND.get(first, first)
    if not word or _SYLLABIC.match(first):
        return alike
    return word.startswith(_HUMMED) or (alike and not _SYLLABIC.match(word[1:2]))


def is_determiner(entry: Editorial, pack: Pack) -> bool:
    """Tell whether all forms of an entry are determiners of the language."""
    return bool(entry.forms) and all(form in pack.determiners for form in entry.forms)


def settled_form(entry: Editorial, pack: Pack, behind: str) -> str | None:
    """Return the one determiner that the noun phrase behind it leaves, None where several are left.

    A numeral makes it plural (`[their] deux pays`), and so does an adjective that stands before
    its noun (`[the] grands ponts`). A word that cannot be a plural makes it singular; then what is
    left must be one for both genders: `leur`, or before a vowel `l’`.
    """
    if not is_determiner(entry, pack):
        return None
    number = _number(pack, behind)
    left = [form for form in entry.forms if number and pack.determiners[form][1] in ("", number)]
    if number == "s":
        plain = [form for form in left if not form.endswith("’")]
        vowel = [form for form in left if not pack.determiners[form][0]]
        left = {True: vowel, False: plain}.get(_elides(behind) or False, [])
        if _elides(behind) is None and plain != vowel:
            return None
    return left[0] if len(left) == 1 else None


def _elides(behind: str) -> bool | None:
    """Tell whether a text begins with a vowel sound, None where only the word tells."""
    word = behind.lstrip("".join(SPACES))
    if word[:1].lower() in _UNSURE:
        return None
    return bool(_VOWEL.match(word))


def _number(pack: Pack, behind: str) -> str:
    """Return the number (`s`, `p`) of the noun phrase at the beginning of a text, or nothing."""
    match = _NEXT.match(behind)
    if not match or not match[1].islower() or len(match[1]) < _SHORT:
        return ""
    word, words = match[1], pack.words
    following = _NEXT.match(behind, match.end())
    after = following[1] if following and following[1].islower() else ""
    if word in words["numerals"]:
        return "p" if after and not pack.lists(after, "function", "months") else ""
    endings = tuple(words["plurals"])
    bare = {word.removesuffix(ending) for ending in endings} - {word}
    if word in words["preposed"] and bare & words["preposed"]:
        return "p"
    if not endings or word.endswith(endings) or pack.lists(word, "function", "months"):
        return ""
    # An adverb before the adjective of a plural does not look like a plural itself.
    plural = after.endswith(endings) and after not in words["function"]
    return "" if plural else "s"
