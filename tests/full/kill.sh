#!/usr/bin/env bash
# A build killed at 100 random moments, each time built again: the directory is that of an
# undisturbed build, and what stands in between can be read. A full disk leaves the old graph.
set -euo pipefail
cd "$(dirname "$0")/../.."
zhengtu=${ZHENGTU:-target/debug/zhengtu}
rounds=${ROUNDS:-100}
folder=$(mktemp -d)
trap 'mountpoint -q "$folder/small" && umount "$folder/small"; rm -rf "$folder"' EXIT
mkdir "$folder/in"
for year in $(seq 1990 2021); do
  cp "seeds/samples/yunxi-$((2024 + year % 2)).txt" "$folder/in/r$year.txt"
  printf 'government = 990101\nyear = %s\n' "$year" > "$folder/in/r$year.meta.toml"
done
start=$(date +%s%N)
"$zhengtu" -q build "$folder/in" -g "$folder/whole"
took=$(( ($(date +%s%N) - start) / 1000000 ))
same() { diff -r -x provenance.nq -x provenance.zgi "$folder/whole" "$folder/graph"; }
read_it() {
  # Before its first commit a new directory holds no graph, and says so.
  [ -e "$folder/graph/manifest.json" ] || [ -e "$folder/graph/manifest.next.json" ] || return 0
  "$zhengtu" -q list reports -g "$folder/graph" > /dev/null
}
resumed=0
for round in $(seq "$rounds"); do
  # Half of the rounds start from nothing, half replace what is there under another recipe.
  if [ $((round % 2)) = 0 ]; then rm -rf "$folder/graph"; more=(); else more=(--compress zst); fi
  "$zhengtu" -q build "$folder/in" -g "$folder/graph" ${more[@]+"${more[@]}"} & pid=$!
  sleep "$(printf '0.%03d' $((RANDOM % took % 1000)))"
  if kill -9 "$pid" 2>/dev/null; then resumed=$((resumed + 1)); fi
  wait "$pid" 2>/dev/null || true
  read_it
  "$zhengtu" -q build "$folder/in" -g "$folder/graph"
  same || { echo "round $round differs"; exit 1; }
done
echo "$rounds rounds, $resumed killed alive: all the same"

mkdir "$folder/small"
if mount -t tmpfs -o size=16m tmpfs "$folder/small" 2>/dev/null; then
  "$zhengtu" -q build "$folder/in/r1990.txt" -g "$folder/small/graph"
  before=$(cat "$folder/small/graph/manifest.json" "$folder"/small/graph/reports/* | sha256sum)
  if "$zhengtu" -q build "$folder/in" -g "$folder/small/graph" 2> "$folder/said"; then
    echo "a full disk was not noticed"; exit 1
  fi
  cat "$folder/said"
  after=$(cat "$folder/small/graph/manifest.json" "$folder"/small/graph/reports/* | sha256sum)
  [ "$before" = "$after" ] || { echo "a full disk changed the graph"; exit 1; }
  "$zhengtu" -q list reports -g "$folder/small/graph" > /dev/null
else
  echo "skipped: a full disk (no tmpfs can be mounted here)"
fi
