#!/usr/bin/env python3
"""Reads a directory or object store of work reports with Spark and writes quads or tables.

    zhengtu_spark.py INPUT OUTPUT [--format nq|tables] [--zhengtu FILE | --ship FILE] [OPTION …]

Every partition runs `zhengtu extract` on batches of its reports, one thread a process, since Spark
already runs a task for each core. What comes out:

    nq       OUTPUT/kind=quads/part-*        N-Quads; a shared thing's quads stand in every part
                                             that speaks of it, and a store counts them once
    tables   OUTPUT/reports, statements, mentions, links, observations       Parquet
    both     OUTPUT/kind=failures/part-*     one JSON object for every file that gave nothing: path,
                                             exit code, message (the table `failures` as well)

A file that zhengtu refuses is a row of `failures`, never the end of the job. A worker that dies or
hangs fails its task, and Spark tries again elsewhere; the last try takes the files one by one, so
that the one at fault becomes a row too and its neighbours are read.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame, SparkSession

# What `zhengtu` exits with when an input was at fault; 2 means that the call was, that is, we.
INPUT_AT_FAULT = 1

TABLES = {
    "reports": "path STRING, sha256 STRING, government BIGINT, name STRING, year INT, title STRING, "
    "date STRING, warnings ARRAY<STRING>",
    "statements": "path STRING, statement INT, kind STRING, section INT, start INT, `end` INT, "
    "text STRING",
    "mentions": "path STRING, mention INT, label STRING, text STRING, core STRING, start INT, "
    "`end` INT, statement INT",
    "links": "path STRING, link INT, term INT, term_text STRING, target INT, target_text STRING, "
    "target_json STRING, relation STRING, scope STRING, score DOUBLE, statement INT",
    "observations": "path STRING, observation INT, name STRING, indicator STRING, value STRING, "
    "normalised STRING, unit STRING, base STRING, `change` STRING, period STRING, kind STRING, "
    "start INT, `end` INT, statement INT",
    "failures": "path STRING, code INT, message STRING, attempt INT",
}


@dataclass(frozen=True)
class Settings:
    """What a worker needs to know; sent to it by pickling."""

    zhengtu: str
    shipped: bool
    quads: bool
    seconds: int
    tries: int
    extra: tuple[str, ...]


class WorkerDied(RuntimeError):
    """The program was killed or hung: worth another try, elsewhere."""


# ---- in the worker


@dataclass(frozen=True)
class Report:
    """A file as Spark read it."""

    path: str
    content: bytes
    sidecar: bytes | None


def program(settings: Settings) -> str:
    """Where the program is on this machine."""
    if not settings.shipped:
        return settings.zhengtu
    from pyspark import SparkFiles

    found = Path(SparkFiles.get(Path(settings.zhengtu).name))
    if not os.access(found, os.X_OK):
        found.chmod(found.stat().st_mode | stat.S_IXUSR)
    return str(found)


def extract(reports: list[Report], settings: Settings) -> tuple[int, str, str]:
    """Runs the program on some reports: its exit code, what it printed, what it complained of."""
    with tempfile.TemporaryDirectory(prefix="zhengtu-") as folder:
        # Names sort as the reports do, and say nothing that the output could pick up.
        for number, report in enumerate(reports):
            path = Path(folder, f"{number:06}.txt")
            path.write_bytes(report.content)
            if report.sidecar is not None:
                path.with_suffix(".meta.toml").write_bytes(report.sidecar)
        form = "nq" if settings.quads else "jsonl"
        command = [program(settings), "--quiet", "--lang", "en", *settings.extra, "extract", folder]
        command += ["--format", form, "--jobs", "1"]
        try:
            done = subprocess.run(
                command,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=settings.seconds,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise WorkerDied(f"no answer within {settings.seconds} s") from error
        errors = done.stderr.decode(errors="replace").replace(folder + os.sep, "").strip()
        if done.returncode not in (0, INPUT_AT_FAULT):
            raise WorkerDied(f"exit code {done.returncode}: {errors[-2000:]}")
        return done.returncode, done.stdout.decode(), errors


def batch_rows(
    reports: list[Report], settings: Settings, attempt: int
) -> Iterator[tuple[str, str]]:
    """What a batch gives, as (kind, value)."""
    try:
        code, out, _ = extract(reports, settings)
    except WorkerDied:
        if attempt + 1 < settings.tries:
            raise
        code, out = INPUT_AT_FAULT, ""
    if code == 0:
        yield from shaped(out, reports, settings)
        return
    # Something in the batch was at fault: by themselves, the others are read and it is named.
    for report in reports:
        try:
            code, out, message = extract([report], settings)
        except WorkerDied as error:
            code, out, message = -1, "", str(error)
        if code == 0:
            yield from shaped(out, [report], settings)
        else:
            # The program saw the file under another name.
            message = message.replace(f"{0:06}.txt", report.path.rsplit("/", 1)[-1])
            row = {"path": report.path, "code": code, "message": message, "attempt": attempt}
            yield "failures", json.dumps(row, ensure_ascii=False)


def shaped(out: str, reports: list[Report], settings: Settings) -> Iterator[tuple[str, str]]:
    """The program's output as rows."""
    if settings.quads:
        # A line break ends every row when it is written.
        yield "quads", out.removesuffix("\n")
        return
    lines = out.splitlines()
    if len(lines) != len(reports):
        raise WorkerDied(f"{len(lines)} results for {len(reports)} reports")
    for line, report in zip(lines, reports, strict=True):
        for kind, row in table_rows(json.loads(line), report.path):
            yield kind, json.dumps(row, ensure_ascii=False)


