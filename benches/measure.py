"""Times commands as whole processes, in turn, and keeps every run.

A run's wall time is that of the monotonic clock around it; its processor time and its peak memory
are what the kernel accounts to it (`wait4`). Commands that are compared run A B A B …, so that
both see the machine's moods; figures are medians, and each ratio is the median of the ratios of
neighbouring runs. The standard library suffices.
"""

from __future__ import annotations

import json
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "target" / "bench" / "results"


@dataclass(frozen=True)
class Run:
    """One finished process."""

    wall: float
    user: float
    system: float
    peak: int  # bytes

    @property
    def cpu(self) -> float:
        return self.user + self.system


@dataclass(frozen=True)
class Spread:
    """What several runs gave."""

    low: float
    median: float
    high: float

    @classmethod
    def of(cls, values: Sequence[float]) -> Spread:
        return cls(min(values), statistics.median(values), max(values))

    @classmethod
    def ratio(cls, above: Sequence[float], below: Sequence[float]) -> Spread:
        return cls.of([a / b for a, b in zip(above, below, strict=True)])


def run(command: Sequence[str | Path], output: Path | None = None) -> Run:
    """Runs a command to its end; its output goes to a file or is thrown away.

    Raises `CalledProcessError`, with what it wrote to standard error, when it fails.
    """
    argv = [str(word) for word in command]
    errors = RESULTS.parent / f"stderr-{os.getpid()}"
    errors.parent.mkdir(parents=True, exist_ok=True)
    with open(output or os.devnull, "wb") as out, open(errors, "w+b") as err:
        start = time.perf_counter()
        child = subprocess.Popen(argv, stdin=subprocess.DEVNULL, stdout=out, stderr=err)
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.perf_counter() - start
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode != 0:
            err.seek(0)
            text = err.read().decode(errors="replace")
            print(text, file=sys.stderr)
            raise subprocess.CalledProcessError(child.returncode, argv, stderr=text)
    errors.unlink(missing_ok=True)
    return Run(wall, usage.ru_utime, usage.ru_stime, usage.ru_maxrss * 1024)


def in_turn(rounds: int, *sides: Callable[[], Run], warm: int = 1) -> list[list[Run]]:
    """Runs all sides in turn; the first `warm` rounds are not counted."""
    kept: list[list[Run]] = [[] for _ in sides]
    for number in range(warm + rounds):
        for runs, side in zip(kept, sides, strict=True):
            done = side()
            if number >= warm:
                runs.append(done)
    return kept


def walls(runs: Sequence[Run]) -> list[float]:
    return [r.wall for r in runs]


def cpus(runs: Sequence[Run]) -> list[float]:
    return [r.cpu for r in runs]


def size(folder: Path) -> int:
    """Bytes of all files below a folder."""
    return sum(p.stat().st_size for p in folder.rglob("*") if p.is_file())


def machine() -> dict[str, Any]:
    """What the figures depend on; nothing that tells whose machine it is."""
    model, memory = platform.processor() or platform.machine(), 0
    try:
        for line in Path("/proc/cpuinfo").read_text().splitlines():
            if line.startswith("model name"):
                model = line.split(":", 1)[1].strip()
                break
        for line in Path("/proc/meminfo").read_text().splitlines():
            if line.startswith("MemTotal"):
                memory = int(line.split()[1]) * 1024
    except OSError:
        pass
    threads = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return {
        "processor": model,
        "threads": threads,
        "memory": memory,
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "rustc": said(["rustc", "--version"]),
        "load": round(os.getloadavg()[0], 1),
    }


def said(command: Sequence[str | Path]) -> str:
    """What a command prints."""
    argv = [str(word) for word in command]
    done = subprocess.run(argv, capture_output=True, text=True, check=True, stdin=subprocess.DEVNULL)
    return done.stdout.strip()


def save(name: str, result: dict[str, Any]) -> Path:
    """Keeps a result for the report, whole or not at all."""
    RESULTS.mkdir(parents=True, exist_ok=True)
    path = RESULTS / f"{name}.json"
    partial = path.with_suffix(".partial")
    partial.write_text(json.dumps(result, ensure_ascii=False, indent=1, default=asdict) + "\n")
    partial.replace(path)
    return path
