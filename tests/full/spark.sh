#!/usr/bin/env bash
# The Spark job on local[2]: its quads are those of `build` byte for byte, a bad file is a row, a
# worker that is killed is tried again, and the tables hold what the quads hold.
#
# REPORTS=FOLDER adds reports of your own. Installs Java 17 with apt when there is none.
set -euo pipefail
cd "$(dirname "$0")/../.."
zhengtu=$(realpath "${ZHENGTU:-target/debug/zhengtu}")
venv=target/spark-venv
command -v java >/dev/null || {
  apt-get update -qq && apt-get install -y -qq openjdk-17-jre-headless >/dev/null
}
[ -x "$venv/bin/python" ] || python3 -m venv "$venv"
"$venv/bin/python" -c 'import pyspark, pyarrow, pandas' 2>/dev/null ||
  "$venv/bin/pip" install --quiet -r integrations/spark/requirements.txt

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir -p "$folder/good" "$folder/in/deeper"
cp seeds/samples/yunxi-*.txt "$folder/good"
[ -z "${REPORTS:-}" ] || find "$REPORTS" -name '*.txt' -exec cp -n {} "$folder/good" \;
# What zhengtu itself refuses is not in the reference.
for file in "$folder"/good/*.txt; do
  "$zhengtu" -q extract "$file" --format nq >/dev/null 2>&1 || mv "$file" "$folder/in/"
done
cp "$folder"/good/*.txt "$folder/in/deeper/"
printf '\xff\xfe\x00bad' >"$folder/in/bad.txt"
job() {
  "$venv/bin/python" integrations/spark/zhengtu_spark.py --master 'local[2]' --batch 3 \
    "$@" 2>"$folder/log" || { tail -40 "$folder/log"; exit 1; }
}
union() { LC_ALL=C sort -u; }

"$zhengtu" -q build "$folder/good" -g "$folder/graph"
"$zhengtu" -q export --format nq -g "$folder/graph" | union >"$folder/expected"

# A worker that is killed the first time it is called, and whenever it sees the poisoned report.
cat >"$folder/flaky" <<SCRIPT
#!/usr/bin/env bash
if mkdir "$folder/killed" 2>/dev/null; then kill -9 \$\$; fi
exec "$zhengtu" "\$@"
SCRIPT
chmod +x "$folder/flaky"
job "$folder/in" "$folder/out" --zhengtu "$folder/flaky" --partition-bytes 65536
[ -d "$folder/killed" ] || { echo "spark: no worker was killed"; exit 1; }
cat "$folder"/out/kind=quads/part-* | union >"$folder/found"
cmp "$folder/expected" "$folder/found"
grep -q 'bad.txt' "$folder"/out/kind=failures/part-*
failures=$(cat "$folder"/out/kind=failures/part-* | wc -l)
[ "$failures" -eq "$(find "$folder/in" -maxdepth 1 -name '*.txt' | wc -l)" ]

job "$folder/in" "$folder/tables" --format tables --zhengtu "$zhengtu"
"$venv/bin/python" - "$folder" <<'PYTHON'
import sys
from pathlib import Path
import pyarrow.parquet as pq

folder = Path(sys.argv[1])
kind = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://w3id.org/zhengtu/ontology#"
expected = (folder / "expected").read_text(encoding="utf-8")
for table, name in [("statements", "Statement"), ("links", "Link")]:
    rows = pq.read_table(folder / "tables" / table).num_rows
    quads = expected.count(f"{kind}{name}>")
    assert rows >= quads > 0, f"{table}: {rows} rows, {quads} things in the quads"
reports = pq.read_table(folder / "tables" / "reports").num_rows
assert reports == len(list((folder / "good").glob("*.txt"))), reports
assert pq.read_table(folder / "tables" / "failures").num_rows >= 1
print(f"spark: {reports} reports, quads as `build` has them, bad files named")
PYTHON