def table_rows(found: dict[str, Any], path: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """One report's object as rows of the tables; spans are code points of the original."""
    header = found["header"]
    government = header.get("government") or {}
    yield "reports", {
        "path": path,
        "sha256": found["source"]["sha256"],
        "government": government.get("code"),
        "name": government.get("name"),
        "year": header.get("year"),
        "title": (header.get("title") or {}).get("text"),
        "date": header.get("date"),
        "warnings": [json.dumps(d, ensure_ascii=False) for d in found["diagnostics"]],
    }
    for number, s in enumerate(found["statements"]):
        yield "statements", {"path": path, "statement": number, **picked(s, "kind section text")}
    mentions = found["mentions"]
    for m in mentions:
        yield "mentions", {"path": path, **picked(m, "mention label text core statement")}
    for number, link in enumerate(found["links"]):
        target = link["target"].get("mention")
        yield "links", {
            "path": path,
            "link": number,
            "term": link["term"],
            "term_text": mentions[link["term"]]["text"],
            "target": target,
            "target_text": None if target is None else mentions[target]["text"],
            "target_json": json.dumps(link["target"], ensure_ascii=False),
            "statement": mentions[link["term"]]["statement"],
            **picked(link, "relation scope score"),
        }
    for number, o in enumerate(found["observations"]):
        keys = "name indicator value normalised unit base change period kind statement"
        yield "observations", {"path": path, "observation": number, **picked(o, keys)}


def picked(record: dict[str, Any], keys: str) -> dict[str, Any]:
    """Some values of a record, and its span as two columns where it has one."""
    row = {key: record.get(key) for key in keys.split()}
    if record.get("span"):
        row["start"], row["end"] = record["span"]
    return row


def mapper(settings: Settings) -> Callable[[Iterable[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    """The function that Spark runs on every partition."""

    def partition(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        import pyarrow as pa
        from pyspark import TaskContext

        context = TaskContext.get()
        attempt = context.attemptNumber() if context else 0
        for batch in batches:
            sidecars = batch.column("sidecar").to_pylist()
            columns = (batch.column("path").to_pylist(), batch.column("content").to_pylist())
            reports = [Report(*row) for row in zip(*columns, sidecars, strict=True)]
            if not reports:
                continue
            rows = list(batch_rows(reports, settings, attempt))
            kinds = pa.array([kind for kind, _ in rows], pa.string())
            values = pa.array([value for _, value in rows], pa.string())
            yield pa.RecordBatch.from_arrays([kinds, values], names=["kind", "value"])

    return partition


# ---- in the driver


def session(args: argparse.Namespace) -> SparkSession:
    """A session whose partitions are small enough to be worth trying again."""
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.appName("zhengtu")
    if args.master:
        # The workers' Python is this one, which has what is needed, and not the first on the path.
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        # Locally, Spark tries a task again only when the master's address says so.
        master = args.master
        if master.startswith("local[") and "," not in master:
            master = f"{master[:-1]},{args.tries}]"
        builder = builder.master(master)
    settings = {
        "spark.task.maxFailures": args.tries,
        "spark.sql.execution.arrow.maxRecordsPerBatch": args.batch,
        "spark.sql.files.maxPartitionBytes": args.partition_bytes,
        # The default counts 4 MB for opening a file, more than fifty reports.
        "spark.sql.files.openCostInBytes": 65536,
        "spark.sql.session.timeZone": "UTC",
        "spark.ui.showConsoleProgress": "false",
    }
    for key, value in settings.items():
        builder = builder.config(key, str(value))
    return builder.getOrCreate()


def read(spark: SparkSession, args: argparse.Namespace) -> DataFrame:
    """The reports: path, content, sidecar."""
    from pyspark.sql import functions as f

    def files(pattern: str) -> DataFrame:
        reader = spark.read.format("binaryFile").option("recursiveFileLookup", "true")
        return reader.option("pathGlobFilter", pattern).load(args.input)

    reports = files("*.txt").select("path", "content")
    if not args.sidecars:
        return reports.withColumn("sidecar", f.lit(None).cast("binary"))
    stem = f.regexp_replace("path", r"\.(txt|meta\.toml)$", "")
    beside = files("*.meta.toml").select(stem.alias("stem"), f.col("content").alias("sidecar"))
    joined = reports.withColumn("stem", stem).join(f.broadcast(beside), "stem", "left")
    return joined.select("path", "content", "sidecar")


def write_tables(spark: SparkSession, staging: str, output: str) -> None:
    """JSON lines of each kind to one Parquet table."""
    for name, schema in TABLES.items():
        rows = spark.createDataFrame([], schema)
        folder = f"{staging}/kind={name}"
        if exists(spark, folder):
            rows = spark.read.schema(schema).json(folder)
        rows.write.mode("overwrite").parquet(f"{output}/{name}")
    path = hadoop_path(spark, staging)
    path.getFileSystem(spark._jsc.hadoopConfiguration()).delete(path, True)


def hadoop_path(spark: SparkSession, text: str) -> Any:
    return spark._jvm.org.apache.hadoop.fs.Path(text)


def exists(spark: SparkSession, folder: str) -> bool:
    """Whether a folder is there, on whatever file system."""
    path = hadoop_path(spark, folder)
    return bool(path.getFileSystem(spark._jsc.hadoopConfiguration()).exists(path))


def run(args: argparse.Namespace) -> None:
    spark = session(args)
    try:
        if args.ship:
            spark.sparkContext.addFile(str(Path(args.ship).resolve()))
        settings = Settings(
            zhengtu=args.ship or args.zhengtu,
            shipped=bool(args.ship),
            quads=args.format == "nq",
            seconds=args.timeout,
            tries=args.tries,
            extra=("--base", args.base) if args.base else (),
        )
        rows = read(spark, args).mapInArrow(mapper(settings), "kind STRING, value STRING")
        target = args.output if settings.quads else f"{args.output}/_staging"
        writer = rows.write.mode("overwrite").partitionBy("kind")
        if args.compression != "none":
            writer = writer.option("compression", args.compression)
        writer.text(target)
        if not settings.quads:
            write_tables(spark, target, args.output)
        failures(spark, args, settings.quads)
    finally:
        spark.stop()


def failures(spark: SparkSession, args: argparse.Namespace, quads: bool) -> None:
    """Says how many files gave nothing, and which came first."""
    folder = f"{args.output}/{'kind=failures' if quads else 'failures'}"
    if not exists(spark, folder):
        return
    reader = spark.read.schema(TABLES["failures"])
    found = (reader.json(folder) if quads else reader.parquet(folder)).orderBy("path")
    count = found.count()
    if count:
        print(f"{count} files gave nothing; see {folder}", file=sys.stderr)
        for row in found.limit(5).collect():
            print(f"  {row.path}: {row.message.splitlines()[0]}", file=sys.stderr)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description="Work reports to N-Quads or Parquet tables, with Spark."
    )
    parser.add_argument("input", help="directory or URL of .txt reports, read at any depth")
    parser.add_argument("output", help="directory or URL; what it holds is replaced")
    parser.add_argument("--format", choices=["nq", "tables"], default="nq")
    parser.add_argument("--zhengtu", default="zhengtu", help="the program, as every worker finds it")
    parser.add_argument("--ship", help="the program here, to be sent to the workers")
    parser.add_argument("--master", help="for python, e.g. local[2]; spark-submit has its own")
    parser.add_argument("--batch", type=int, default=32, help="reports a process [32]")
    parser.add_argument("--partition-bytes", type=int, default=8 << 20, help="input a task [8 MiB]")
    parser.add_argument("--tries", type=int, default=4, help="tries of a failing task [4]")
    parser.add_argument("--timeout", type=int, default=600, help="seconds for a batch [600]")
    parser.add_argument("--sidecars", action="store_true", help="read NAME.meta.toml beside NAME.txt")
    parser.add_argument("--base", help="base of all IRIs")
    parser.add_argument("--compression", default="none", help="of text: none, gzip, zstd … [none]")
    args = parser.parse_args()
    if not args.ship and not shutil.which(args.zhengtu) and (args.master or "").startswith("local"):
        parser.error(f"no program {args.zhengtu}; say where it is with --zhengtu")
    return args


if __name__ == "__main__":
    run(arguments())
