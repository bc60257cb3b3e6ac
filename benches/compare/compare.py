#!/usr/bin/env python3
"""Measures zhengtu against what else one could use, side by side in one run.

    compare.py --zhengtu FILE --oracle FILE --python FILE [--quick] [--only ROW …] [--resume]

--oracle is the example `compare` of this project (jieba-rs and oxigraph are compiled into it);
--python is an interpreter that has jieba, networkx and rdflib, for `baseline.py`. `benches/run.sh`
prepares all of them. Results go to target/bench/results/compare.json, after each row, and
`--resume` keeps the rows that are there.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE.parent / "growth")]

import generate  # noqa: E402
import measure  # noqa: E402
from measure import ROOT, Run, Spread, cpus, in_turn, run, walls  # noqa: E402

# What the named queries are asked; the samples use all of these.
TERM, INDICATOR, NAME = "和美水乡", "地区生产总值", "四减两增"
# Every statement that names a place, with where it stands: what a person asks who is after one
# government.
SELECTIVE = (
    "SELECT ?start ?text WHERE {{ ?mention zt:refersTo <https://w3id.org/zhengtu/id/place/{place}> ; "
    "zt:statedIn ?statement . ?statement nif:beginIndex ?start ; nif:anchorOf ?text }}"
)


@dataclass(frozen=True)
class Row:
    """One line of the table: what was measured against what must be reached."""

    title: str
    target: str
    limit: float
    at_most: bool
    unit: str
    measured: Spread
    detail: dict[str, Any]

    def json(self) -> dict[str, Any]:
        value = self.measured.median
        met = value <= self.limit if self.at_most else value >= self.limit
        return {
            "title": self.title,
            "target": self.target,
            "limit": self.limit,
            "at_most": self.at_most,
            "unit": self.unit,
            "measured": vars(self.measured),
            "met": met,
            "detail": self.detail,
        }


class Bench:
    """The programs, the reports and how often everything runs."""

    def __init__(self, args: argparse.Namespace) -> None:
        self.zhengtu: Path = args.zhengtu.resolve()
        self.oracle: Path = args.oracle.resolve()
        # Not resolved: an environment's interpreter is a link that must be called by its own name.
        self.python: Path = args.python.absolute()
        self.quick: bool = args.quick
        self.rounds = args.rounds or (3 if args.quick else 7)
        self.count = args.reports or (60 if args.quick else 1000)
        self.work = ROOT / "target" / "bench" / "compare"
        self.texts = self.work / f"reports-{self.count}"
        self.paths = generate.generate(self.texts, self.count)
        self.few = self.work / "few"
        self._few(args.texts, 6 if args.quick else 100)
        self._corpus: tuple[Path, Path] | None = None

    def _few(self, texts: Path | None, count: int) -> None:
        """A flat folder of the reports that the slow side reads too."""
        shutil.rmtree(self.few, ignore_errors=True)
        self.few.mkdir(parents=True)
        chosen = sorted(texts.rglob("*.txt")) if texts else self.paths[:count]
        for path in chosen:
            shutil.copyfile(path, self.few / path.name)

    def build(self, source: Path, target: Path, jobs: int | None = None, fresh: bool = True,
              index: bool = True) -> Run:
        """Reports into a directory that is not there yet; taking the old one away is not timed."""
        if fresh:
            shutil.rmtree(target, ignore_errors=True)
        words = [self.zhengtu, "-q", "build", source, "-g", target]
        words += ["--jobs", str(jobs)] if jobs else []
        return run(words + ([] if index else ["--no-index"]))

    def corpus(self) -> tuple[Path, Path]:
        """The graph directory of all reports, and the same quads in one file."""
        if self._corpus is None:
            target, quads = self.work / "graph", self.work / "graph.nq"
            self.build(self.texts, target)
            self.quads(target, quads)
            self._corpus = target, quads
        return self._corpus

    def quads(self, graph: Path, out: Path) -> None:
        run([self.zhengtu, "-q", "export", "--format", "nq", "-g", graph, "-o", out])


def analysis(bench: Bench) -> Row:
    """Text to graph in memory against a segmenter that only cuts."""
    files = sorted(bench.few.glob("*.txt"))
    rounds = max(7, bench.rounds)
    done = json.loads(measure.said([bench.oracle, "analysis", str(rounds), *files]))
    # Processor time of the one thread: what else the machine does stretches wall time alone.
    ours, theirs = done["zhengtu_cpu"], done["jieba_cpu"]
    return Row(
        "text to graph in memory, one thread, against jieba-rs `cut` (HMM off)",
        "≤ 1.0 × its time",
        1.0,
        True,
        "×",
        Spread.ratio(ours, theirs),
        {
            "reports": done["reports"],
            "bytes": done["bytes"],
            "wall time, × of jieba-rs's": Spread.ratio(done["zhengtu"], done["jieba"]).median,
            "zhengtu MB/s": done["bytes"] / Spread.of(ours).median / 1e6,
            "jieba-rs MB/s": done["bytes"] / Spread.of(theirs).median / 1e6,
            "zhengtu ms a report": Spread.of(ours).median / done["reports"] * 1e3,
        },
    )


# A link stands with its evidence when it says in which statement and from which mention.
EVIDENCE = [f"<https://w3id.org/zhengtu/ontology#{n}>" for n in ("statedIn", "fromMention")]


def counted(quads: Path) -> dict[str, int]:
    """Statements, mentions, links, and how many of these stand with their evidence."""
    kind = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
    names = {f"<https://w3id.org/zhengtu/ontology#{n}>": n for n in ("Statement", "Mention", "Link")}
    found = dict.fromkeys(names.values(), 0)
    total = 0
    linked: set[str] = set()
    said: dict[str, set[str]] = {predicate: set() for predicate in EVIDENCE}
    with quads.open(encoding="utf-8") as lines:
        for line in lines:
            total += 1
            subject, predicate, rest = line.split(" ", 2)
            if predicate == kind:
                name = names.get(rest.split(" ", 1)[0])
                if name:
                    found[name] += 1
                    if name == "Link":
                        linked.add(subject)
            elif predicate in said:
                said[predicate].add(subject)
    evidence = len(linked.intersection(*said.values()))
    return {
        "statements": found["Statement"],
        "mentions": found["Mention"],
        "links": found["Link"],
        "links with evidence": evidence,
        "quads": total,
    }


def baseline(bench: Bench) -> Row:
    """Files to RDF on disk against the script that a user would write; it makes no index either."""
    said, turtle = bench.work / "baseline.json", bench.work / "baseline.ttl"
    target = bench.work / "few-graph"
    script = [bench.python, HERE / "baseline.py", f"{bench.few}/*.txt", turtle]
    ours, theirs = in_turn(
        bench.rounds,
        lambda: bench.build(bench.few, target, jobs=1, index=False),
        lambda: run(script, said),
        warm=0 if bench.quick else 1,
    )
    other = json.loads(said.read_text(encoding="utf-8"))
    quads = bench.work / "few.nq"
    bench.quads(target, quads)
    counts = counted(quads)
    reports = other["files"]
    return Row(
        "files to N-Quads on disk, one thread, against the Python baseline",
        "≥ 300 × as fast",
        300,
        False,
        "×",
        Spread.ratio(walls(theirs), walls(ours)),
        {
            "reports": reports,
            "zhengtu ms a report": Spread.of(walls(ours)).median / reports * 1e3,
            "baseline ms a report": Spread.of(walls(theirs)).median / reports * 1e3,
            "processor time, times as fast": Spread.ratio(cpus(theirs), cpus(ours)).median,
            "zhengtu": counts,
            "baseline": {
                "sentences": other["units"],
                "mentions": other["mentions"],
                "edges": other["edges"],
                "triples": other["triples"],
                "with evidence": 0,
            },
            "zhengtu peak MB": max(r.peak for r in ours) / 1e6,
            "baseline peak MB": max(r.peak for r in theirs) / 1e6,
        },
    )


def first_place(graph: Path) -> str:
    """The code of the government that the first report of a directory is from."""
    manifest = json.loads((graph / "manifest.json").read_text(encoding="utf-8"))
    return str(manifest["reports"][0]["report"]).partition("-")[0]


def cold(bench: Bench) -> Row:
    """A cold selective query, and building and opening, against oxigraph's bulk loader."""
    target, quads = bench.corpus()
    fresh = bench.work / "again"
    query = SELECTIVE.format(place=first_place(target))
    ask = [bench.zhengtu, "-q", "query", query, "--format", "tsv", "-g", target]
    answer, said = bench.work / "answer.tsv", bench.work / "load.json"
    built, asked, loaded = in_turn(
        bench.rounds,
        lambda: bench.build(bench.texts, fresh),
        lambda: run(ask, answer),
        lambda: run([bench.oracle, "load", quads, query], said),
        warm=0 if bench.quick else 1,
    )
    shutil.rmtree(fresh, ignore_errors=True)
    other = json.loads(said.read_text())
    own_rows = len(answer.read_text(encoding="utf-8").splitlines()) - 1
    if own_rows != other["rows"] or own_rows == 0:
        raise SystemExit(f"cold: {own_rows} rows here, {other['rows']} from oxigraph")
    percent = [100 * a / b for a, b in zip(walls(asked), walls(loaded), strict=True)]
    whole = [b.wall + a.wall for b, a in zip(built, asked, strict=True)]
    return Row(
        f"cold selective query over {bench.count} reports, against oxigraph loading the quads and "
        "answering",
        "≤ 2 % of its time",
        2,
        True,
        "%",
        Spread.of(percent),
        {
            "reports": bench.count,
            "quads": other["quads"],
            "rows": own_rows,
            "zhengtu query ms": Spread.of(walls(asked)).median * 1e3,
            "oxigraph load and query s": Spread.of(walls(loaded)).median,
            "zhengtu build s": Spread.of(walls(built)).median,
            "build and query, × of oxigraph's load": Spread.ratio(whole, walls(loaded)).median,
            "zhengtu query peak MB": max(r.peak for r in asked) / 1e6,
            "oxigraph peak MB": max(r.peak for r in loaded) / 1e6,
        },
    )


