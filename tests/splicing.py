"""Random changes of a document that its format lets in, and what must hold of their splices."""

from __future__ import annotations

from hypothesis import strategies as st

from cleanup.formats import Source, restore
from cleanup.text.edits import Change, Edit, apply

SIGNS = [*'xé😀"\\,;<&\n\t /{«*`[#|', "-->", "]]>"]
Edits = list[tuple[int, int, str]]
EDITS: st.SearchStrategy[Edits] = st.lists(
    st.tuples(
        st.integers(0, 120),
        st.integers(0, 6),
        st.lists(st.sampled_from(SIGNS), max_size=3).map("".join),
    ),
    max_size=6,
)


def fitting(source: Source, edits: Edits) -> tuple[Change, ...]:
    """Return those of the edits that the format takes, each beside all before it, as changes."""
    text, fits = source.document.text, source.document.fits
    made: list[Change] = []
    shift = done = 0
    for low, length, new in sorted(edits):
        start, end = min(low, len(text)), min(low + length, len(text))
        if start < done or new == text[start:end] or not source.document.encodable(new):
            continue
        one = Change(start, end, text[start:end], new, start + shift, start + shift + len(new))
        if fits is None or fits((*made, one), start, end):
            made.append(one)
            shift += len(new) - (end - start)
            done = end
    return tuple(made)


def spliced(source: Source, changes: tuple[Change, ...]) -> bytes:
    """Return the output, after making sure that it can be undone and that no change is no byte."""
    assert source.splice(()) == source.data
    assert source.splices(()) == ()
    output, splices = source.splice(changes), source.splices(changes)
    assert restore(output, splices) == source.data
    return output


def changed(source: Source, changes: tuple[Change, ...]) -> str:
    """Return the text of the document with the changes made."""
    return apply(source.document.text, [Edit(c.start, c.end, c.new) for c in changes])
