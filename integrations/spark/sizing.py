#!/usr/bin/env python3
"""Measures the Spark job on local[2] over two corpora and says what larger ones will take.

    sizing.py --zhengtu FILE --python FILE [--quick] [--rounds N]

--python has pyspark, pyarrow and pandas (`requirements.txt`). Writes docs/spark-sizing.md.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
BENCHES = HERE.parents[1] / "benches"
sys.path[:0] = [str(BENCHES), str(BENCHES / "growth")]

import generate  # noqa: E402
import measure  # noqa: E402
from measure import ROOT, Spread, run, size  # noqa: E402

CORES = 2
COUNTRY = [(30_000, "ten years of 3,000 governments"), (3_000_000, "a hundred times that")]

PAGE = """# How much the Spark job takes

Written by `integrations/spark/sizing.py`, which measured local[{cores}] on {processor} with
{threads} hardware threads; `sizing.py` writes it anew for your machine.{note}

| reports | input MB | wall s | quads MB |
| ---: | ---: | ---: | ---: |
{points}

A job takes a fixed time to start, and then a time for each report on each core:

    per report = (t₂ − t₁) · cores / (n₂ − n₁) = {per_report:.4f} core seconds
    start      = t₁ − n₁ · per report / cores  = {start:.1f} s
    time(n)    = start + n · per report / cores

| reports | what that is | core hours | on 2 cores | on 16 | on 256 | quads |
| ---: | --- | ---: | ---: | ---: | ---: | ---: |
{forecast}

The forecast takes it that the store delivers {read:.1f} MB and takes {written:.0f} MB a second for
each core, and that reports are as long as these ({each:.0f} KB); scale it by the length of yours.
A worker process holds one batch: allow {peak:.0f} MB a core beside Spark's own memory for
`--batch 32`. Not in the figures: `--compression zstd`, and the load into a store.
"""


def hours(seconds: float) -> str:
    return f"{seconds / 60:.1f} min" if seconds < 7200 else f"{seconds / 3600:.1f} h"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--zhengtu", type=Path, required=True)
    parser.add_argument("--python", type=Path, required=True)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--rounds", type=int)
    args = parser.parse_args()
    counts = [8, 40] if args.quick else [100, 1000]
    rounds = args.rounds or (1 if args.quick else 3)
    work = ROOT / "target" / "bench" / "spark"
    walls: dict[int, list[float]] = {count: [] for count in counts}
    sizes: dict[int, tuple[int, int]] = {}
    out = work / "out"
    for _ in range(rounds):
        for count in counts:
            folder = work / f"reports-{count}"
            generate.generate(folder, count)
            shutil.rmtree(out, ignore_errors=True)
            job = [args.python.absolute(), HERE / "zhengtu_spark.py", folder, out]
            job += ["--master", f"local[{CORES}]", "--zhengtu", args.zhengtu.resolve()]
            walls[count].append(run(job).wall)
            sizes[count] = (size(folder), size(out))
            print(f"{count} reports: {walls[count][-1]:.1f} s", flush=True)
    batch = work / "batch"
    shutil.rmtree(batch, ignore_errors=True)
    generate.generate(batch, 32)
    peak = run([args.zhengtu, "-q", "extract", batch, "-f", "nq", "-j", "1"]).peak
    shutil.rmtree(out, ignore_errors=True)
    found = {
        "machine": measure.machine(), "quick": args.quick, "peak": peak,
        "points": [
            {"reports": n, "wall": Spread.of(walls[n]).median, "in": sizes[n][0], "out": sizes[n][1]}
            for n in counts
        ],
    }
    measure.save("spark", found)
    docs = ROOT / "docs"
    docs.mkdir(exist_ok=True)
    (docs / "spark-sizing.md").write_text(page(found), encoding="utf-8")
    print("docs/spark-sizing.md")


def page(found: dict[str, Any]) -> str:
    small, large = found["points"]
    more = large["reports"] - small["reports"]
    per_report = max((large["wall"] - small["wall"]) * CORES / more, 1e-6)
    start = max(small["wall"] - small["reports"] * per_report / CORES, 0)
    each_in, each_out = large["in"] / large["reports"], large["out"] / large["reports"]
    points = [
        f"| {p['reports']:,} | {p['in'] / 1e6:.1f} | {p['wall']:.1f} | {p['out'] / 1e6:,.0f} |"
        for p in found["points"]
    ]
    forecast = []
    for count, what in COUNTRY:
        times = [hours(start + count * per_report / cores) for cores in (2, 16, 256)]
        cells = [f"{count:,}", what, f"{count * per_report / 3600:,.1f}", *times]
        forecast.append("| " + " | ".join([*cells, f"{count * each_out / 1e9:,.0f} GB"]) + " |")
    return PAGE.format(
        cores=CORES, processor=found["machine"]["processor"], threads=found["machine"]["threads"],
        note=" **From a quick run: no figures to quote.**" if found["quick"] else "",
        points="\n".join(points), forecast="\n".join(forecast), per_report=per_report, start=start,
        read=each_in / per_report / 1e6, written=each_out / per_report / 1e6, each=each_in / 1e3,
        peak=found["peak"] / 1e6,
    )


if __name__ == "__main__":
    main()