def named(bench: Bench) -> Row:
    """All named queries, warm, against oxigraph's memory store."""
    target, quads = bench.corpus()
    words = [str(bench.rounds), target, quads, TERM, first_place(target), INDICATOR, NAME]
    done = json.loads(measure.said([bench.oracle, "named", *words]))
    queries = done["queries"]
    different = [q["name"] for q in queries if not q["same"]]
    if different:
        raise SystemExit(f"named: other answers than oxigraph's: {', '.join(different)}")
    rounds = range(bench.rounds)
    ours = [sum(q["zhengtu"][i] for q in queries) for i in rounds]
    theirs = [sum(q["oxigraph"][i] for q in queries) for i in rounds]
    each = {
        q["name"]: {
            "rows": q["rows"],
            "zhengtu ms": Spread.of(q["zhengtu"]).median * 1e3,
            "oxigraph ms": Spread.of(q["oxigraph"]).median * 1e3,
        }
        for q in queries
    }
    return Row(
        f"all named queries over {bench.count} reports, warm, against oxigraph's memory store",
        "≤ 1.0 × its time, same answers",
        1.0,
        True,
        "×",
        Spread.ratio(ours, theirs),
        {
            "zhengtu opens in ms": done["open"] * 1e3,
            "oxigraph loads in ms": done["load"] * 1e3,
            "quads": done["quads"],
            "queries": each,
        },
    )


