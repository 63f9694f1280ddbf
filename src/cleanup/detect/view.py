"""What rules and detectors read: one snapshot, the language of the document and its habits."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import TypeVar

from cleanup.language.editorial import Sources, kept_sources
from cleanup.language.facts import Facts
from cleanup.language.packs import Pack
from cleanup.rule.model import Rule
from cleanup.start.data import dataclass, field, replace
from cleanup.text.snapshot import Snapshot

T = TypeVar("T")


@dataclass(frozen=True)
class View:
    """A snapshot with all that a detector may ask about it. It never changes.

    `lists` are the word lists of the language by name, `rules` those that run by code, `weights`
    those of `rules/weights.toml`. `memory` outlives the snapshot, within one run;
    `shared` outlives the run, for what rules and packs alone decide. `known` are all rules that
    were loaded, also those that do not run.
    """

    snapshot: Snapshot
    facts: Facts
    pack: Pack
    packs: Mapping[str, Pack]
    lists: Mapping[str, frozenset[str]]
    rules: Mapping[str, Rule]
    weights: Mapping[str, Mapping[str, int]]
    memory: dict[Hashable, object]
    shared: dict[Hashable, object]
    known: Sequence[Rule]
    _worked_out: dict[str, object] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The text of the snapshot."""
        return self.snapshot.text

    @property
    def sources(self) -> Sources:
        """The words of other languages that may stand in brackets, with what they can mean."""
        return kept_sources(self.shared, self.pack, self.packs.values())

    def once(self, name: str, work: Callable[[View], T]) -> T:
        """Return what `work` makes of this view; detectors that name the same share it."""
        if name not in self._worked_out:
            self._worked_out[name] = work(self)
        return self._worked_out[name]  # type: ignore[return-value]

    def apart(self) -> View:
        """Return this view with nothing worked out, for what `once` keeps to hold on to.

        With the view itself that would be a circle, which keeps all of it in memory.
        """
        return replace(self, _worked_out={})

    def remembered(self, key: Hashable, work: Callable[[], T]) -> T:
        """Return what `work` makes for a key that holds all it depends on, once in a run."""
        if key not in self.memory:
            self.memory[key] = work()
        return self.memory[key]  # type: ignore[return-value]

    def always(self, key: Hashable, work: Callable[[], T]) -> T:
        """Return what `work` makes of rules and packs alone, once for a language."""
        if key not in self.shared:
            self.shared[key] = work()
        return self.shared[key]  # type: ignore[return-value]
