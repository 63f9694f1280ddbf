"""What each `keeps` holds to: one edit that keeps it, one that does not."""

from __future__ import annotations

import pytest

from cleanup.rule.proof import make_lexicon, proven
from cleanup.text.edits import Edit
from rulesets import make_rule

LEXICON = make_lexicon([("and", "et"), ("e", "")])


def replaced(text: str, old: str, new: str) -> Edit:
    assert text.count(old) == 1
    return Edit(text.index(old), text.index(old) + len(old), new)


@pytest.mark.parametrize(
    ("keeps", "text", "old", "new", "holds"),
    [
        ("words", "la mairie ,", " ,", ",", True),
        ("words", "la mairie ,", "mairie ,", "gare,", False),
        ("words", "de 3,5 %", ",", ".", False),
        ("words", "de -5 degrés", "-", "", False),
        ("words", "peut - être", " - ", "-", True),
        ("letters", "dig@@ ues", "@@ ", "", True),
        ("letters", "dig@@ ues", "@@ u", "", False),
        ("letters", "pla\u200bn", "\u200b", "", True),
        ("base", "A cette", "A", "À", True),
        ("base", "une oeuvre", "oe", "œ", True),
        ("base", "A cette", "A", "Ô", False),
        ("case", "3 Octobre", "Octobre", "octobre", True),
        ("case", "3 Octobre", "Octobre", "octobres", False),
        ("number", "1,250,000 habitants", "1,250,000", "1\u00a0250\u00a0000", True),
        ("number", "1,250,000 habitants", "1,250,000", "1,25", False),
        ("decode", "c&#39;est", "&#39;", "'", True),
        ("decode", "c&#39;est", "&#39;", '"', False),
        ("decode", "forÃªt", "Ãª", "ê", True),
        ("decode", "forÃªt", "Ãª", "e", False),
        ("decode", "e\u0301te\u0301 sec", "e\u0301te\u0301", "été", True),
        ("lexicon", "franches ». [and] complet", " ». [and", " [et", True),
        ("lexicon", "franches ». [and] complet", " ». [and", " [ou", False),
        ("lexicon", "frustrer »[e] la", " »[e]", "", True),
        ("lexicon", "franches [and] complet", "[and] complet", "[et]", False),
        ("repeats", "les enfants de la de la vallée", "de la de la", "de la", True),
        ("repeats", "les enfants de la vallée", "de la ", "", False),
        ("repeats", "les les les jeux", "les les les", "les", True),
        ("removes", "Un mot.\nPartager\nDeux mots.", "Partager\n", "", True),
        ("removes", "Un mot.\nPartager\nDeux mots.", "Deux", "", False),
        ("removes", "Un motif ici.", "tif", "", False),
        ("removes", "Un mot.", "Un", "Le", False),
    ],
)
def test_keeps(keeps: str, text: str, old: str, new: str, holds: bool) -> None:
    rule = make_rule("~", "", keeps=keeps)
    assert proven(rule, text, [replaced(text, old, new)], LEXICON) is holds


def test_all_edits_of_a_fix_are_proven_together() -> None:
    text = "a ~b~ c"
    rule = make_rule("~", "", keeps="letters")
    edits = [replaced(text, " ~b", ""), replaced(text, "~ c", "b c")]
    assert proven(rule, text, edits)
    assert not proven(rule, text, edits[:1])