def threads(bench: Bench) -> Row:
    """Two threads against one."""
    one, two = in_turn(
        bench.rounds,
        lambda: bench.build(bench.texts, bench.work / "one", jobs=1),
        lambda: bench.build(bench.texts, bench.work / "two", jobs=2),
    )
    return Row(
        f"`build` of {bench.count} reports with two threads, against one",
        "≥ 1.85 × as fast",
        1.85,
        False,
        "×",
        Spread.ratio(walls(one), walls(two)),
        {
            "one thread s": Spread.of(walls(one)).median,
            "two threads s": Spread.of(walls(two)).median,
            "processor s with one": Spread.of(cpus(one)).median,
            "processor s with two": Spread.of(cpus(two)).median,
        },
    )


def start(bench: Bench) -> Row:
    """What reading one report adds to starting the program."""
    sample = ROOT / "seeds/samples/yunxi-2024.txt"
    lone = bench.work / "lone"
    shutil.rmtree(lone, ignore_errors=True)
    lone.mkdir()
    shutil.copyfile(sample, lone / sample.name)
    turtle = bench.work / "one.ttl"
    script = [bench.python, HERE / "baseline.py", f"{lone}/*.txt", turtle]
    (python,) = in_turn(1 if bench.quick else 3, lambda: run(script))
    version, extract = in_turn(
        max(15, bench.rounds),
        lambda: run([bench.zhengtu, "--version"]),
        lambda: run([bench.zhengtu, "-q", "extract", sample, "--format", "nq", "--jobs", "1"]),
    )
    more = [1e3 * (b - a) for a, b in zip(walls(version), walls(extract), strict=True)]
    return Row(
        "cold `extract` of one report, more than `--version`",
        "≤ 25 ms",
        25,
        True,
        "ms",
        Spread.of(more),
        {
            "version ms": Spread.of(walls(version)).median * 1e3,
            "extract ms": Spread.of(walls(extract)).median * 1e3,
            "baseline, one report, ms": Spread.of(walls(python)).median * 1e3,
            "extract peak MB": max(r.peak for r in extract) / 1e6,
        },
    )


