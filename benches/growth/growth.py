#!/usr/bin/env python3
"""Measures how time, memory and output grow with the corpus: `build` of 100, 1,000 and 10,000
synthetic reports, and building each again with nothing changed.

    growth.py --zhengtu FILE [--quick] [--rounds N] [--sizes N …]

The sizes run in turn, round by round, so that a slow minute hits all of them. Results go to
target/bench/results/growth.json; `benches/report.py` draws them.
"""

from __future__ import annotations

import argparse
import math
import shutil
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE)]

import generate  # noqa: E402
import measure  # noqa: E402
from measure import ROOT, Run, Spread, run  # noqa: E402


def slope(sizes: list[int], times: list[float]) -> float:
    """The exponent of growth: 1 when twice the reports take twice the time (least squares)."""
    xs, ys = [math.log(s) for s in sizes], [math.log(t) for t in times]
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    above = sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True))
    return above / sum((a - x) ** 2 for a in xs)


def reports_of(size: int, work: Path) -> tuple[Path, int]:
    """A folder of that many reports, and their bytes."""
    folder = work / f"reports-{size}"
    paths = generate.generate(folder, size)
    return folder, sum(p.stat().st_size for p in paths)


def point(size: int, given: int, out: int, first: list[Run], again: list[Run]) -> dict[str, Any]:
    """What is known of one size."""
    wall, user = Spread.of([r.wall for r in first]), Spread.of([r.cpu for r in first])
    return {
        "reports": size,
        "input": given,
        "output": out,
        "wall": vars(wall),
        "cpu": vars(user),
        "again": vars(Spread.of([r.wall for r in again])),
        "peak": max(r.peak for r in first),
        "again_peak": max(r.peak for r in again),
        "ms_a_report": wall.median / size * 1e3,
        "cpu_ms_a_report": user.median / size * 1e3,
        "reports_a_second": size / wall.median,
    }


def rows(points: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """The issue's three rows about growth, from the smallest and the largest corpus."""
    small, large = points[0], points[-1]
    per_report = large["ms_a_report"] / small["ms_a_report"]
    peak = large["peak"] / small["peak"]
    again = 100 * large["again"]["median"] / large["wall"]["median"]
    few, many = f"{small['reports']:,}", f"{large['reports']:,}"

    def row(title: str, target: str, limit: float, unit: str, value: float) -> dict[str, Any]:
        return {
            "title": title,
            "target": target,
            "limit": limit,
            "at_most": True,
            "unit": unit,
            "measured": {"low": value, "median": value, "high": value},
            "met": value <= limit,
            "detail": {},
        }

    return {
        "peak": row(f"peak memory of `build` at {many} reports against {few}", "≤ 1.3 ×", 1.3, "×", peak),
        "per_report": row(f"time per report at {many} against {few}", "≤ 1.05 ×", 1.05, "×", per_report),
        "again": row(
            f"second `build` of {many} reports, nothing changed", "≤ 2 % of the first", 2, "%", again
        ),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--zhengtu", type=Path, required=True)
    parser.add_argument("--quick", action="store_true", help="20 and 100 reports, two rounds")
    parser.add_argument("--rounds", type=int)
    parser.add_argument("--sizes", type=int, nargs="+")
    parser.add_argument("--compress", choices=["none", "zst"], default="none",
                        help="how the quads are kept: 10,000 reports are 42 GB unpacked")
    args = parser.parse_args()
    sizes = sorted(args.sizes or ([20, 100] if args.quick else [100, 1000, 10000]))
    rounds = args.rounds or (2 if args.quick else 3)
    work = ROOT / "target" / "bench" / "growth"
    inputs = {size: reports_of(size, work) for size in sizes}
    first: dict[int, list[Run]] = {size: [] for size in sizes}
    again: dict[int, list[Run]] = {size: [] for size in sizes}
    outputs: dict[int, int] = {}
    graph = work / "graph"
    for number in range(rounds + 1):
        for size in sizes:
            # The first round warms the files; the largest corpus is too dear for that.
            if number == 0 and size == sizes[-1] and not args.quick:
                continue
            shutil.rmtree(graph, ignore_errors=True)
            build = [args.zhengtu, "-q", "build", inputs[size][0], "-g", graph]
            if args.compress != "none":
                build += ["--compress", args.compress]
            built, rebuilt = run(build), run(build)
            print(f"{size:>6} reports: {built.wall:7.2f} s, {built.peak / 1e6:6.0f} MB; "
                  f"again {rebuilt.wall:6.3f} s", flush=True)
            outputs[size] = measure.size(graph)
            if number > 0:
                first[size].append(built)
                again[size].append(rebuilt)
    shutil.rmtree(graph, ignore_errors=True)
    points = [point(s, inputs[s][1], outputs[s], first[s], again[s]) for s in sizes]
    measure.save("growth", {
        "machine": measure.machine(),
        "quick": args.quick,
        "compress": args.compress,
        "rounds": rounds,
        "points": points,
        "slope": slope(sizes, [p["wall"]["median"] for p in points]),
        "slope_cpu": slope(sizes, [p["cpu"]["median"] for p in points]),
        "rows": rows(points),
    })


if __name__ == "__main__":
    main()
