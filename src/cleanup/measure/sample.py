"""Findings drawn from machine translation for a person to judge: the same for the same seed.

The findings with the smallest digests of seed and place are taken. So a rule that is added, or
finds less, exchanges a few of those drawn, and the verdicts on the others stay good.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b

from cleanup.measure.figures import Sample
from cleanup.measure.firing import Firing, Pass, firings
from cleanup.measure.texts import Source
from cleanup.measure.verdicts import Verdicts

SEED = "2023"
SIZE = 200


def draw(run: Pass, sources: Sequence[Source], size: int = SIZE) -> tuple[list[Firing], int]:
    """Return the findings drawn, above the level of information, and from how many."""
    every = [
        firing
        for source in sources
        for firing in firings(run, source)
        if firing.finding.severity != "info"
    ]
    return sorted(sorted(every, key=_lot)[:size], key=_order), len(every)


def judge(drawn: Sequence[Firing], total: int, files: Sequence[Source], said: Verdicts) -> Sample:
    """Return how many of the findings drawn are right."""
    verdicts = [said.of(firing.place, firing.number) for firing in drawn]
    return Sample(
        files=tuple(source.file for source in files),
        findings=total,
        drawn=len(drawn),
        right=verdicts.count("right"),
        judged=sum(map(bool, verdicts)),
    )


def _lot(firing: Firing) -> bytes:
    lot = repr((SEED, *firing.place, firing.number))
    return blake2b(lot.encode(), digest_size=16).digest()


def _order(firing: Firing) -> tuple[str, str, int]:
    return firing.finding.code, firing.source.file.name, firing.finding.start