def again(bench: Bench) -> Row:
    """A second build when nothing has changed."""
    target = bench.work / "again"
    first, second = in_turn(
        bench.rounds,
        lambda: bench.build(bench.texts, target),
        lambda: bench.build(bench.texts, target, fresh=False),
        warm=0,
    )
    shutil.rmtree(target, ignore_errors=True)
    percent = [100 * b / a for a, b in zip(walls(first), walls(second), strict=True)]
    return Row(
        f"second `build` of {bench.count} reports, nothing changed, against the first",
        "≤ 2 % of its time",
        2,
        True,
        "%",
        Spread.of(percent),
        {
            "first s": Spread.of(walls(first)).median,
            "second s": Spread.of(walls(second)).median,
        },
    )


ROWS: dict[str, Callable[[Bench], Row]] = {
    "analysis": analysis,
    "baseline": baseline,
    "start": start,
    "threads": threads,
    "again": again,
    "cold": cold,
    "named": named,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--zhengtu", type=Path, required=True)
    parser.add_argument("--oracle", type=Path, required=True)
    parser.add_argument("--python", type=Path, required=True)
    parser.add_argument("--quick", action="store_true", help="few reports and rounds, to try it")
    parser.add_argument("--rounds", type=int, help="counted runs of each side")
    parser.add_argument("--reports", type=int, help="synthetic reports in the corpus")
    parser.add_argument("--texts", type=Path, help="reports for the rows `analysis` and `baseline`")
    parser.add_argument("--only", nargs="+", choices=list(ROWS), default=list(ROWS))
    parser.add_argument("--resume", action="store_true", help="keep the rows that are there")
    args = parser.parse_args()
    bench = Bench(args)
    kept: dict[str, Any] = {}
    path = measure.RESULTS / "compare.json"
    if path.exists() and (args.resume or args.only != list(ROWS)):
        last = json.loads(path.read_text(encoding="utf-8"))
        # Rows of another corpus do not go into one table with these.
        if (last["quick"], last["reports"]) == (bench.quick, bench.count):
            kept = last["rows"]
    failed = []
    for name in args.only:
        if args.resume and name in kept:
            continue
        print(f"{name} …", file=sys.stderr, flush=True)
        try:
            row = ROWS[name](bench).json()
        except (Exception, SystemExit) as error:  # one row that fails must not lose the others
            print(f"  failed: {error}", file=sys.stderr)
            failed.append(name)
            continue
        kept[name] = row
        m = row["measured"]
        verdict = "met" if row["met"] else "NOT met"
        print(f"{row['title']}\n  target {row['target']}; measured {m['median']:.3g} {row['unit']} "
              f"({m['low']:.3g} to {m['high']:.3g}): {verdict}", flush=True)
        order = {n: kept[n] for n in ROWS if n in kept}
        measure.save("compare", {"machine": measure.machine(), "quick": bench.quick,
                                 "rounds": bench.rounds, "reports": bench.count, "rows": order})
    if failed:
        raise SystemExit(f"failed: {', '.join(failed)}")


if __name__ == "__main__":
    main()
