#!/usr/bin/env bash
# Graphviz and librsvg read the pictures of the sample reports without a word of complaint.
set -euo pipefail
cd "$(dirname "$0")/../.."
if ! command -v dot >/dev/null || ! command -v rsvg-convert >/dev/null; then
  sudo=""
  [ "$(id -u)" = 0 ] || sudo=sudo
  $sudo apt-get update -qq
  DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq graphviz librsvg2-bin fonts-noto-cjk
fi
program=target/debug/zhengtu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$program" -q build seeds/samples -g "$work/graph"

# Draws what the arguments ask for, in both formats, and renders it.
check() {
  "$program" -q draw "$@" -g "$work/graph" -o "$work/picture.dot"
  "$program" -q draw "$@" -g "$work/graph" -o "$work/picture.svg"
  dot -Tsvg "$work/picture.dot" -o "$work/out.svg" 2>"$work/complaints"
  rsvg-convert "$work/picture.svg" -o "$work/out.png" 2>>"$work/complaints"
  if [ -s "$work/complaints" ]; then
    echo "draw $*:" >&2
    cat "$work/complaints" >&2
    exit 1
  fi
  [ -s "$work/out.svg" ] && [ -s "$work/out.png" ]
}

check
check --hops 2
"$program" -q list terms -n 8 -f csv -g "$work/graph" | tail -n +2 | cut -d, -f1 >"$work/terms"
[ -s "$work/terms" ]
while read -r term; do
  check "$term"
  check "$term" --hops 2
done <"$work/terms"
echo "graphviz: $(wc -l <"$work/terms") terms drawn"
