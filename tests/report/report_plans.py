"""Plans made by hand, so that reports are tested without rules or engine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from hypothesis import strategies as st

from cleanup.results import Applicability, Entry, Finding, Location, Plan, Run
from cleanup.text.edits import Edit, Kept, Made, apply, changes, onward, revise, trim

ARTICLE = Path(__file__).parents[2] / "corpus" / "article.fr.txt"
NBSP = "\u00a0"


@dataclass(frozen=True)
class Fix:
    """A finding to put into a plan: with edits it is applied, without it is left."""

    code: str
    edits: tuple[Edit, ...] = ()
    applicability: Applicability = "safe"
    message: str = "Something is wrong here."
    name: str = "some-rule"
    family: str = "some-family"
    style: bool = False
    start: int = 0
    end: int = 0
    suggestion: str | None = None
    held: str = ""
    after: tuple[int, ...] = ()


def swap(text: str, old: str, new: str) -> Edit:
    """Return the edit of the only place of `old`."""
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times"
    at = text.index(old)
    return trim(Edit(at, at + len(old), new), text)


def plan_of(source: str, *fixes: Fix, language: str = "fr") -> Plan:
    edits = sorted((edit, frozenset([i])) for i, fix in enumerate(fixes) for edit in fix.edits)
    pieces = revise([Kept(0, len(source))], edits, source)
    made = changes(pieces, source)
    text = "".join(p.text if isinstance(p, Made) else source[p.start : p.end] for p in pieces)
    assert text == apply(source, [edit for edit, _ in edits])
    findings: list[Finding] = []
    for fix in fixes:
        start = min((e.start for e in fix.edits), default=fix.start)
        end = max((e.end for e in fix.edits), default=fix.end)
        out_start, out_end = onward(made, start, end)
        findings.append(
            Finding(
                code=fix.code,
                name=fix.name,
                start=start,
                end=end,
                out_start=out_start,
                out_end=out_end,
                message=fix.message,
                severity="warning",
                applicability=fix.applicability,
                kind="style" if fix.style else "artifact",
                family=fix.family,
                suggestion=text[out_start:out_end] if fix.edits else fix.suggestion,
                applied=bool(fix.edits),
                held=fix.held,
                after=fix.after,
                evidence={"margin": 0.5},
                fingerprint=f"{fix.code}-0",
            )
        )
    return Plan(source, text, language, made, tuple(findings))


def entry_of(plan: Plan, path: str = "article.txt") -> Entry:
    def locate(offset: int) -> Location:
        before = plan.source[:offset]
        line_start = before.rfind("\n") + 1
        byte = len(before.encode("utf-8", "surrogatepass"))
        return Location(before.count("\n") + 1, offset - line_start + 1, byte)

    return Entry(path=path, format="plain", plan=plan, locate=locate)


def run_of(*plans: Plan, errors: Sequence[str] = ()) -> Run:
    entries = [entry_of(p, f"a{n}.txt" if n else "article.txt") for n, p in enumerate(plans)]
    return Run(tuple(entries), tuple(errors), version="9.9.9")


def seed_plan(style: bool = False) -> Plan:
    """The article the project began with, and what its plan must hold."""
    text = ARTICLE.read_text(encoding="utf-8")
    end = text.index("étouffer la Russie »")
    place = "leurs deux pays. » l’approfondissement des liens"
    at = text.index(place)
    noun = text.index("pourparlers")
    fixes = [
        Fix(
            "RES002",
            (swap(text, " date 2023-10 ", ""),),
            message="A crawl prefix stands before the article.",
            name="crawl-prefix",
            family="residue",
        ),
        Fix(
            "EDI001",
            (swap(text, "« franches ». [and] complet »", "« franches [et] complet »"),),
            message="The quotation was closed before an editorial bracket, which stayed English.",
            name="bracket-seam",
            family="brackets",
        ),
        Fix(
            "QUO003",
            (swap(text, "« frustrer »[e] la", "« frustrer la"),),
            message="The quotation was closed early at an editorial bracket.",
            name="early-closed-quotation",
            family="quotations",
        ),
        Fix(
            "EDI009",
            applicability="manual",
            message="The adjective after “[et]” may not agree with its noun.",
            name="agreement-after-bracket",
            family="brackets",
            start=text.index("complet »"),
            end=text.index("complet »") + len("complet"),
            after=(1,),
        ),
        Fix(
            "POS001",
            applicability="unsafe",
            message="A possessive apostrophe was read as a quotation mark.",
            name="possessive-as-quote",
            family="possessives",
            start=at,
            end=at + len(place),
            suggestion="l’approfondissement des liens de leurs deux pays",
        ),
    ]
    assert at < noun < end
    return plan_of(text, *fixes, *(_style_fixes(text) if style else ()))


def _style_fixes(text: str) -> list[Fix]:
    fixes = [
        Fix(
            "TYP010",
            (swap(text, "A cette occasion", "À cette occasion"),),
            message="A capital keeps its accent.",
            name="capital-accent",
            family="typography",
            style=True,
        )
    ]
    for at, char in enumerate(text[:-1]):
        if (char == "«" and text[at + 1] == " ") or (char == " " and text[at + 1] == "»"):
            space = at + 1 if char == "«" else at
            if "frustrer »[e]" in text[at - 10 : at + 10] or "franches »" in text[at - 9 : at + 3]:
                continue
            fixes.append(
                Fix(
                    "TYP001",
                    (Edit(space, space + 1, NBSP),),
                    message="A no-break space belongs inside guillemets.",
                    name="guillemet-space",
                    family="typography",
                    style=True,
                )
            )
    return fixes


@st.composite
def random_plans(draw: st.DrawFn, alphabet: str = "ab \n", size: int = 60) -> Plan:
    """Plans with random edits on random text; most insertions and deletions touch line ends."""
    source = draw(st.text(alphabet, max_size=size))
    cuts = draw(st.lists(st.integers(0, len(source)), max_size=8).map(sorted))
    fixes: list[Fix] = []
    for low, high in zip(cuts[::2], cuts[1::2], strict=False):
        edit = trim(Edit(low, high, draw(st.text(alphabet, max_size=4))), source)
        clear = not fixes or fixes[-1].edits[0].end < edit.start
        if clear and (edit.new or edit.start < edit.end):
            fixes.append(Fix(f"XXX00{len(fixes)}", (edit,)))
    return plan_of(source, *fixes)
