#!/usr/bin/env python3
"""Writes docs/benchmarks.md and docs/benchmarks.svg from target/bench/results: no number in them
is typed by hand."""

from __future__ import annotations

import json
import math
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

from measure import RESULTS, ROOT  # noqa: E402

HOW = """## How to rerun

    benches/run.sh              # everything: some 20 minutes on two cores
    benches/run.sh --quick      # few reports: some 3 minutes, to try it
    cargo bench --bench stages  # each stage alone, with bytes a second

`benches/compare/compare.py --only ROW` repeats one row, `--texts FOLDER` takes reports of your own,
`benches/growth/growth.py` measures growth alone, and `benches/report.py` writes this page anew.

## How it is measured

- Processes are timed as wholes from outside: wall time of the monotonic clock, processor time and
  peak memory as the kernel accounts them. What must be timed warm is timed inside one process.
- What is compared runs in turn, A B A B …, after a round that is not counted. Each ratio is that of
  two neighbouring runs; the table has the median, the lowest and the highest of them.
- The baseline (`benches/compare/baseline.py`) is what one would write in an afternoon: quoted terms
  by a regular expression, places by jieba.posseg, co-occurrence in networkx, Turtle by rdflib. It
  starts once for all reports, as zhengtu does, and reads the same files.
- Oxigraph is the same version, compiled with the same flags, with its own bulk loader. Rows are
  compared: an answer that differs fails the run.
- The reports are synthetic (`benches/growth/generate.py`): varied from the samples in `seeds/`, each
  with a county and a year of its own. They are {size:.0f} KB on average.
"""


def number(value: float) -> str:
    """Counts in full; of what was measured three digits that count, or the whole part."""
    if isinstance(value, int) or abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.{max(0, 2 - math.floor(math.log10(abs(value))))}f}" if value else "0"


