#!/usr/bin/env python3
"""The graph as another RDF library reads it: every report parses, the counts agree, no triple
stands in two graphs, and every RDF syntax says the same.

    check.py ZHENGTU      the binary; reads seeds/samples and, where they are, ../shared/reports
"""
import glob
import os
import subprocess
import sys
import tempfile

from rdflib import Dataset, Graph
from rdflib.compare import to_isomorphic

ZHENGTU = sys.argv[1]


def reports():
    """The sample reports, and the real ones where this machine has them."""
    yield from sorted(glob.glob("seeds/samples/*.txt"))
    real = sorted(glob.glob("../shared/reports/*.txt") + glob.glob("../shared/reports/damaged/*.txt"))
    if not real:
        print("no ../shared/reports here: the samples alone are read")
    for path in real:
        with open(path, "rb") as f:
            try:
                f.read().decode("utf-8")
            except UnicodeDecodeError:
                continue
        yield path


def extract(path, syntax):
    """The report in one syntax, as bytes."""
    run = subprocess.run([ZHENGTU, "-q", "extract", path, "--format", syntax], capture_output=True, check=False)
    if run.returncode:
        sys.exit(f"{path}: exit {run.returncode}: {run.stderr.decode()}")
    return run.stdout


def main():
    read = 0
    for path in reports():
        nquads = extract(path, "nq")
        data = Dataset()
        data.parse(data=nquads.decode(), format="nquads")
        quads = list(data.quads())
        assert len(quads) == nquads.count(b"\n"), f"{path}: {len(quads)} quads from another number of lines"
        triples = [q[:3] for q in quads]
        assert len(set(triples)) == len(triples), f"{path}: a triple stands in two graphs"
        read += 1
    sample = sorted(glob.glob("seeds/samples/*.txt"))[0]
    union = Graph()
    for s, p, o, _ in Dataset().parse(data=extract(sample, "nq").decode(), format="nquads").quads():
        union.add((s, p, o))
    for syntax, name in (("ttl", "turtle"), ("nt", "nt"), ("rdf", "xml"), ("jsonld", "json-ld")):
        other = Graph().parse(data=extract(sample, syntax).decode(), format=name)
        assert to_isomorphic(other) == to_isomorphic(union), f"{syntax} says something else than nq"
    with tempfile.TemporaryDirectory() as folder:
        target = os.path.join(folder, "graph")
        subprocess.run([ZHENGTU, "-q", "build", "seeds/samples", "-g", target], check=True)
        assert glob.glob(os.path.join(target, "reports", "*.nq")), "build wrote no report"
    print(f"{read} reports parse in rdflib; Turtle, N-Triples, RDF/XML and JSON-LD agree with N-Quads")


if __name__ == "__main__":
    main()
