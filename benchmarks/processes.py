"""Whole processes: what they cost, measured in turn and round by round."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from statistics import median

# Codes by which the tools say that they found something.
_SAID = {0, 1, 2, 65}


@dataclass(frozen=True, slots=True)
class Cost:
    """CPU seconds with those of all children, seconds on the clock, and peak memory in bytes."""

    cpu: float
    clock: float
    peak: int


def run(
    command: Sequence[str | Path],
    cwd: Path | None = None,
    *,
    fine: Container[int] = _SAID,
    variables: Mapping[str, str] | None = None,
) -> Cost:
    """Return what a command costs. Ends the program where its exit code is not among the fine ones.

    Its modules are compiled already, as an installation has them. `variables` are added to those of
    the environment.
    """
    env = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    env |= variables or {}
    begin = time.perf_counter()
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd=cwd, env=env
    )
    assert process.stderr is not None
    said = process.stderr.read()
    process.stderr.close()
    _, status, used = os.wait4(process.pid, 0)
    code = process.returncode = os.waitstatus_to_exitcode(status)
    if code not in fine or b"Traceback" in said:
        sys.exit(f"{command[0]}: exit {code}: {said.decode(errors='replace')[-400:]}")
    unit = 1 if sys.platform == "darwin" else 1024
    return Cost(used.ru_utime + used.ru_stime, time.perf_counter() - begin, used.ru_maxrss * unit)


def apart(work: Callable[..., None], *given: object) -> None:
    """Do something in a process of its own, which may fill memory: this one has to stay small.

    As a process begins, Linux counts the memory of the one that began it for its peak.
    """
    process = get_context("spawn").Process(target=work, args=given)
    process.start()
    process.join()
    if process.exitcode:
        sys.exit(f"{work.__name__}: exit {process.exitcode}")


def compare(
    commands: Mapping[str, Sequence[str | Path]], rounds: int, cwd: Path | None = None
) -> dict[str, Cost]:
    """Return the medians of each command's costs; a first round warms up."""
    costs: dict[str, list[Cost]] = {name: [] for name in commands}
    for number in range(rounds + 1):
        for name, command in commands.items():
            cost = run(command, cwd)
            if number:
                costs[name].append(cost)
    return {
        name: Cost(
            median(cost.cpu for cost in own),
            median(cost.clock for cost in own),
            round(median(cost.peak for cost in own)),
        )
        for name, own in costs.items()
    }
