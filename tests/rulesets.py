"""Rules made by hand, and at random: what the engine must bear whatever the rules say."""

from __future__ import annotations

import re

from hypothesis import strategies as st

from cleanup.engine.settling import SAFE, Accept, plan
from cleanup.results import Applicability, Plan
from cleanup.rule.model import PHASES, Family, Rule, Trigger, TriggerKind
from cleanup.rulebook.library import load_library
from cleanup.rulebook.table import Rulebook
from cleanup.text.document import Document

MARKS = "!;~"


def make_rule(
    pattern: str,
    replace: str | None = None,
    *,
    code: str = "TST001",
    trigger: Trigger | None = None,
    phase: str = "markup",
    keeps: str = "words",
    applicability: Applicability = "safe",
    silences: tuple[str, ...] = (),
    may: frozenset[str] = frozenset(),
    suspected: Applicability | None = None,
    suspect: bool = False,
) -> Rule:
    """Return a rule tried at the first character of its pattern, unless a trigger is given."""
    return Rule(
        code=code,
        name=code.lower(),
        language="und",
        family=Family(code[:3], "tests", phase, suspect),
        message=f"message of {code}",
        why="for the tests",
        mqm="fluency",
        applicability=applicability if replace is not None else "manual",
        keeps=keeps,
        trigger=trigger or Trigger("chars", (pattern.lstrip("\\")[0],)),
        pattern=pattern,
        replace=replace,
        silences=silences,
        may=may,
        suspected=suspected,
    )


def make_rulebook(*rules: Rule) -> Rulebook:
    """Return the rules, ready to run, with the shipped language packs."""
    library = load_library()
    return Rulebook(rules, rules, library.packs, library.ballot, library.tables["weights.toml"])


def run(text: str, rulebook: Rulebook, accept: Accept = SAFE) -> Plan:
    """Return the plan for a French text."""
    return plan(Document.of(text), rulebook, accept, "fr")


@st.composite
def rules(draw: st.DrawFn, number: int) -> Rule:
    """A rule that puts one short run of marks in the place of another, anywhere or at a border."""
    old = draw(st.text(MARKS * 3 + " \n", min_size=1, max_size=3).filter(lambda o: o[0] != "\n"))
    new = draw(st.text(MARKS * 3 + "  \n", max_size=3).filter(lambda n: n != old))
    kinds: list[TriggerKind] = ["chars", "chars", "chars", "line", "start", "end"]
    if len(old) > 1:
        kinds += ["pairs"]
    kind = draw(st.sampled_from(kinds))
    values = {"chars": (old[0],), "pairs": (old[:2],), "line": (old[0],)}.get(kind, ())
    before = draw(st.sampled_from(["", "", "", "(?<=[a ])", "(?<![a!])", r"(?<=\n\n)", r"(?<=\A)"]))
    after = draw(st.sampled_from(["", "", "", "(?=[b ;])", "(?!~)", r"(?=\n\n)", r"(?=\Z)"]))
    manual = draw(st.integers(0, 9)) == 0
    return make_rule(
        before + re.escape(old) + after,
        None if manual else new,
        code=f"TST{number:03}",
        trigger=Trigger(kind, values),
        phase=draw(st.sampled_from(PHASES)),
        applicability=draw(st.sampled_from(["safe", "safe", "safe", "unsafe"])),
        silences=tuple(draw(st.sampled_from([[], [], [], ["TST000"], ["TST001", "TST002"]]))),
    )


@st.composite
def rule_sets(draw: st.DrawFn) -> Rulebook:
    """Up to six rules; cycles, growth and quarrels over places are likely among them."""
    size = draw(st.integers(1, 6))
    return make_rulebook(*(draw(rules(number)) for number in range(size)))


def marked_texts() -> st.SearchStrategy[str]:
    """Paragraphs of a few words and marks."""
    paragraph = st.text("ab" + MARKS * 2 + " ", min_size=1, max_size=12)
    return st.one_of(
        st.lists(paragraph, max_size=4).map("\n\n".join),
        st.text("ab" + MARKS * 2 + " \n", max_size=24),
    )


def kept_or_repaired(found: Plan, kept: str) -> bool:
    """Tell whether each place of a text stands as it stood.

    Only a rule that exists to repair protected text, and says so in `may`, may take it away: an
    embedded post goes with the addresses in it.
    """
    may = {rule.code for rule in load_library().rules if rule.may}
    for match in re.finditer(re.escape(kept), found.source):
        for change in found.changes:
            overlaps = change.start < match.end() and change.end > match.start()
            if overlaps and not {found.findings[n].code for n in change.fixes} & may:
                return False
    return True
