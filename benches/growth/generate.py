#!/usr/bin/env python3
"""Writes synthetic work reports, each of its own government and year.

    generate.py FOLDER COUNT [--seed N]

They are varied from the project's sample reports: a base report is taken, its statements are
shuffled within their paragraphs and its paragraphs within their section, paragraphs of the other
sample are mixed in, every figure is changed, years are shifted, and the sample's fictional
government, townships, city and province become those of a county of the national table
(`seeds/divisions/divisions.tsv`), so that what is named grows with the corpus as it does in life.
The same arguments give the same bytes; report n is the same whatever COUNT is, and a folder that
holds fewer is filled up.
"""

from __future__ import annotations

import argparse
import random
import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = [(2024, "yunxi-2024.txt"), (2025, "yunxi-2025.txt")]
YEARS = range(2012, 2027)

# What the samples call their government and what lies in it and round it.
HOME, HOME_SHORT, CITY, PROVINCE = "芸溪区", "芸溪", "临澜", "江东"
TOWNSHIPS = ["荻浦", "莲泊", "枕溪", "岚桥", "苇渡", "栖云", "芸城", "柳浪", "蓼湾"]

# A figure stands alone: no part of a name (G5012, 1+4+6, 6.0版, 15分钟…), a year or an ordinal.
FIGURE = re.compile(r"(?<![0-9A-Za-z.+—/第])\d{2,}(?:\.\d+)?(?=[亿万个家项人%公平亩套张户处条吨元微件])")
YEAR = re.compile(r"(?<!\d)20[0-3]\d(?= ?年|—20)")
HEADING = re.compile(r"^[一二三四五六七八九十]+、")
SENTENCE = re.compile(r"[^。；]*[。；]?")


@dataclass(frozen=True)
class County:
    """A county-level division with what stands round it."""

    name: str
    short: str
    city: str
    province: str
    townships: tuple[str, ...]


def counties() -> list[County]:
    """Those whose name is the only one of its kind, so that the title alone tells which it is."""
    rows: dict[str, list[str]] = {}
    for line in (ROOT / "seeds/divisions/divisions.tsv").read_text(encoding="utf-8").splitlines():
        if line and line[0].isdigit():
            cells = (line + "\t\t\t\t").split("\t")
            rows[cells[0]] = cells
    uses: dict[str, int] = {}
    for cells in rows.values():
        uses[cells[1]] = uses.get(cells[1], 0) + 1
    found = []
    for code, (_, name, short, _, townships, *_) in rows.items():
        if code.endswith("00") or uses[name] > 1 or len(short or name) < 2:
            continue
        names = [t.split(":", 1)[1] for t in townships.split() if ":" in t]
        names = [re.sub(r"(街道|镇|乡|地区)$", "", n) for n in names if not n.endswith("民族乡")]
        names = [n for n in names if len(n) == 2]
        if len(names) < len(TOWNSHIPS):
            continue
        city = rows.get(code[:4] + "00", ["", "", ""])
        province = rows.get(code[:2] + "0000", ["", "", ""])
        found.append(
            County(name, short or name, city[2] or province[2], province[2], tuple(names))
        )
    return found


def blocks(text: str) -> list[list[str]]:
    """The paragraphs of a report, cut before every heading of the first level."""
    out: list[list[str]] = [[]]
    for line in text.splitlines():
        if not line.strip():
            continue
        if HEADING.match(line) and len(line) < 30:
            out.append([])
        out[-1].append(line)
    return out


def shuffled(paragraph: str, rng: random.Random) -> str:
    """Its statements in another order; the first stays, which says what the paragraph is about."""
    sentences = [s for s in SENTENCE.findall(paragraph) if s]
    if len(sentences) < 3 or not paragraph.endswith("。"):
        return paragraph
    first, rest = sentences[0], sentences[1:]
    rng.shuffle(rest)
    text = first + "".join(rest)
    return text[:-1].replace("\n", "") + "。" if text.endswith("；") else text


def is_body(paragraph: str) -> bool:
    """Whether a paragraph may change its place."""
    return len(paragraph) > 60 and paragraph.endswith("。") and "各位代表" not in paragraph


def mixed(block: list[str], other: list[str], rng: random.Random) -> list[str]:
    """The paragraphs of a section in another order, with some of the other sample's."""
    at = [i for i, p in enumerate(block) if is_body(p)]
    bodies = [block[i] for i in at]
    rng.shuffle(bodies)
    out = list(block)
    for i, body in zip(at, bodies, strict=True):
        out[i] = shuffled(body, rng)
    spare = [p for p in other if is_body(p)]
    for body in rng.sample(spare, k=min(len(spare), rng.randint(2, 8))):
        if at:
            out.insert(rng.choice(at) + 1, shuffled(body, rng))
    return out


def figured(match: re.Match[str], rng: random.Random) -> str:
    """Another figure of the same size."""
    text = match.group()
    decimals = len(text.partition(".")[2])
    value = float(text) * rng.uniform(0.6, 1.4)
    return f"{max(value, 10):.{decimals}f}"


def report(number: int, seed: int, all_counties: list[County], samples: list[list[list[str]]]) -> str:
    """The text of report `number`."""
    rng = random.Random(f"{seed}/{number}")
    # A step that has no factor in common with the list's length visits every county before it
    # comes to one again, and spreads a small corpus over the country.
    place = (number * 1009) % len(all_counties)
    county = all_counties[place]
    year = YEARS[(place + number // len(all_counties)) % len(YEARS)]
    which = rng.randrange(2)
    base, other = samples[which], samples[1 - which]
    out: list[str] = []
    for i, block in enumerate(base):
        peer = other[i] if 0 < i < len(other) else []
        # The head, and the notes at the end, stay in their order.
        out += mixed(block, peer, rng) if 0 < i < 4 else block
    text = "\n\n".join(out) + "\n"
    shift = year - SAMPLES[which][0]
    text = YEAR.sub(lambda m: str(int(m.group()) + shift), text)
    text = FIGURE.sub(lambda m: figured(m, rng), text)
    if not text.startswith(str(year)):
        text = f"{year}年{HOME}人民政府工作报告\n" + text.partition("\n")[2]
    for old, new in zip(TOWNSHIPS, rng.sample(county.townships, k=len(TOWNSHIPS)), strict=True):
        text = text.replace(old, new)
    text = text.replace(HOME, county.name).replace(HOME_SHORT, county.short)
    return text.replace(CITY, county.city).replace(PROVINCE, county.province)


def generate(folder: Path, count: int, seed: int = 1) -> list[Path]:
    """The first `count` reports, written where they are not there yet."""
    all_counties = counties()
    while len(all_counties) % 1009 == 0:
        all_counties.pop()
    samples = [
        blocks((ROOT / "seeds/samples" / name).read_text(encoding="utf-8")) for _, name in SAMPLES
    ]
    if count > len(all_counties) * len(YEARS):
        raise SystemExit(f"no more than {len(all_counties) * len(YEARS)} reports: then they repeat")
    paths = []
    for number in range(count):
        # A thousand a folder, as nobody keeps ten thousand files in one.
        path = folder / f"{number // 1000:03}" / f"{number:06}.txt"
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            partial = path.with_suffix(".partial")
            partial.write_text(report(number, seed, all_counties, samples), encoding="utf-8")
            partial.replace(path)
        paths.append(path)
    return paths


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    paths = generate(args.folder, args.count, args.seed)
    total = sum(p.stat().st_size for p in paths)
    print(f"{len(paths)} reports, {total / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
