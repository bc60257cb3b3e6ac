#!/usr/bin/env bash
# Builds what is needed, measures everything, writes docs/benchmarks.md and its picture.
#
#   benches/run.sh [--quick]     --quick: few reports, to try it (some three minutes on two cores)
#
# Needs cargo, Python 3.10 or later with venv, and pip for the baseline's three packages. Other
# words go to compare.py: `benches/run.sh --texts FOLDER` measures on reports of your own.
set -euo pipefail
cd "$(dirname "$0")/.."
quick=()
words=()
for word in "$@"; do
  if [ "$word" = --quick ]; then quick=(--quick); else words+=("$word"); fi
done

venv=target/bench/venv
[ -x "$venv/bin/python" ] || python3 -m venv "$venv"
"$venv/bin/python" -c 'import jieba, networkx, rdflib' 2>/dev/null ||
  "$venv/bin/pip" install --quiet setuptools jieba networkx rdflib

cargo build --release --bin zhengtu --example compare
release=${CARGO_TARGET_DIR:-target}/release
failed=0
python3 benches/compare/compare.py --zhengtu "$release/zhengtu" \
  --oracle "$release/examples/compare" --python "$venv/bin/python" \
  "${quick[@]}" "${words[@]}" || failed=1
python3 benches/growth/growth.py --zhengtu "$release/zhengtu" "${quick[@]}" || failed=1
python3 benches/report.py
exit $failed
