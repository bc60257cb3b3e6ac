#!/usr/bin/env bash
# The exports for graph tools, read by networkx: GraphML, GEXF, node-link JSON and both tables
# hold the same nodes and edges; Graphviz, where it is installed, parses the DOT.
set -euo pipefail
cd "$(dirname "$0")/../.."
venv=target/test-venv
[ -x "$venv/bin/python" ] || python3 -m venv "$venv"
"$venv/bin/python" -c 'import networkx' 2>/dev/null || "$venv/bin/pip" install --quiet 'networkx>=3.4'
zhengtu=${ZHENGTU:-target/debug/zhengtu}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$zhengtu" -q build seeds/samples -g "$folder/graph"
for format in graphml gexf json dot; do
  "$zhengtu" -q export --format "$format" -g "$folder/graph" -o "$folder/all.$format"
done
"$zhengtu" -q export --format csv -g "$folder/graph" -o "$folder/tables"
"$venv/bin/python" - "$folder" <<'PYTHON'
import csv, json, sys
import networkx as nx

folder = sys.argv[1]
graphml = nx.read_graphml(f"{folder}/all.graphml", force_multigraph=True)
# networkx knows GEXF up to 1.2; 1.3 changed nothing that it reads but the namespace.
with open(f"{folder}/all.gexf", encoding="utf-8") as f:
    old = f.read().replace("http://gexf.net/1.3", "http://www.gexf.net/1.2draft").replace('version="1.3"', 'version="1.2"')
with open(f"{folder}/old.gexf", "w", encoding="utf-8") as f:
    f.write(old)
gexf = nx.read_gexf(f"{folder}/old.gexf", version="1.2draft")
with open(f"{folder}/all.json", encoding="utf-8") as f:
    data = nx.node_link_graph(json.load(f), edges="links")
rows = {}
for name in ("nodes", "edges"):
    with open(f"{folder}/tables/{name}.csv", encoding="utf-8", newline="") as f:
        rows[name] = list(csv.DictReader(f))

nodes = {row[":ID"]: row for row in rows["nodes"]}
assert len(nodes) == len(rows["nodes"]) > 100, "too few nodes, or one twice"
for graph in (graphml, gexf, data):
    assert set(graph.nodes) == set(nodes), f"{graph}: other nodes than nodes.csv"
    assert graph.number_of_edges() == len(rows["edges"]), f"{graph}: other edges than edges.csv"
    for node, said in graph.nodes(data=True):
        assert said["label"] == nodes[node]["label"], node
for row in rows["edges"]:
    said = data.get_edge_data(row[":START_ID"], row[":END_ID"], row[":TYPE"])
    assert said["weight"] == int(row["weight:int"]), row
total = sum(int(row["weight:int"]) for row in rows["edges"])
assert sum(w for *_, w in graphml.edges(data="weight")) == total, "GraphML weighs otherwise"
assert sum(w for *_, w in gexf.edges(data="weight")) == total, "GEXF weighs otherwise"
print(f"networkx reads {len(nodes)} nodes and {len(rows['edges'])} edges from GraphML, GEXF, JSON and CSV alike")
PYTHON
if command -v dot >/dev/null 2>&1; then
  dot -Tcanon "$folder/all.dot" >/dev/null && echo "Graphviz parses the DOT"
else
  echo "no Graphviz here: the DOT is not read"
fi