def table(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---"] + ["---:"] * (len(head) - 1), *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines) + "\n"


def goals(rows: list[dict[str, Any]]) -> str:
    """What was to be reached and what was."""
    out = []
    for row in rows:
        m = row["measured"]
        spread = "" if m["low"] == m["high"] else f"{number(m['low'])} – {number(m['high'])}"
        verdict = "yes" if row["met"] else "**no**"
        out.append([row["title"], row["target"], f"{number(m['median'])} {row['unit']}", spread, verdict])
    return table(["what", "target", "measured", "lowest – highest", "met"], out)


def details(rows: dict[str, Any]) -> str:
    """The figures behind the ratios."""
    out = []
    for row in rows.values():
        plain = {k: v for k, v in row["detail"].items() if not isinstance(v, dict)}
        parts = {k: v for k, v in row["detail"].items() if isinstance(v, dict)}
        out.append(f"### {row['title'][0].upper()}{row['title'][1:]}\n")
        out.append(table(["figure", "value"], [[k, number(v)] for k, v in plain.items()]))
        for name, part in parts.items():
            if part and all(isinstance(v, dict) for v in part.values()):
                keys = list(next(iter(part.values())))
                body = [[n, *(number(v[k]) for k in keys)] for n, v in part.items()]
                out.append(table([name, *keys], body))
            else:
                out.append(table([name, "count"], [[k, number(v)] for k, v in part.items()]))
    return "\n".join(out)


def machine(found: dict[str, Any]) -> str:
    memory = found["memory"] / 2**30
    return (
        f"{found['processor']}, {found['threads']} hardware threads, {memory:.0f} GiB of memory, "
        f"{found['system']}, {found['rustc']}, Python {found['python']}; load average while "
        f"measuring: {found['load']}"
    )


def growth(found: dict[str, Any]) -> str:
    rows = [
        [
            f"{p['reports']:,}",
            number(p["input"] / 1e6),
            number(p["wall"]["median"]),
            number(p["ms_a_report"]),
            number(p["cpu_ms_a_report"]),
            number(p["peak"] / 1e6),
            number(p["output"] / 1e6),
            number(p["output"] / p["input"]),
            number(p["again"]["median"] * 1e3),
        ]
        for p in found["points"]
    ]
    head = ["reports", "input MB", "time s", "ms a report", "processor ms a report", "peak MB"]
    head += ["output MB", "output / input", "second build ms"]
    return (
        table(head, rows)
        + f"\nQuads kept: {'packed (zst)' if found.get('compress') == 'zst' else 'as text'}; "
        f"rounds: {found['rounds']}."
        + f" Time grows as the number of reports to the power of {found['slope']:.3f} "
        f"(processor time: {found['slope_cpu']:.3f}); 1 is linear.\n"
    )


# ---- the picture


WIDTH, HEIGHT, LEFT, BOTTOM, TOP = 340, 260, 64, 44, 34


def panel(x: float, title: str, unit: str, points: list[tuple[float, float]]) -> str:
    """A curve on two logarithmic axes."""
    low_x, high_x = (math.log10(f(p[0] for p in points)) for f in (min, max))
    low_y = math.floor(math.log10(min(p[1] for p in points)))
    high_y = math.ceil(math.log10(max(p[1] for p in points)) + 1e-9)
    high_y = max(high_y, low_y + 1)
    wide, high = WIDTH - LEFT - 20, HEIGHT - TOP - BOTTOM

    def at(a: float, b: float) -> tuple[float, float]:
        across = (math.log10(a) - low_x) / max(high_x - low_x, 1e-9)
        up = (math.log10(b) - low_y) / (high_y - low_y)
        return LEFT + across * wide, TOP + (1 - up) * high

    out = [f'<g transform="translate({x},0)">']
    out.append(f'<text x="{WIDTH / 2}" y="20" text-anchor="middle" font-weight="600">{title}</text>')
    for power in range(low_y, high_y + 1):
        y = at(points[0][0], 10.0**power)[1]
        out.append(f'<path d="M{LEFT} {y:.1f}h{wide}" stroke="#dddddd"/>')
        label = f"{10.0**power:g} {unit}"
        out.append(f'<text x="{LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{label}</text>')
    places = [at(*p) for p in points]
    path = "M" + "L".join(f"{a:.1f} {b:.1f}" for a, b in places)
    out.append(f'<path d="{path}" fill="none" stroke="#1f6f8b" stroke-width="2"/>')
    for (a, b), (size, value) in zip(places, points, strict=True):
        out.append(f'<circle cx="{a:.1f}" cy="{b:.1f}" r="3.5" fill="#1f6f8b"/>')
        above = b - 9 if b > TOP + 20 else b + 18
        out.append(f'<text x="{a:.1f}" y="{above:.1f}" text-anchor="middle">{number(value)}</text>')
        foot = HEIGHT - BOTTOM + 18
        out.append(f'<text x="{a:.1f}" y="{foot}" text-anchor="middle">{size:,.0f}</text>')
    out.append(f'<text x="{LEFT + wide / 2}" y="{HEIGHT - 6}" text-anchor="middle">reports</text>')
    return "\n".join([*out, "</g>"])


def picture(points: list[dict[str, Any]]) -> str:
    def curve(key: str, scale: float = 1.0) -> list[tuple[float, float]]:
        return [(p["reports"], p[key] * scale) for p in points]

    panels = [
        panel(0, "Time of build", "s", [(p["reports"], p["wall"]["median"]) for p in points]),
        panel(WIDTH, "Peak memory", "MB", curve("peak", 1e-6)),
        panel(2 * WIDTH, "Output", "MB", curve("output", 1e-6)),
    ]
    body = "\n".join(panels)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {3 * WIDTH} {HEIGHT}" '
        'font-family="sans-serif" font-size="11" fill="#222222" role="img" '
        'aria-label="Time, peak memory and output of build against the number of reports">\n'
        f'<rect width="100%" height="100%" fill="#ffffff"/>\n{body}\n</svg>\n'
    )


def load(name: str) -> dict[str, Any] | None:
    path = RESULTS / f"{name}.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else None


def main() -> None:
    compared, grown = load("compare"), load("growth")
    if not compared and not grown:
        raise SystemExit("no results yet: run benches/run.sh")
    docs = ROOT / "docs"
    docs.mkdir(exist_ok=True)
    rows = [*(compared or {"rows": {}})["rows"].values(), *(grown or {"rows": {}})["rows"].values()]
    any_found = compared or grown or {}
    out = ["# Benchmarks\n", "Written by `benches/report.py` from what `benches/compare` and `benches/growth` measured last (`benches/run.sh`).\n"]
    if any_found["quick"]:
        out.append("**From a quick run, with few reports: no figures to quote.**\n")
    out += [f"Machine: {machine(any_found['machine'])}.\n", "## What is reached\n", goals(rows)]
    size = 26.0
    if grown:
        (docs / "benchmarks.svg").write_text(picture(grown["points"]), encoding="utf-8")
        last = grown["points"][-1]
        size = last["input"] / last["reports"] / 1e3
        out += ["## Growth\n", "![Time, memory and output against reports](benchmarks.svg)\n"]
        out.append(growth(grown))
    if compared:
        out += ["## The figures behind the ratios\n", details(compared["rows"])]
    out.append(HOW.format(size=size))
    (docs / "benchmarks.md").write_text("\n".join(out), encoding="utf-8")
    print("docs/benchmarks.md")


if __name__ == "__main__":
    main()
